"""Create the outbox.

Safe while old code runs: adds one table and touches none.
"""

from django.db import migrations, models

import shoumi.base.outbox.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("batch", models.CharField(db_index=True, max_length=53)),
                ("to", models.CharField(db_index=True, max_length=53)),
                ("channel", models.CharField(choices=[("email", "email")], max_length=8)),
                ("deal", models.CharField(blank=True, db_index=True, max_length=53)),
                ("key", models.CharField(max_length=120, null=True, unique=True)),
                ("subject_line", models.CharField(max_length=120)),
                ("body", models.TextField(blank=True)),
                ("body_sha256", models.BinaryField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("sent", "sent"),
                            ("sunk", "sunk"),
                            ("undeliverable", "undeliverable"),
                            ("refused", "refused"),
                            ("dead", "dead"),
                        ],
                        default=shoumi.base.outbox.rules.State["QUEUED"],
                        max_length=13,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=120)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "queued")),
                            models.Q(
                                models.Q(("state", "queued"), _negated=True),
                                ("body", ""),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="message_settled_is_emptied",
                    )
                ],
            },
        ),
    ]
