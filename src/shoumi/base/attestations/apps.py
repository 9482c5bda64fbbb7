from datetime import timedelta

from django.apps import AppConfig


class Attestations(AppConfig):
    name = "shoumi.base.attestations"
    label = "attestations"

    def ready(self) -> None:
        from shoumi.base.accounts.services import guard
        from shoumi.base.attestations import jobs, lapse_notices, staff_qualification
        from shoumi.base.attestations.card import card
        from shoumi.base.attestations.doors import may_be_granted
        from shoumi.base.jobs import cron
        from shoumi.base.outbox import resolvers
        from shoumi.base.registry import register

        register(card)
        guard(may_be_granted)
        guard(staff_qualification.may_be_granted)
        resolvers.register(lapse_notices.KIND, lapse_notices.address)
        cron.plan("attestations.lapses", jobs.tell_lapses, timedelta(days=1), timedelta(hours=7))
