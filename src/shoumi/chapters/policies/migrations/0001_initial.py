"""Create the tables of policies.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.policies.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.policies.rules.State["DRAFT"],
                                shoumi.chapters.policies.rules.State["DRAFT"],
                            ),
                            (
                                shoumi.chapters.policies.rules.State["PUBLISHED"],
                                shoumi.chapters.policies.rules.State["PUBLISHED"],
                            ),
                            (
                                shoumi.chapters.policies.rules.State["SUPERSEDED"],
                                shoumi.chapters.policies.rules.State["SUPERSEDED"],
                            ),
                        ],
                        default=shoumi.chapters.policies.rules.State["DRAFT"],
                        max_length=12,
                    ),
                ),
                ("items", models.JSONField()),
                ("register", models.TextField()),
                ("register_sha256", models.CharField(max_length=64)),
                ("approvals", models.JSONField(default=dict)),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", shoumi.chapters.policies.rules.State["PUBLISHED"])
                        ),
                        fields=("state",),
                        name="one_policy_in_force",
                    )
                ],
            },
        ),
    ]
