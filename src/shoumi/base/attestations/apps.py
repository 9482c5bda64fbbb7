from django.apps import AppConfig


class Attestations(AppConfig):
    name = "shoumi.base.attestations"
    label = "attestations"
