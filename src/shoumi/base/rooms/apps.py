from django.apps import AppConfig


class Rooms(AppConfig):
    name = "shoumi.base.rooms"
    label = "rooms"
