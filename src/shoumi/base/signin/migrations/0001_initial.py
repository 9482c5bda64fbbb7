"""Create what people sign in with: accounts, passkeys, codes, links, sessions, failures counted.

Safe while the old code runs: adds tables and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.person",
                    ),
                ),
                ("login", models.CharField(blank=True, max_length=80)),
                ("key", models.CharField(max_length=64, null=True, unique=True)),
                ("handle", models.BinaryField()),
                (
                    "password",
                    models.CharField(blank=True, help_text="Argon2id, empty: none", max_length=200),
                ),
                ("enrolled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Bucket",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField()),
                ("next_at", models.DateTimeField(help_text="no try is looked at before")),
                ("last_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                (
                    "credential_id",
                    models.CharField(help_text="its digest", max_length=64, unique=True),
                ),
                ("credential", models.BinaryField(help_text="WebAuthn attested credential data")),
                ("sign_count", models.PositiveBigIntegerField()),
                ("is_backup_eligible", models.BooleanField()),
                ("is_backed_up", models.BooleanField()),
                ("added_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("position", models.PositiveBigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scope",
                    models.CharField(choices=[("full", "full"), ("enrol", "enrol")], max_length=5),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("passkey", "passkey"),
                            ("password", "password"),
                            ("link", "link"),
                            ("recovery", "recovery"),
                        ],
                        max_length=8,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "proved_at",
                    models.DateTimeField(help_text="the person was last asked for a proof"),
                ),
                (
                    "has_enrolled",
                    models.BooleanField(
                        default=False, help_text="a way to sign in was added in it"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["began_at", "ref"],
            },
        ),
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=8)),
                ("challenge", models.BinaryField()),
                ("until", models.DateTimeField(db_index=True)),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="signin.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Again",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("requested_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", models.F("requested_by")), _negated=True
                        ),
                        name="again_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by", models.F("person")), _negated=True),
                            models.Q(("requested_by", models.F("person")), _negated=True),
                        ),
                        name="again_not_by_its_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Totp",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("is_confirmed", models.BooleanField(default=False)),
                (
                    "last_step",
                    models.PositiveBigIntegerField(default=0, help_text="the latest step accepted"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_confirmed", True)),
                        fields=("person",),
                        name="one_totp_in_use",
                    )
                ],
            },
        ),
    ]
