from django.apps import AppConfig

from shoumi.base import registry


class Subjects(AppConfig):
    name = "shoumi.base.subjects"
    label = "subjects"

    def ready(self) -> None:
        from shoumi.base.subjects.card import card

        registry.register(card)
