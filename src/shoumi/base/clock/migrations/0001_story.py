"""Create the story of a demo home.

Safe while old code runs: adds tables and touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("now_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_story"),
                    models.CheckConstraint(
                        condition=models.Q(("now_at__gte", models.F("started_at"))),
                        name="story_goes_forward",
                    ),
                ],
            },
        ),
    ]
