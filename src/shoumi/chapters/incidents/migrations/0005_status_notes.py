"""Create the table of what is said of incidents in public.

Safe while the old code runs: adds a table, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0004_origins"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatusNote",
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
                ("breach", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("zh", models.TextField()),
                ("en", models.TextField(blank=True, default="")),
                ("contact", models.CharField(max_length=200)),
                ("next_at", models.DateTimeField(null=True)),
                ("written_by", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                ("agreed_by", models.CharField(default="", max_length=40)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("shown_by", models.CharField(default="", max_length=40)),
                ("shown_at", models.DateTimeField(null=True)),
                ("down_by", models.CharField(default="", max_length=40)),
                ("down_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("breach", "number"), name="status_numbers_are_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by", "")),
                            models.Q(
                                ("agreed_at__isnull", False),
                                models.Q(("agreed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="status_agreed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_at__isnull", True), ("shown_by", "")),
                            models.Q(
                                ("shown_at__isnull", False),
                                models.Q(("shown_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="status_shown_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("down_at__isnull", True), ("down_by", "")),
                            models.Q(
                                ("down_at__isnull", False), models.Q(("down_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="status_down_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by", ""),
                            models.Q(("agreed_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="status_not_agreed_by_its_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_by", ""),
                            models.Q(("shown_by", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="status_not_shown_by_its_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_by", ""),
                            models.Q(("shown_by", models.F("agreed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_status_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_at__isnull", True),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="status_shown_means_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("down_at__isnull", True),
                            models.Q(
                                ("shown_at__isnull", False), models.Q(("why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="status_down_means_shown_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_at__isnull", True),
                            ("next_at__gt", models.F("written_at")),
                            _connector="OR",
                        ),
                        name="status_next_is_later",
                    ),
                ],
            },
        ),
    ]
