"""Create the list of hosts that may be called, and the requests to change it.

Safe while the old code runs: adds tables and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Host",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=253)),
                ("inside", models.TextField(blank=True)),
                ("authority", models.TextField(blank=True)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("position", models.PositiveBigIntegerField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "-since"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", models.F("requested_by")), _negated=True
                        ),
                        name="host_needs_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("name",),
                        name="one_host_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HostAsk",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                (
                    "change",
                    models.CharField(
                        choices=[("allow", "allow"), ("withdraw", "withdraw")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=253)),
                ("inside", models.TextField(blank=True)),
                ("authority", models.TextField(blank=True)),
                ("requested_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "ref"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", models.F("requested_by")), _negated=True
                        ),
                        name="host_ask_needs_two_people",
                    )
                ],
            },
        ),
    ]
