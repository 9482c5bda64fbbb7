from django.apps import AppConfig


class Subjects(AppConfig):
    name = "shoumi.base.subjects"
    label = "subjects"
