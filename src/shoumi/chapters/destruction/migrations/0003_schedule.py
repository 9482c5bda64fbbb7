"""Orders that the house makes by itself: when the first person stood witness, and one more reason.

Safe while the old code runs: the column may be empty, and the words are not the database's.
"""

from django.db import migrations, models

import shoumi.chapters.destruction.rules


class Migration(migrations.Migration):
    dependencies = [
        ("destruction", "0002_recipient_signature"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="witnessed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="order",
            name="basis",
            field=models.CharField(
                choices=[
                    (
                        shoumi.chapters.destruction.rules.Basis["EXPIRED"],
                        shoumi.chapters.destruction.rules.Basis["EXPIRED"],
                    ),
                    (
                        shoumi.chapters.destruction.rules.Basis["WITHDRAWN"],
                        shoumi.chapters.destruction.rules.Basis["WITHDRAWN"],
                    ),
                    (
                        shoumi.chapters.destruction.rules.Basis["OBJECTED"],
                        shoumi.chapters.destruction.rules.Basis["OBJECTED"],
                    ),
                    (
                        shoumi.chapters.destruction.rules.Basis["REQUESTED"],
                        shoumi.chapters.destruction.rules.Basis["REQUESTED"],
                    ),
                    (
                        shoumi.chapters.destruction.rules.Basis["DEAL_CLOSED"],
                        shoumi.chapters.destruction.rules.Basis["DEAL_CLOSED"],
                    ),
                    (
                        shoumi.chapters.destruction.rules.Basis["DEAL_TERMINATED"],
                        shoumi.chapters.destruction.rules.Basis["DEAL_TERMINATED"],
                    ),
                    (
                        shoumi.chapters.destruction.rules.Basis["NO_MANDATE"],
                        shoumi.chapters.destruction.rules.Basis["NO_MANDATE"],
                    ),
                ],
                max_length=16,
            ),
        ),
    ]
