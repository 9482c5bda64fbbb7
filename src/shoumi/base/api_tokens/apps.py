from datetime import timedelta

from django.apps import AppConfig


class Bearers(AppConfig):
    name = "shoumi.base.api_tokens"
    label = "bearers"

    def ready(self) -> None:
        from shoumi.base.api_tokens import jobs
        from shoumi.base.api_tokens.card import card
        from shoumi.base.jobs import cron
        from shoumi.base.registry import register

        register(card)
        cron.plan("bearers.sweep", jobs.sweep, timedelta(hours=1))
