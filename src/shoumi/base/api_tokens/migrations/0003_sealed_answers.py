"""Answers that were kept open for a day are let go; their keys stay taken, so nothing runs twice.

Safe while old code runs: what it keeps meanwhile is answered no more, and swept within a day.
"""

from __future__ import annotations

from django.db import migrations


def let_go(apps, schema_editor):
    kept = apps.get_model("bearers", "Answer").objects.using(schema_editor.connection.alias)
    kept.exclude(body=b"").update(body=b"", status=None)


class Migration(migrations.Migration):
    dependencies = [("bearers", "0002_longer_scopes")]
    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
