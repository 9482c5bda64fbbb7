"""A side confirms what was filed on its behalf.

Safe while the old code runs: columns that it leaves empty; what was filed before counts as it did.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0002_authenticated_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="awaits",
            field=models.CharField(blank=True, db_default="", default="", max_length=4),
        ),
        migrations.AddField(
            model_name="filing",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="filing",
            name="confirmed_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=53),
        ),
        migrations.AddField(
            model_name="filing",
            name="confirmed_position",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="filing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        models.Q(("confirmed_by", ""), _negated=True),
                        models.Q(("awaits", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_filing_is_confirmed_by_someone",
            ),
        ),
    ]
