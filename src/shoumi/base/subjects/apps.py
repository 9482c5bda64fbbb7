from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Subjects(AppConfig):
    name = "shoumi.base.subjects"
    label = "subjects"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.base.subjects import jobs
        from shoumi.base.subjects.card import card

        registry.register(card)
        cron.plan("subjects.examine", jobs.examine, timedelta(minutes=1))
        cron.plan("subjects.sweep", jobs.sweep, timedelta(days=1), offset=timedelta(hours=4))
