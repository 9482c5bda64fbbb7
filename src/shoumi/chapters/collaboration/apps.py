from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Collaboration(AppConfig):
    name = "shoumi.chapters.collaboration"
    label = "collaboration"

    def ready(self) -> None:
        from shoumi.base.gate import task_conditions
        from shoumi.base.jobs import cron
        from shoumi.chapters.collaboration import jobs
        from shoumi.chapters.collaboration.chapter import card
        from shoumi.chapters.collaboration.queries import shared_tasks

        registry.register(card)
        task_conditions.also_require(shared_tasks.may_be_together)
        task_conditions.also_end(shared_tasks.grant_over_since)
        cron.plan("collaboration.end", jobs.end_due, timedelta(minutes=1))
        cron.plan("collaboration.tell", jobs.tell_groups, timedelta(minutes=1))
        cron.plan("collaboration.look", jobs.look_again, timedelta(hours=1))
        each_night = timedelta(hours=4)
        cron.plan("collaboration.forget", jobs.forget_past_term, timedelta(days=1), each_night)
