"""Which text messages of the relay were taken in.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0007_another_correction"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("once", models.CharField(max_length=64, unique=True)),
                ("received_at", models.DateTimeField()),
            ],
        ),
    ]
