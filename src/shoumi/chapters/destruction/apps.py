from django.apps import AppConfig


class Destruction(AppConfig):
    name = "shoumi.chapters.destruction"
    label = "destruction"
