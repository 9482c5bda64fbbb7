"""Count evidence of reading apart from acts, and let several entries go in at once.

Safe while old code runs: the new column has a default in the database, the triggers still take one
entry at a time, and what old code adds counts as acts.  It has no way back.
"""

from django.db import migrations, models

from shoumi.base.ledger import triggers


def allow_changes(apps, schema_editor):
    triggers.drop(schema_editor.connection)


def forbid_changes(apps, schema_editor):
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_append_only")]

    operations = [
        migrations.RunPython(allow_changes),
        migrations.AddField(
            model_name="head",
            name="reads",
            field=models.BigIntegerField(default=0, db_default=0),
        ),
        migrations.RunPython(forbid_changes),
    ]
