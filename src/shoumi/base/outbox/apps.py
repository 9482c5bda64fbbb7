from django.apps import AppConfig


class Outbox(AppConfig):
    name = "shoumi.base.outbox"
    label = "outbox"
