"""Authenticate the rows that open doors: the position of their newest entry, and a code.

Safe while old code runs: it leaves both empty, and what it writes states nothing until the home is
upgraded.
"""

from django.db import migrations, models


def sum_up(apps, schema_editor):
    invitations = apps.get_model("consent", "Invitation").objects
    for campaign in apps.get_model("consent", "Campaign").objects.all():
        own = invitations.filter(campaign=campaign)
        campaign.unreached = own.filter(delivery="UNREACHED").count()
        campaign.save(update_fields=["unreached"])


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
        migrations.AddField(
            model_name="campaign",
            name="unreached",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="consent",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="consent",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="entry_position",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="mac",
            field=models.BinaryField(max_length=34, null=True),
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
