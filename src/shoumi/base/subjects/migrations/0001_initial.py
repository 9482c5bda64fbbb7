"""Create the tables of subjects.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models

import shoumi.base.subjects.models
import shoumi.core.terms


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=40)),
                (
                    "compartment",
                    models.CharField(
                        choices=[
                            (shoumi.core.terms.DataGrade["L1"], shoumi.core.terms.DataGrade["L1"]),
                            (shoumi.core.terms.DataGrade["L2"], shoumi.core.terms.DataGrade["L2"]),
                            (shoumi.core.terms.DataGrade["L3"], shoumi.core.terms.DataGrade["L3"]),
                            (shoumi.core.terms.DataGrade["L4"], shoumi.core.terms.DataGrade["L4"]),
                        ],
                        max_length=2,
                    ),
                ),
                ("epoch", models.PositiveIntegerField()),
                ("blob", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "compartment"), name="one_envelope_a_grade"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("dataset", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.subjects.models.Kind["INDIVIDUAL"],
                                shoumi.base.subjects.models.Kind["INDIVIDUAL"],
                            ),
                            (
                                shoumi.base.subjects.models.Kind["CONTACT"],
                                shoumi.base.subjects.models.Kind["CONTACT"],
                            ),
                            (
                                shoumi.base.subjects.models.Kind["CHILD"],
                                shoumi.base.subjects.models.Kind["CHILD"],
                            ),
                            (
                                shoumi.base.subjects.models.Kind["PARTY"],
                                shoumi.base.subjects.models.Kind["PARTY"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            (
                                shoumi.core.terms.LegalBasis["CONSENT"],
                                shoumi.core.terms.LegalBasis["CONSENT"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["CONTRACT"],
                                shoumi.core.terms.LegalBasis["CONTRACT"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["HR"],
                                shoumi.core.terms.LegalBasis["HR"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["LEGAL_DUTY"],
                                shoumi.core.terms.LegalBasis["LEGAL_DUTY"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["EMERGENCY"],
                                shoumi.core.terms.LegalBasis["EMERGENCY"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["NEWS"],
                                shoumi.core.terms.LegalBasis["NEWS"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["PUBLIC_DATA"],
                                shoumi.core.terms.LegalBasis["PUBLIC_DATA"],
                            ),
                            (
                                shoumi.core.terms.LegalBasis["OTHER_LAW"],
                                shoumi.core.terms.LegalBasis["OTHER_LAW"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                shoumi.base.subjects.models.State["ACTIVE"],
                                shoumi.base.subjects.models.State["ACTIVE"],
                            ),
                            (
                                shoumi.base.subjects.models.State["EXPIRED"],
                                shoumi.base.subjects.models.State["EXPIRED"],
                            ),
                            (
                                shoumi.base.subjects.models.State["FROZEN"],
                                shoumi.base.subjects.models.State["FROZEN"],
                            ),
                            (
                                shoumi.base.subjects.models.State["SEALED"],
                                shoumi.base.subjects.models.State["SEALED"],
                            ),
                            (
                                shoumi.base.subjects.models.State["EXCLUDED"],
                                shoumi.base.subjects.models.State["EXCLUDED"],
                            ),
                            (
                                shoumi.base.subjects.models.State["DESTROYED"],
                                shoumi.base.subjects.models.State["DESTROYED"],
                            ),
                        ],
                        default=shoumi.base.subjects.models.State["ACTIVE"],
                        max_length=12,
                    ),
                ),
                ("has_bank_account", models.BooleanField(default=False)),
                ("has_id_image", models.BooleanField(default=False)),
                ("is_key_contract", models.BooleanField(default=False)),
                ("is_marketing_off", models.BooleanField(default=False)),
                ("in_service", models.BooleanField(default=True)),
                ("retention_until", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deal", "state", "id"], name="subject_of_deal"),
                    models.Index(fields=["dataset", "id"], name="subject_of_dataset"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("destroyed_at__isnull", False),
                                ("state", shoumi.base.subjects.models.State["DESTROYED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", shoumi.base.subjects.models.State["DESTROYED"]),
                                    _negated=True,
                                ),
                                ("destroyed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="destroyed_means_dated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=40)),
                ("field", models.CharField(max_length=24)),
                ("token", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["field", "token"], name="token_of_field"),
                    models.Index(fields=["subject"], name="token_of_subject"),
                ],
            },
        ),
    ]
