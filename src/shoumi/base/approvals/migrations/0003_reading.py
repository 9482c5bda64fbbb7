"""To look at more people one by one takes two persons.

Safe while the old code runs: the database holds no list of the acts.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0002_grace"),
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
                ],
                max_length=12,
            ),
        ),
    ]
