from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Incidents(AppConfig):
    name = "shoumi.chapters.incidents"
    label = "incidents"

    def ready(self) -> None:
        from shoumi.base.jobs import cron
        from shoumi.chapters.incidents import jobs
        from shoumi.chapters.incidents.chapter import card

        registry.register(card)
        cron.plan("incidents.letters", jobs.outgoing_letters, timedelta(minutes=1))
        cron.plan("incidents.injects", jobs.drill_injects, timedelta(minutes=1))
        cron.plan("incidents.forget", jobs.forget_past_term, timedelta(days=1), timedelta(hours=4))
