"""Sheets of signatures and pictures of lessons.

Safe while the old code runs: tables that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0003_staff_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="LessonPicture",
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
                ("document", models.CharField(max_length=53)),
                ("content_sha256", models.CharField(max_length=64)),
                ("added_by", models.CharField(max_length=53)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignedSheet",
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
                ("session", models.CharField(max_length=53)),
                ("document", models.CharField(max_length=53)),
                ("content_sha256", models.CharField(max_length=64)),
                ("entered_by", models.CharField(max_length=53)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
