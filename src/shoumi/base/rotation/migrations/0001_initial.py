"""Make the table of rotations.

Safe while the old code runs: adds a table that the old code does not know.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Rotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("root", "root"),
                            ("kek", "kek"),
                            ("deal", "deal"),
                            ("data", "data"),
                            ("index", "index"),
                            ("suite", "suite"),
                            ("epoch", "epoch"),
                        ],
                        max_length=8,
                    ),
                ),
                ("target", models.CharField(blank=True, max_length=80)),
                ("epoch", models.PositiveIntegerField()),
                ("suite", models.PositiveSmallIntegerField()),
                (
                    "path",
                    models.CharField(
                        blank=True, help_text="file of the new passphrase", max_length=400
                    ),
                ),
                ("parent", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done")], default="open", max_length=4
                    ),
                ),
                ("actor", models.CharField(max_length=40)),
                ("begun_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("tried", models.PositiveIntegerField(default=0)),
                (
                    "position",
                    models.BigIntegerField(
                        help_text="of the ledger entry that proves it", null=True
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("what", "target"),
                        name="rotation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state", "open")),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("position__isnull", False),
                                ("state", "done"),
                            ),
                            _connector="OR",
                        ),
                        name="rotation_done_means_proved",
                    ),
                ],
            },
        ),
    ]
