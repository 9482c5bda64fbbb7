from django.apps import AppConfig


class Agreements(AppConfig):
    name = "shoumi.chapters.agreements"
    label = "agreements"
