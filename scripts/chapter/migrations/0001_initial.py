"""Create the table of items.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.chapter_slug.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.chapter_slug.rules.Topic["QUESTION"],
                                shoumi.chapters.chapter_slug.rules.Topic["QUESTION"],
                            ),
                            (
                                shoumi.chapters.chapter_slug.rules.Topic["CORRECTION"],
                                shoumi.chapters.chapter_slug.rules.Topic["CORRECTION"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.chapter_slug.rules.State["OPEN"],
                                shoumi.chapters.chapter_slug.rules.State["OPEN"],
                            ),
                            (
                                shoumi.chapters.chapter_slug.rules.State["DONE"],
                                shoumi.chapters.chapter_slug.rules.State["DONE"],
                            ),
                        ],
                        default=shoumi.chapters.chapter_slug.rules.State["OPEN"],
                        max_length=8,
                    ),
                ),
                ("due", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deal", "state", "due"], name="chapter_slug_of_deal"),
                    models.Index(fields=["subject"], name="chapter_slug_of_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", shoumi.chapters.chapter_slug.rules.State["DONE"]),
                            ),
                            models.Q(
                                ("closed_at__isnull", True),
                                ("state", shoumi.chapters.chapter_slug.rules.State["OPEN"]),
                            ),
                            _connector="OR",
                        ),
                        name="chapter_slug_done_means_dated",
                    )
                ],
            },
        ),
    ]
