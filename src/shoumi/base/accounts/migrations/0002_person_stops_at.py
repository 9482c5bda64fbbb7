"""When an account stops by itself.

Safe while the old code runs: the column may be empty, and then nothing stops.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.AddField("person", "stops_at", models.DateTimeField(null=True))]
