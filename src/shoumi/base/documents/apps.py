from django.apps import AppConfig


class Documents(AppConfig):
    name = "shoumi.base.documents"
    label = "documents"
