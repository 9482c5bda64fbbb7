"""Keep what a version says: size of the handler, the handler's facts, passages, and their digest.

Safe while the old code runs: it leaves them empty, and what it draws up has no text, so that the
new code lets nobody approve it before one is written.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0003_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="tier",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="handler",
            field=models.JSONField(default=dict, null=True),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="passages",
            field=models.JSONField(default=list, null=True),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="text_sha256",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
