from django.apps import AppConfig


class Clock(AppConfig):
    name = "shoumi.base.clock"
    label = "clock"

    def ready(self) -> None:
        from shoumi.base.clock import queries
        from shoumi.base.clock.card import card
        from shoumi.base.ledger import running_time
        from shoumi.base.registry import register

        register(card)
        running_time.spare(lambda: queries.story_now() is not None)
