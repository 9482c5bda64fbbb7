from django.apps import AppConfig


class Intake(AppConfig):
    name = "shoumi.base.intake"
    label = "intake"
