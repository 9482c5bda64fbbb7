"""Create the attestations.

Safe while old code runs: adds one table and touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attestation",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("duty", models.CharField(max_length=4)),
                ("deal", models.CharField(blank=True, max_length=53)),
                (
                    "statement",
                    models.CharField(
                        choices=[
                            ("in_place", "in_place"),
                            ("checked_outside", "checked_outside"),
                            ("none_occurred", "none_occurred"),
                        ],
                        max_length=16,
                    ),
                ),
                ("evidence", models.BinaryField(max_length=32)),
                ("attested_by", models.CharField(max_length=53)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("HEAD", "HEAD"),
                            ("DPO", "DPO"),
                            ("PWG", "PWG"),
                            ("SUP", "SUP"),
                            ("LEG", "LEG"),
                            ("SEC", "SEC"),
                            ("OPS", "OPS"),
                            ("HR", "HR"),
                            ("CON", "CON"),
                            ("CS", "CS"),
                            ("MKT", "MKT"),
                            ("FIN", "FIN"),
                            ("PRO", "PRO"),
                            ("TR", "TR"),
                            ("TE", "TE"),
                            ("VEN", "VEN"),
                            ("AUD", "AUD"),
                            ("SUBJ", "SUBJ"),
                        ],
                        max_length=4,
                    ),
                ),
                ("attested_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, max_length=53)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["duty", "deal", "attested_at"], name="attestation_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("attested_at"))),
                        name="attestation_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by", "")),
                            models.Q(
                                ("revoked_at__isnull", False),
                                models.Q(("revoked_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attestation_revoked_by_someone",
                    ),
                ],
            },
        ),
    ]
