from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Feedback(AppConfig):
    name = "shoumi.chapters.feedback"
    label = "feedback"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.feedback import jobs
        from shoumi.chapters.feedback.chapter import card

        registry.register(card)
        cron.plan("feedback.destroy", jobs.destroy_due, timedelta(days=1), timedelta(hours=3))
        cron.plan("feedback.remind", jobs.remind, timedelta(days=1), timedelta(hours=1))
        cron.plan("feedback.mails", jobs.mails, timedelta(minutes=1))
        cron.plan("feedback.chats", jobs.chats, timedelta(minutes=1))
        cron.plan("feedback.watch", jobs.watch, timedelta(minutes=1))
