"""What is counted of who looks at people one by one.

Safe while old code runs: a table of its own.  What was read before is not counted.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gate", "0004_second_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="SingleRead",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=53)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["person", "at"], name="single_reads_of_person")],
            },
        ),
    ]
