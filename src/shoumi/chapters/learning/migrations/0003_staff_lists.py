"""Lists of staff that were brought in, enrolments, departments.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0002_certificate_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Placement",
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
                ("person", models.CharField(max_length=53, unique=True)),
                ("department", models.CharField(max_length=60)),
                ("placed_by", models.CharField(max_length=53)),
                ("placed_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffImport",
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
                ("content_sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField()),
                ("left", models.PositiveIntegerField()),
                ("faults", models.JSONField(default=list)),
                ("brought_by", models.CharField(max_length=53)),
                ("brought_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
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
                ("series", models.CharField(max_length=53)),
                ("enrolled_by", models.CharField(max_length=53)),
                ("enrolled_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "series"), name="one_enrolment_in_a_course"
                    )
                ],
            },
        ),
    ]
