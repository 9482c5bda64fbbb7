from django.apps import AppConfig


class Accounts(AppConfig):
    name = "shoumi.base.accounts"
    label = "accounts"
