"""Lesson packages, how far learners are in them, who worked through one.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models

import shoumi.chapters.learning.rules.packages


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0005_more_topics"),
    ]

    operations = [
        migrations.CreateModel(
            name="LessonPackage",
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
                ("document", models.CharField(max_length=53)),
                ("content_sha256", models.CharField(max_length=64)),
                (
                    "edition",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.learning.rules.packages.Edition["SCORM_12"],
                                shoumi.chapters.learning.rules.packages.Edition["SCORM_12"],
                            ),
                            (
                                shoumi.chapters.learning.rules.packages.Edition["SCORM_2004"],
                                shoumi.chapters.learning.rules.packages.Edition["SCORM_2004"],
                            ),
                        ],
                        max_length=4,
                    ),
                ),
                ("parts", models.JSONField()),
                ("added_by", models.CharField(max_length=53)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PackageAttendance",
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
                ("person", models.CharField(max_length=53)),
                ("package", models.CharField(max_length=53)),
                ("attended_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "package"), name="one_attendance_of_a_package_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=53)),
                ("package", models.CharField(max_length=53)),
                ("part", models.PositiveSmallIntegerField()),
                ("state", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                ("completed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "package", "part"), name="one_progress_in_a_part"
                    )
                ],
            },
        ),
    ]
