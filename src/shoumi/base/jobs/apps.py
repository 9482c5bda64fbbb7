from django.apps import AppConfig


class Jobs(AppConfig):
    name = "shoumi.base.jobs"
    label = "jobs"
