from django.apps import AppConfig


class Clock(AppConfig):
    name = "shoumi.base.clock"
    label = "clock"
