from django.apps import AppConfig


class Compliance(AppConfig):
    name = "shoumi.chapters.compliance"
    label = "compliance"
