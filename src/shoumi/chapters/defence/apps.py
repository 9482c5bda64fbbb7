from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Defence(AppConfig):
    name = "shoumi.chapters.defence"
    label = "defence"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.defence import jobs
        from shoumi.chapters.defence.chapter import card

        registry.register(card)
        cron.plan("defence.read", jobs.read_due, timedelta(minutes=1))
        cron.plan("defence.blocks", jobs.blocks_due, timedelta(minutes=1))
        # Twice a minute: from an entry to its alert less than a minute goes by.
        cron.plan("defence.audit", jobs.audit_due, timedelta(hours=1))
        cron.plan("defence.watch", jobs.watch_due, timedelta(seconds=30))
