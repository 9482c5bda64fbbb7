"""Evidence that is kept, persons that are named, parts outside the system.

Safe while the old code runs: columns that it leaves empty.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attestations", "0002_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="attestation",
            name="document",
            field=models.CharField(blank=True, db_default="", default="", max_length=53),
        ),
        migrations.AddField(
            model_name="attestation",
            name="kind",
            field=models.CharField(blank=True, db_default="", default="", max_length=24),
        ),
        migrations.AddField(
            model_name="attestation",
            name="looked",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="attestation",
            name="part",
            field=models.CharField(blank=True, db_default="", default="", max_length=24),
        ),
        migrations.AddField(
            model_name="attestation",
            name="persons",
            field=models.JSONField(null=True),
        ),
        migrations.AddConstraint(
            model_name="attestation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document", ""), ("kind", "")),
                    models.Q(
                        models.Q(("kind", ""), _negated=True),
                        models.Q(("document", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="attestation_keeps_what_it_names",
            ),
        ),
    ]
