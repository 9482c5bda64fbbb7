"""Mails that came and that were sent, files that came with them.

Safe while the old code runs: tables that it does not know, and a word of lines that it never writes.
"""

from django.db import migrations, models

import shoumi.chapters.feedback.rules
import shoumi.chapters.feedback.rules.mail_fates
import shoumi.chapters.feedback.rules.mail_origin


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.CharField(max_length=64, unique=True)),
                ("validity", models.PositiveBigIntegerField(default=0)),
                ("uid", models.PositiveBigIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.AlterField(
            model_name="communication",
            name="part",
            field=models.CharField(
                choices=[
                    (
                        shoumi.chapters.feedback.rules.Part["RECEIVED"],
                        shoumi.chapters.feedback.rules.Part["RECEIVED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["ATTACHED"],
                        shoumi.chapters.feedback.rules.Part["ATTACHED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["NOTE"],
                        shoumi.chapters.feedback.rules.Part["NOTE"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["ASKED"],
                        shoumi.chapters.feedback.rules.Part["ASKED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["ADDED"],
                        shoumi.chapters.feedback.rules.Part["ADDED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["EXTENDED"],
                        shoumi.chapters.feedback.rules.Part["EXTENDED"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["REPLY"],
                        shoumi.chapters.feedback.rules.Part["REPLY"],
                    ),
                    (
                        shoumi.chapters.feedback.rules.Part["REFUSAL"],
                        shoumi.chapters.feedback.rules.Part["REFUSAL"],
                    ),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("box", models.CharField(max_length=64)),
                ("validity", models.PositiveBigIntegerField()),
                ("uid", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("sender", models.CharField(blank=True, default="", max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("came_at", models.DateTimeField()),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["REQUEST"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["REQUEST"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["ADDED"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["ADDED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["COPY"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["COPY"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["TRIAL"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["TRIAL"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["ASIDE"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["ASIDE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["ACCEPTED"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["ACCEPTED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Fate["DISMISSED"],
                                shoumi.chapters.feedback.rules.mail_fates.Fate["DISMISSED"],
                            ),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "aside",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Aside["MACHINE"],
                                shoumi.chapters.feedback.rules.mail_fates.Aside["MACHINE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Aside["REPORT"],
                                shoumi.chapters.feedback.rules.mail_fates.Aside["REPORT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Aside["OURS"],
                                shoumi.chapters.feedback.rules.mail_fates.Aside["OURS"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Aside["NO_SENDER"],
                                shoumi.chapters.feedback.rules.mail_fates.Aside["NO_SENDER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Aside["TOO_LARGE"],
                                shoumi.chapters.feedback.rules.mail_fates.Aside["TOO_LARGE"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Aside["BROKEN"],
                                shoumi.chapters.feedback.rules.mail_fates.Aside["BROKEN"],
                            ),
                        ],
                        default="",
                        max_length=9,
                    ),
                ),
                (
                    "genuine",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.mail_origin.Genuine["YES"],
                                shoumi.chapters.feedback.rules.mail_origin.Genuine["YES"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_origin.Genuine["NO"],
                                shoumi.chapters.feedback.rules.mail_origin.Genuine["NO"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_origin.Genuine["UNKNOWN"],
                                shoumi.chapters.feedback.rules.mail_origin.Genuine["UNKNOWN"],
                            ),
                        ],
                        max_length=7,
                    ),
                ),
                ("request", models.CharField(blank=True, default="", max_length=40)),
                ("is_answered", models.BooleanField(default=False)),
                ("goes", models.BooleanField(default=False)),
                ("gone_at", models.DateTimeField(null=True)),
                ("is_left", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["request"], name="mails_of_request"),
                    models.Index(fields=["fate", "id"], name="mails_by_fate"),
                    models.Index(fields=["sender", "came_at"], name="mails_of_sender"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("box", "validity", "uid"), name="each_mail_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Purpose["RECEIPT"],
                                shoumi.chapters.feedback.rules.mail_fates.Purpose["RECEIPT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Purpose["ANSWER"],
                                shoumi.chapters.feedback.rules.mail_fates.Purpose["ANSWER"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Purpose["TRIAL"],
                                shoumi.chapters.feedback.rules.mail_fates.Purpose["TRIAL"],
                            ),
                        ],
                        max_length=7,
                    ),
                ),
                ("request", models.CharField(blank=True, default="", max_length=40)),
                ("line", models.CharField(blank=True, default="", max_length=40)),
                ("channel", models.CharField(blank=True, default="", max_length=40)),
                ("by", models.CharField(blank=True, default="", max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["QUEUED"],
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["QUEUED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["SENDING"],
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["SENDING"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["SENT"],
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["SENT"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["FAILED"],
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["FAILED"],
                            ),
                            (
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["BOUNCED"],
                                shoumi.chapters.feedback.rules.mail_fates.Delivery["BOUNCED"],
                            ),
                        ],
                        max_length=7,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, default="", max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["request"], name="mails_out_of_request"),
                    models.Index(fields=["state", "id"], name="mails_out_in_state"),
                ],
            },
        ),
    ]
