"""Keep how far the examination of what is stored has come, and what it found.

Safe while the old code runs: two new tables that it knows nothing of.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0002_token_epoch"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("subject", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("demand", models.CharField(max_length=4)),
                ("reason", models.CharField(max_length=60)),
                ("deal", models.CharField(default="", max_length=40)),
                ("found_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Examination",
            fields=[
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("since", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("newest", models.BigIntegerField(default=0)),
                ("record", models.BigIntegerField(default=0)),
                ("key", models.CharField(default="", max_length=80)),
                ("visited", models.PositiveBigIntegerField(default=0)),
                ("visited_last", models.PositiveBigIntegerField(default=0)),
                ("is_running", models.BooleanField(default=False)),
                ("is_crowded", models.BooleanField(default=False)),
                ("findings", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("only", 1)), name="one_examination")
                ],
            },
        ),
    ]
