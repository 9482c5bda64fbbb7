"""Whether somebody is a minor, in the clear, without the birthday.

Safe while the old code runs: the column may be empty, and then the record counts as a minor's.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0003_examination"),
    ]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="is_minor",
            field=models.BooleanField(null=True),
        ),
    ]
