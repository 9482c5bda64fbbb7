"""What is held of a person, packed for that person.

Safe while the old code runs: a table that it does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0003_restrictions"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataPackage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("request", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["request"], name="packages_of_request")],
            },
        ),
    ]
