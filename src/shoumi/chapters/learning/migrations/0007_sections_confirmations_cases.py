"""Which section of a lesson teaches a topic, who confirmed an entry of a sheet, which incident a
case is of and who read it.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.learning.rules


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0006_packages"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseClearance",
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
                ("case", models.CharField(max_length=53, unique=True)),
                ("text_sha256", models.CharField(max_length=64)),
                ("cleared_by", models.CharField(max_length=53)),
                ("cleared_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseSource",
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
                ("case", models.CharField(max_length=53, unique=True)),
                ("incident", models.CharField(max_length=53, unique=True)),
                ("raised_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SheetConfirmation",
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
                ("attendance", models.CharField(max_length=53, unique=True)),
                ("person", models.CharField(max_length=53)),
                ("confirmed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicSection",
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
                ("course", models.CharField(max_length=53)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.learning.rules.Topic["LAW"],
                                shoumi.chapters.learning.rules.Topic["LAW"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["POLICY"],
                                shoumi.chapters.learning.rules.Topic["POLICY"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["MEASURES"],
                                shoumi.chapters.learning.rules.Topic["MEASURES"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["RIGHTS"],
                                shoumi.chapters.learning.rules.Topic["RIGHTS"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["TRANSFER"],
                                shoumi.chapters.learning.rules.Topic["TRANSFER"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["VENDORS"],
                                shoumi.chapters.learning.rules.Topic["VENDORS"],
                            ),
                            (
                                shoumi.chapters.learning.rules.Topic["INCIDENT"],
                                shoumi.chapters.learning.rules.Topic["INCIDENT"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("section", models.PositiveSmallIntegerField()),
                ("found_by", models.CharField(max_length=53)),
                ("found_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "topic"), name="one_section_of_a_topic"
                    ),
                    models.UniqueConstraint(
                        fields=("course", "section"), name="one_topic_of_a_section"
                    ),
                ],
            },
        ),
    ]
