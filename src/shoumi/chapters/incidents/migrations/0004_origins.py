"""Create the table of what incidents came from.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0003_playbook_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreachOrigin",
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
                ("breach", models.CharField(max_length=40, unique=True)),
                ("origin", models.CharField(max_length=40, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("STAFF", "STAFF"),
                            ("CUSTOMER", "CUSTOMER"),
                            ("VENDOR", "VENDOR"),
                            ("MONITORING", "MONITORING"),
                            ("AUTHORITY", "AUTHORITY"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
