"""Long acts that people ask for on a page and wait for.

Safe while old code runs: adds one table beside the jobs and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Errand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=53, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("intake_read", "intake_read"),
                            ("intake_take_in", "intake_take_in"),
                            ("handover_seal", "handover_seal"),
                            ("campaign_open", "campaign_open"),
                            ("campaign_send", "campaign_send"),
                            ("room_prepare", "room_prepare"),
                            ("destroy_run", "destroy_run"),
                            ("dossier_export", "dossier_export"),
                        ],
                        max_length=20,
                    ),
                ),
                ("actor", models.CharField(max_length=53)),
                ("about", models.CharField(max_length=53)),
                ("deal", models.CharField(max_length=53)),
                ("slip", models.CharField(blank=True, default="", max_length=53)),
                ("busy", models.CharField(max_length=80, null=True, unique=True)),
                ("mark", models.BigIntegerField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end",
                    models.CharField(
                        choices=[("done", "done"), ("refused", "refused"), ("stopped", "stopped")],
                        max_length=8,
                        null=True,
                    ),
                ),
                ("result", models.JSONField(null=True)),
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="errand",
                        to="jobs.job",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["actor", "about", "-id"], name="errand_of_somebody")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("ended_at__isnull", True)),
                            models.Q(
                                ("busy__isnull", True),
                                ("end__isnull", False),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="errand_ends_once_and_frees_its_thing",
                    )
                ],
            },
        ),
    ]
