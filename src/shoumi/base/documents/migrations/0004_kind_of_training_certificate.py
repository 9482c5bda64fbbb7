"""The certificate of a course is a kind of document.

Safe while the old code runs: it writes none of that kind, and reads a kind that it does not know as text.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_kind_of_request_receipt"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="document",
            name="documents_document_kind",
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
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
                    ("processing_agreement", "processing_agreement"),
                    ("request_receipt", "request_receipt"),
                    ("training_certificate", "training_certificate"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
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
                            "processing_agreement",
                            "request_receipt",
                            "training_certificate",
                        ],
                    )
                ),
                name="documents_document_kind",
            ),
        ),
    ]
