"""Entering the holidays of a year takes two persons.

Safe while the old code runs: only the words that a form offers change, no column.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0006_authenticated_rows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="approval",
            name="action",
            field=models.CharField(
                choices=[
                    ("export", "export"),
                    ("handover", "handover"),
                    ("destruction", "destruction"),
                    ("rotation", "rotation"),
                    ("policy", "policy"),
                    ("access", "access"),
                    ("egress", "egress"),
                    ("restore", "restore"),
                    ("audit", "audit"),
                    ("grace", "grace"),
                    ("reading", "reading"),
                    ("minor", "minor"),
                    ("copy_key", "copy_key"),
                    ("calendar", "calendar"),
                ],
                max_length=12,
            ),
        ),
    ]
