"""Create the tables of documents and certificates.

Safe while the old code runs: adds tables, touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=80)),
                ("der", models.BinaryField()),
                ("until", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("name", "document-root")),
                        fields=("name",),
                        name="documents_certificate_one_root",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(db_index=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nda", "nda"),
                            ("pipia_report", "pipia_report"),
                            ("notice", "notice"),
                            ("separate_consent", "separate_consent"),
                            ("consent_receipt", "consent_receipt"),
                            ("destruction_certificate", "destruction_certificate"),
                            ("recipient_certificate", "recipient_certificate"),
                            ("handover_record", "handover_record"),
                            ("handover_package", "handover_package"),
                            ("closing_report", "closing_report"),
                            ("teaser", "teaser"),
                            ("room_content", "room_content"),
                            ("upload", "upload"),
                            ("evidence", "evidence"),
                        ],
                        max_length=30,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("bytes", models.PositiveBigIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "nda",
                                    "pipia_report",
                                    "notice",
                                    "separate_consent",
                                    "consent_receipt",
                                    "destruction_certificate",
                                    "recipient_certificate",
                                    "handover_record",
                                    "handover_package",
                                    "closing_report",
                                    "teaser",
                                    "room_content",
                                    "upload",
                                    "evidence",
                                ],
                            )
                        ),
                        name="documents_document_kind",
                    )
                ],
            },
        ),
    ]
