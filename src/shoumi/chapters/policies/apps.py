from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Policies(AppConfig):
    name = "shoumi.chapters.policies"
    label = "policies"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.policies import jobs
        from shoumi.chapters.policies.chapter import card

        registry.register(card)
        cron.plan("policies.access", jobs.open_review, timedelta(days=1), timedelta(hours=1))
