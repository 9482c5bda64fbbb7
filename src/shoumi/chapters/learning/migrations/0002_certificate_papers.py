"""A certificate as a paper.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CertificatePaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("certificate", models.CharField(max_length=53, unique=True)),
                ("document", models.CharField(max_length=53)),
            ],
        ),
    ]
