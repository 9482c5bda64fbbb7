"""Create the table of addresses that are shut out for a while.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("defence", "0003_canaries"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressBlock",
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
                ("number", models.PositiveIntegerField(unique=True)),
                ("address", models.CharField(max_length=45)),
                ("alert", models.CharField(default="", max_length=40)),
                ("blocked_by", models.CharField(max_length=40)),
                ("blocked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(default="", max_length=40)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                models.Q(("lifted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="addressblock_lifted_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("blocked_at"))),
                        name="addressblock_in_order",
                    ),
                ],
            },
        ),
    ]
