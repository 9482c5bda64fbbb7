"""Fields that imported files asked for.

Safe while the old code runs: a table that it does not know; its imports propose nothing.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0007_acceptances"),
    ]

    operations = [
        migrations.CreateModel(
            name="FieldProposal",
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
                ("code", models.CharField(max_length=24)),
                ("dataset", models.CharField(max_length=40)),
                ("found_at", models.DateTimeField()),
                ("settled_by", models.CharField(blank=True, default="", max_length=40)),
                ("settled_at", models.DateTimeField(null=True)),
                ("version", models.CharField(blank=True, default="", max_length=40)),
                ("why", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("code",),
                        name="one_open_proposal_of_a_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by", "")),
                            models.Q(
                                ("settled_at__isnull", False),
                                models.Q(("settled_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_settled_by_someone",
                    ),
                ],
            },
        ),
    ]
