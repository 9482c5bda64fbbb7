"""Create mail addresses of people of the house and links to their calendars.

Safe while the old code runs: adds tables and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0004_authenticated_asks"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.person",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(choices=[("zh", "zh"), ("en", "en")], max_length=2)),
                ("made_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.person",
                    ),
                ),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("address", models.CharField(max_length=254)),
                ("given_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("code", models.CharField(blank=True, max_length=64)),
                ("code_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("codes_on", models.DateField(null=True)),
                ("codes_sent", models.PositiveSmallIntegerField(default=0)),
                (
                    "language",
                    models.CharField(
                        choices=[("zh", "zh"), ("en", "en")],
                        default="zh",
                        max_length=2,
                    ),
                ),
                ("at_once_since", models.DateTimeField(null=True)),
                ("digest_at", models.TimeField(null=True)),
                ("digested_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", False),
                            models.Q(("at_once_since__isnull", True), ("digest_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="mailbox_is_confirmed_before_it_is_told",
                    )
                ],
            },
        ),
    ]
