"""Create the tables of rooms.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.base.rooms.rules
import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.DisclosureLevel["L0"],
                                shoumi.core.terms.DisclosureLevel["L0"],
                            ),
                            (
                                shoumi.core.terms.DisclosureLevel["L1"],
                                shoumi.core.terms.DisclosureLevel["L1"],
                            ),
                            (
                                shoumi.core.terms.DisclosureLevel["L2"],
                                shoumi.core.terms.DisclosureLevel["L2"],
                            ),
                            (
                                shoumi.core.terms.DisclosureLevel["L3"],
                                shoumi.core.terms.DisclosureLevel["L3"],
                            ),
                            (
                                shoumi.core.terms.DisclosureLevel["L4"],
                                shoumi.core.terms.DisclosureLevel["L4"],
                            ),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.rooms.rules.State["PREPARED"],
                                shoumi.base.rooms.rules.State["PREPARED"],
                            ),
                            (
                                shoumi.base.rooms.rules.State["OPEN"],
                                shoumi.base.rooms.rules.State["OPEN"],
                            ),
                            (
                                shoumi.base.rooms.rules.State["SHUT"],
                                shoumi.base.rooms.rules.State["SHUT"],
                            ),
                        ],
                        default=shoumi.base.rooms.rules.State["PREPARED"],
                        max_length=8,
                    ),
                ),
                ("requester", models.CharField(max_length=40)),
                ("approvals", models.JSONField(default=list)),
                ("persons", models.JSONField(default=list)),
                ("subjects", models.JSONField(default=list)),
                ("rows", models.PositiveIntegerField()),
                ("generalised", models.PositiveIntegerField(default=0)),
                ("suppressed", models.PositiveIntegerField(default=0)),
                ("document", models.CharField(default="", max_length=40)),
                ("task", models.CharField(default="", max_length=40)),
                ("prepared_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("shut_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "state", "level"], name="room_of_deal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", shoumi.base.rooms.rules.State["OPEN"]), _negated=True
                            ),
                            models.Q(
                                ("closes_at__gt", models.F("opened_at")),
                                ("opened_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_open_room_closes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Teaser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deal", models.CharField(max_length=40)),
                ("document", models.CharField(max_length=40)),
                ("hits", models.PositiveIntegerField()),
                ("suppressed", models.PositiveIntegerField()),
                ("scanned_at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["deal", "id"], name="teaser_of_deal")],
            },
        ),
    ]
