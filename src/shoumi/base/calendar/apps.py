from django.apps import AppConfig


class Calendar(AppConfig):
    name = "shoumi.base.calendar"
    label = "calendar"
