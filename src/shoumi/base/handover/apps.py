from django.apps import AppConfig


class Handover(AppConfig):
    name = "shoumi.base.handover"
    label = "handover"
