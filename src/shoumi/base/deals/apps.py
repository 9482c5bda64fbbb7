from django.apps import AppConfig


class Deals(AppConfig):
    name = "shoumi.base.deals"
    label = "deals"
