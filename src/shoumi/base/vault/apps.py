from django.apps import AppConfig


class Vault(AppConfig):
    name = "shoumi.base.vault"
    label = "vault"
