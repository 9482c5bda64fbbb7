"""Let a package be taken back; hold the database to it that somebody releases.

Safe while the old code runs: it writes no package that the new constraint refuses, and knows no
package that is void.
"""

from django.db import migrations, models

import shoumi.base.handover.models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="package",
            name="state",
            field=models.CharField(
                choices=[
                    (
                        shoumi.base.handover.models.State["SEALED"],
                        shoumi.base.handover.models.State["SEALED"],
                    ),
                    (
                        shoumi.base.handover.models.State["RELEASED"],
                        shoumi.base.handover.models.State["RELEASED"],
                    ),
                    (
                        shoumi.base.handover.models.State["RECEIVED"],
                        shoumi.base.handover.models.State["RECEIVED"],
                    ),
                    (
                        shoumi.base.handover.models.State["VOIDED"],
                        shoumi.base.handover.models.State["VOIDED"],
                    ),
                ],
                default=shoumi.base.handover.models.State["SEALED"],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            shoumi.base.handover.models.State["SEALED"],
                            shoumi.base.handover.models.State["VOIDED"],
                        ],
                    ),
                    models.Q(
                        ("released_at__isnull", False), models.Q(("released_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="released_means_by_someone",
            ),
        ),
    ]
