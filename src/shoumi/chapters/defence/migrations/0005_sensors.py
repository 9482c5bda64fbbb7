"""Create the tables of sensors and of the addresses that they named.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.chapters.defence.rules.sensors


class Migration(migrations.Migration):
    dependencies = [
        ("defence", "0004_blocks"),
    ]

    operations = [
        migrations.CreateModel(
            name="SensedAddress",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.sensors.SensorKind["SURICATA"],
                                shoumi.chapters.defence.rules.sensors.SensorKind["SURICATA"],
                            ),
                            (
                                shoumi.chapters.defence.rules.sensors.SensorKind["FAIL2BAN"],
                                shoumi.chapters.defence.rules.sensors.SensorKind["FAIL2BAN"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("address", models.CharField(max_length=45)),
                ("first_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "address"), name="sensedaddress_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sensor",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.defence.rules.sensors.SensorKind["SURICATA"],
                                shoumi.chapters.defence.rules.sensors.SensorKind["SURICATA"],
                            ),
                            (
                                shoumi.chapters.defence.rules.sensors.SensorKind["FAIL2BAN"],
                                shoumi.chapters.defence.rules.sensors.SensorKind["FAIL2BAN"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("path", models.CharField(max_length=300)),
                ("added_by", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField()),
                ("ended_by", models.CharField(default="", max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("inode", models.CharField(max_length=20)),
                ("offset", models.BigIntegerField()),
                ("length", models.PositiveIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("read_at", models.DateTimeField()),
                ("lines", models.BigIntegerField(default=0)),
                ("gaps", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sensor_ended_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("kind",),
                        name="one_sensor_of_each_kind",
                    ),
                ],
            },
        ),
    ]
