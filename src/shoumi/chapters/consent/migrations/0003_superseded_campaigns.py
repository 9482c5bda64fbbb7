"""A campaign whose terms changed is superseded, and its purpose may then be asked again.

Safe while old code runs: it leaves the column empty, and the constraint holds as before for those.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0002_authenticated_rows"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="campaign",
            name="a_purpose_is_asked_once",
        ),
        migrations.AddField(
            model_name="campaign",
            name="superseded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("deal", "purpose"),
                name="a_purpose_is_asked_once",
            ),
        ),
    ]
