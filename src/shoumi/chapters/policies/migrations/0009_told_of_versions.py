"""Who was told of a version of the policy, and what customers said to it.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.policies.rules.told


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0008_field_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("subject", models.CharField(max_length=53, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("agrees", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolicyTelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("version", models.CharField(max_length=53)),
                ("number", models.PositiveIntegerField()),
                ("dataset", models.CharField(max_length=53)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.policies.rules.told.ToldBy["LETTER"],
                                shoumi.chapters.policies.rules.told.ToldBy["LETTER"],
                            ),
                            (
                                shoumi.chapters.policies.rules.told.ToldBy["MAIL"],
                                shoumi.chapters.policies.rules.told.ToldBy["MAIL"],
                            ),
                            (
                                shoumi.chapters.policies.rules.told.ToldBy["MESSAGE"],
                                shoumi.chapters.policies.rules.told.ToldBy["MESSAGE"],
                            ),
                            (
                                shoumi.chapters.policies.rules.told.ToldBy["IN_PERSON"],
                                shoumi.chapters.policies.rules.told.ToldBy["IN_PERSON"],
                            ),
                        ],
                        max_length=9,
                    ),
                ),
                ("told_on", models.DateField()),
                ("document", models.CharField(max_length=53)),
                ("content_sha256", models.CharField(max_length=64)),
                ("noted_by", models.CharField(max_length=53)),
                ("noted_at", models.DateTimeField()),
                ("confirmed_by", models.CharField(blank=True, default="", max_length=53)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "dataset"), name="a_data_set_is_told_of_a_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_telling_is_confirmed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("noted_by")), _negated=True),
                        name="a_telling_is_confirmed_by_another",
                    ),
                ],
            },
        ),
    ]
