"""Letters to people, the account at a vendor of text messages, trials, and how far reports were read.

Safe while the old code runs: adds tables and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models

import shoumi.base.correspondence.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("about", models.CharField(db_index=True, max_length=53)),
                ("deal", models.CharField(max_length=53)),
                (
                    "occasion",
                    models.CharField(
                        choices=[("notice", "notice"), ("reminder", "reminder")], max_length=8
                    ),
                ),
                ("ways", models.CharField(max_length=20)),
                ("task", models.CharField(max_length=53)),
                ("actor", models.CharField(max_length=53)),
                ("queued_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                ("held", models.JSONField(default=dict)),
                ("failure", models.CharField(blank=True, max_length=120)),
                ("busy_until", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="MailboxMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("of", models.CharField(max_length=64, unique=True)),
                ("validity", models.PositiveBigIntegerField()),
                ("uid", models.PositiveBigIntegerField(default=0)),
                ("read_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("sms", "sms"), ("mail", "mail"), ("post", "post")],
                        max_length=4,
                        unique=True,
                    ),
                ),
                ("of", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("failure", models.CharField(blank=True, max_length=60)),
                ("position", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SmsAccount",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                (
                    "vendor",
                    models.CharField(
                        choices=[("aliyun", "aliyun"), ("tencent", "tencent")], max_length=8
                    ),
                ),
                ("sign_name", models.CharField(max_length=40)),
                ("app", models.CharField(blank=True, max_length=20)),
                ("notice_template", models.CharField(max_length=40)),
                ("reminder_template", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("vendor",),
                        name="one_account_a_vendor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=53)),
                ("to", models.CharField(db_index=True, max_length=53)),
                (
                    "occasion",
                    models.CharField(
                        choices=[("notice", "notice"), ("reminder", "reminder")], max_length=8
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("sms", "sms"), ("mail", "mail"), ("post", "post")],
                        max_length=4,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("to_print", "to_print"),
                            ("printed", "printed"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("delivered", "delivered"),
                            ("bounced", "bounced"),
                            ("failed", "failed"),
                            ("dropped", "dropped"),
                        ],
                        default=shoumi.base.correspondence.rules.State["QUEUED"],
                        max_length=9,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=60)),
                ("receipt", models.CharField(blank=True, max_length=80)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("asked", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("is_noted", models.BooleanField(default=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="correspondence.batch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["about", "state", "ref"], name="letter_of_state"),
                    models.Index(fields=["batch", "state", "ref"], name="letter_of_batch"),
                    models.Index(
                        condition=models.Q(("state__in", ["sent", "sending"]), ("way", "sms")),
                        fields=["state", "claimed_at"],
                        name="letter_to_ask_about",
                    ),
                    models.Index(
                        condition=models.Q(("is_noted", False)),
                        fields=["batch"],
                        name="letter_not_noted",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["printed", "queued", "sending", "to_print"])
                        ),
                        fields=["batch"],
                        name="letter_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about", "to", "occasion", "turn"), name="written_to_once_a_turn"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", False), ("state__in", ["delivered", "sent"])
                            ),
                            models.Q(("state__in", ["delivered", "sent"]), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_sent_means_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["queued", "failed", "dropped"]), ("way", "")),
                            models.Q(("way", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_out_has_a_way",
                    ),
                ],
            },
        ),
    ]
