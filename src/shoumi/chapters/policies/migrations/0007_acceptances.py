"""Keep who of the staff accepted which version of the policy.

Safe while the old code runs: it does not know the table.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0006_field_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("version", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "person"),
                        name="a_policy_is_accepted_once_by_a_person",
                    )
                ],
            },
        ),
    ]
