"""Create the systems that are told of events, their secrets, and what each was told.

Safe while the old code runs: adds tables and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models

import shoumi.base.webhooks.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("url", models.CharField(max_length=2000)),
                ("tags", models.JSONField()),
                ("cursor", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                (
                    "paused",
                    models.CharField(
                        blank=True,
                        choices=[("by_hand", "by_hand"), ("failing", "failing"), ("gone", "gone")],
                        max_length=8,
                    ),
                ),
                ("failing_since", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("position", models.PositiveBigIntegerField()),
                ("tag", models.CharField(max_length=64)),
                ("deal", models.CharField(blank=True, max_length=53)),
                ("happened_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("delivered", "delivered"),
                            ("dead", "dead"),
                            ("sunk", "sunk"),
                        ],
                        default=shoumi.base.webhooks.rules.State["WAITING"],
                        max_length=9,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("answer", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=40)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="webhooks.endpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["-position", "ref"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["endpoint", "next_at"],
                        name="delivery_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("endpoint", "position"), name="one_delivery_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_settled_or_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signing",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signings",
                        to="webhooks.endpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["-since"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("endpoint",),
                        name="one_newest_secret",
                    )
                ],
            },
        ),
    ]
