"""Keep texts that entries commit to.

Safe while old code runs: adds one table and touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_reads_counted_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommittedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.BigIntegerField()),
                ("fact", models.CharField(max_length=60)),
                ("salt", models.BinaryField(max_length=32)),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ("position", "fact"),
                "constraints": [
                    models.UniqueConstraint(fields=("position", "fact"), name="ledger_text_once")
                ],
            },
        ),
    ]
