from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Backup(AppConfig):
    name = "shoumi.chapters.backup"
    label = "backup"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.backup import jobs
        from shoumi.chapters.backup.chapter import card

        registry.register(card)
        cron.plan("backup.copy", jobs.copy_due, timedelta(minutes=3))
        cron.plan("backup.prune", jobs.prune_due, timedelta(hours=1), timedelta(minutes=20))
        cron.plan("backup.verify", jobs.verify_due, timedelta(days=1), timedelta(hours=4))
