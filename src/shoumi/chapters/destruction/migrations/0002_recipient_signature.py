"""Keep what a recipient said it destroyed, and who signed it.

Safe while the old code runs: the database fills the columns, or they may be empty.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("destruction", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="recipientproof",
            name="certificate",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="recipientproof",
            name="copies",
            field=models.PositiveIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="recipientproof",
            name="count",
            field=models.PositiveIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="recipientproof",
            name="destroyed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="recipientproof",
            name="items",
            field=models.CharField(db_default="", max_length=500),
        ),
        migrations.AddField(
            model_name="recipientproof",
            name="method",
            field=models.CharField(db_default="", max_length=14),
        ),
        migrations.AddField(
            model_name="recipientproof",
            name="signer",
            field=models.CharField(db_default="", max_length=64),
        ),
    ]
