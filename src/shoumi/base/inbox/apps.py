from datetime import timedelta

from django.apps import AppConfig


class Inbox(AppConfig):
    name = "shoumi.base.inbox"
    label = "inbox"

    def ready(self) -> None:
        from shoumi.base.inbox import jobs, mailboxes
        from shoumi.base.inbox.card import card
        from shoumi.base.jobs import cron
        from shoumi.base.outbox import resolvers
        from shoumi.base.registry import register

        register(card)
        resolvers.register(mailboxes.OF_PERSON, mailboxes.of_person)
        resolvers.register(mailboxes.OF_MAILBOX, mailboxes.of_mailbox)
        cron.plan("inbox.at_once", jobs.at_once, timedelta(minutes=1))
        cron.plan("inbox.digests", jobs.digests, timedelta(minutes=5))
