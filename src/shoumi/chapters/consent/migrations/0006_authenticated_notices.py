"""Authenticate notices; a campaign says which one is its own, whatever its number.

Safe while the old code runs: it leaves all of it empty, and what it writes states nothing until the
home is upgraded.
"""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_notices(apps, schema_editor):
    own = apps.get_model("consent", "Notice").objects.filter(pk=OuterRef("notice_id"))
    apps.get_model("consent", "Campaign").objects.update(
        notice_ref=Subquery(own.values("ref")[:1]),
        notice_sha256=Subquery(own.values("sha256")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0005_indexes_of_checks"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="notice_ref",
            field=models.CharField(db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="campaign",
            name="notice_sha256",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="notice",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
        migrations.RunPython(name_notices, migrations.RunPython.noop),
    ]
