from django.apps import AppConfig


class Policies(AppConfig):
    name = "shoumi.chapters.policies"
    label = "policies"
