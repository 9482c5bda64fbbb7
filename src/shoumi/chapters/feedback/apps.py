from django.apps import AppConfig

from shoumi.base import registry


class Feedback(AppConfig):
    name = "shoumi.chapters.feedback"
    label = "feedback"

    def ready(self) -> None:
        from shoumi.chapters.feedback.chapter import card

        registry.register(card)
