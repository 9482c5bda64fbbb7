"""Create the deadlines.

Safe while old code runs: adds tables and touches none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("deal", models.CharField(blank=True, max_length=53)),
                ("about", models.CharField(max_length=53)),
                ("key", models.CharField(max_length=40)),
                ("periods", models.CharField(max_length=120)),
                ("counted_from_on", models.DateField(null=True)),
                ("counted_from_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField()),
                ("is_provisional", models.BooleanField(default=False)),
                ("is_wait", models.BooleanField(default=False)),
                ("met_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("met_at__isnull", True)),
                        fields=["until"],
                        name="running_deadlines",
                    ),
                    models.Index(fields=["deal", "key"], name="deadlines_of_deal"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("met_at__isnull", True)),
                        fields=("about", "key"),
                        name="one_running_deadline_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_at__isnull", True), _connector="XOR"
                        ),
                        name="deadline_is_a_day_or_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted_from_on__isnull", True),
                            ("counted_from_at__isnull", True),
                            _connector="XOR",
                        ),
                        name="deadline_counts_from_a_day_or_a_moment",
                    ),
                ],
            },
        ),
    ]
