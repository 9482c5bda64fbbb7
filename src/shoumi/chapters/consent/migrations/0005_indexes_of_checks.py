"""Indexes for what demands 6.1 and 6.2 ask at every act.

Safe while the old code runs: it asks the same, and only faster.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0004_covered_fields"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("lane", "GUARDIAN")),
                fields=["campaign", "subject"],
                name="invitation_of_guardian",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["campaign", "notice_sha256"], name="consent_of_notice"),
        ),
    ]
