from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Learning(AppConfig):
    name = "shoumi.chapters.learning"
    label = "learning"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.learning import jobs
        from shoumi.chapters.learning.chapter import card

        registry.register(card)
        cron.plan("learning.weak", jobs.withdraw_weak, timedelta(days=1), timedelta(hours=4))
        cron.plan("learning.lists", jobs.forget_lists, timedelta(days=1), timedelta(hours=4))
        cron.plan("learning.cases", jobs.raise_cases, timedelta(hours=1), timedelta(minutes=20))
