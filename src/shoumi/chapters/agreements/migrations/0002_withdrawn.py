"""Let a draft be taken back; hold the database to it that such a paper never was in force.

Safe while the old code runs: it writes no row that the new constraints refuse, and takes back none.
"""

from django.db import migrations, models

import shoumi.chapters.agreements.rules


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="agreement",
            name="signed_means_dated_and_proven",
        ),
        migrations.AlterField(
            model_name="agreement",
            name="state",
            field=models.CharField(
                choices=[
                    (
                        shoumi.chapters.agreements.rules.State["DRAFT"],
                        shoumi.chapters.agreements.rules.State["DRAFT"],
                    ),
                    (
                        shoumi.chapters.agreements.rules.State["SIGNED"],
                        shoumi.chapters.agreements.rules.State["SIGNED"],
                    ),
                    (
                        shoumi.chapters.agreements.rules.State["BREACHED"],
                        shoumi.chapters.agreements.rules.State["BREACHED"],
                    ),
                    (
                        shoumi.chapters.agreements.rules.State["REVOKED"],
                        shoumi.chapters.agreements.rules.State["REVOKED"],
                    ),
                    (
                        shoumi.chapters.agreements.rules.State["WITHDRAWN"],
                        shoumi.chapters.agreements.rules.State["WITHDRAWN"],
                    ),
                ],
                default=shoumi.chapters.agreements.rules.State["DRAFT"],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shoumi.chapters.agreements.rules.State["DRAFT"],
                            shoumi.chapters.agreements.rules.State["WITHDRAWN"],
                        ],
                    ),
                    models.Q(("position__isnull", False), ("signed_at__isnull", False)),
                    _connector="OR",
                ),
                name="signed_means_dated_and_proven",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", shoumi.chapters.agreements.rules.State["WITHDRAWN"]),
                        _negated=True,
                    ),
                    models.Q(("ended_at__isnull", False), ("signed_at__isnull", True)),
                    _connector="OR",
                ),
                name="withdrawn_means_dated_and_never_in_force",
            ),
        ),
    ]
