"""What the staff say of a draft of the rule book; that a score suspended somebody.

Safe while the old code runs: a table that it does not know, and a word that it does not write.
"""

from django.db import migrations, models

import shoumi.chapters.conduct.rules.words


class Migration(migrations.Migration):
    dependencies = [
        ("conduct", "0002_leaving_notices"),
    ]

    operations = [
        migrations.AlterField(
            model_name="suspension",
            name="why",
            field=models.CharField(
                choices=[
                    (
                        shoumi.chapters.conduct.rules.words.Danger["SCORE"],
                        shoumi.chapters.conduct.rules.words.Danger["SCORE"],
                    ),
                    (
                        shoumi.chapters.conduct.rules.words.Danger["SIGNALS"],
                        shoumi.chapters.conduct.rules.words.Danger["SIGNALS"],
                    ),
                    (
                        shoumi.chapters.conduct.rules.words.Danger["BREACH"],
                        shoumi.chapters.conduct.rules.words.Danger["BREACH"],
                    ),
                    (
                        shoumi.chapters.conduct.rules.words.Danger["ACCOUNT"],
                        shoumi.chapters.conduct.rules.words.Danger["ACCOUNT"],
                    ),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ConsultationVoice",
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
                ("book", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=40)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.conduct.rules.words.Voice["AGREES"],
                                shoumi.chapters.conduct.rules.words.Voice["AGREES"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Voice["RECORDED"],
                                shoumi.chapters.conduct.rules.words.Voice["RECORDED"],
                            ),
                            (
                                shoumi.chapters.conduct.rules.words.Voice["NOT_HEARD"],
                                shoumi.chapters.conduct.rules.words.Voice["NOT_HEARD"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("book", "person"), name="one_voice_on_a_draft_each"
                    )
                ],
            },
        ),
    ]
