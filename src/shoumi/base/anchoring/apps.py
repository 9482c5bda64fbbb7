from datetime import timedelta

from django.apps import AppConfig

from shoumi.base import registry


class Anchoring(AppConfig):
    name = "shoumi.base.anchoring"
    label = "anchoring"

    def ready(self) -> None:
        from shoumi.base.anchoring import jobs, queries, witness
        from shoumi.base.anchoring.card import card
        from shoumi.base.jobs import cron
        from shoumi.base.ledger.card import require

        registry.register(card)
        require(queries.is_witnessed)
        cron.plan("anchoring.examine", jobs.examine, timedelta(days=1), timedelta(hours=3))
        cron.plan("anchoring.agree_on_time", jobs.agree_on_time, timedelta(minutes=5))
        if witness.url() is not None:
            cron.plan("anchoring.submit", jobs.submit, timedelta(minutes=1))
