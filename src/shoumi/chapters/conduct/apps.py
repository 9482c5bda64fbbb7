from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Conduct(AppConfig):
    name = "shoumi.chapters.conduct"
    label = "conduct"

    def ready(self) -> None:
        from shoumi.base.accounts import stops
        from shoumi.base.jobs import cron
        from shoumi.chapters.conduct import jobs, queries
        from shoumi.chapters.conduct.chapter import card

        registry.register(card)
        stops.also_stops(queries.suspended_since)
        cron.plan("conduct.commit", jobs.commit_ahead, timedelta(days=1), timedelta(hours=3))
        cron.plan("conduct.score", jobs.score, timedelta(minutes=10), timedelta(minutes=2))
        cron.plan("conduct.forget", jobs.forget_past_term, timedelta(days=1), timedelta(hours=4))
