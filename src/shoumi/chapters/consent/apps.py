from django.apps import AppConfig


class Consent(AppConfig):
    name = "shoumi.chapters.consent"
    label = "consent"
