"""Keep what somebody found of fields of the register.

Safe while the old code runs: it does not know the table, and uses every field as before.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0005_working_group"),
    ]

    operations = [
        migrations.CreateModel(
            name="FieldReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("digests", models.JSONField()),
                ("recipients", models.JSONField()),
                ("is_necessary", models.BooleanField()),
                ("why", models.TextField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
