"""Find the newest act about a thing at once, however often it was read.

Safe while old code runs: it adds entries as before.  Adding waits while the index is made, about a
second for a million entries.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_added_without_copies")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(
                    (
                        "tag__in",
                        ["gate.decided", "gate.revealed", "gate.searched", "room.page_seen"],
                    ),
                    _negated=True,
                ),
                fields=["tag", "about"],
                name="ledger_entry_of_acts",
            ),
        ),
    ]
