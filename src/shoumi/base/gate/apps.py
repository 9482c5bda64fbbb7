from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Gate(AppConfig):
    name = "shoumi.base.gate"
    label = "gate"

    def ready(self) -> None:
        from shoumi.base.gate import jobs
        from shoumi.base.gate.card import card
        from shoumi.base.jobs import cron

        registry.register(card)
        cron.plan("gate.mark_minors", jobs.mark_minors, timedelta(days=1))
