"""Create people, requests for roles, grants and the warnings of double duty.

Safe while old code runs: adds four tables and touches none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("staff", "staff"), ("party", "party"), ("external", "external")],
                        max_length=8,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("enrolled_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["ref"],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
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
                ("deal", models.CharField(blank=True, max_length=53)),
                ("until", models.DateTimeField(null=True)),
                ("requested_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
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
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
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
                ("deal", models.CharField(blank=True, max_length=53)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("is_founding", models.BooleanField(default=False)),
                ("position", models.PositiveBigIntegerField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
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
                "ordering": ["since", "ref"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_founding", True),
                            models.Q(("approved_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="grant_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_founding", True),
                            models.Q(("approved_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="grant_not_approved_by_its_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="grant_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_founding", True)),
                        fields=("role",),
                        name="one_founding_per_role",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("person", "role", "deal"),
                        name="one_open_grant_per_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoubleDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chapter", models.PositiveSmallIntegerField()),
                ("raised_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="double_duties",
                        to="accounts.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "chapter"), name="one_warning_per_chapter"
                    )
                ],
            },
        ),
    ]
