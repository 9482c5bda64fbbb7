from django.apps import AppConfig


class Gate(AppConfig):
    name = "shoumi.base.gate"
    label = "gate"
