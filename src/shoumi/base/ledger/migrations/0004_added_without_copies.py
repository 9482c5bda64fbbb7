"""Have SQLite add entries without keeping copies of the pages it touches.

Where the trigger says ``ABORT``, SQLite must be able to undo the statement alone and copies every
page before it changes.  ``FAIL`` refuses the same rows with the same error.

Safe while old code runs: it goes on adding entries.  Until it is started anew its audit says that
this trigger was altered.
"""

from django.db import migrations

from shoumi.base.ledger import triggers


def put_anew(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        triggers.drop(schema_editor.connection)
        triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_texts")]

    operations = [migrations.RunPython(put_anew)]
