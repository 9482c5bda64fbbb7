"""Let keys move: epochs of data keys, keys that follow, keys that were erased in place.

Safe while the old code runs: adds columns that the database fills and a table nobody asks for; the
index that goes was for no query.
"""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0002_suite"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="subjectkey",
            options={"base_manager_name": "every"},
        ),
        migrations.AlterModelManagers(
            name="subjectkey",
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="compartmentkey",
            name="data_epoch",
            field=models.PositiveIntegerField(
                db_default=1, help_text="of data keys made from now on"
            ),
        ),
        migrations.AddField(
            model_name="compartmentkey",
            name="erased",
            field=models.PositiveIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="setup",
            name="is_loose",
            field=models.BooleanField(
                db_default=False, help_text="keys were moved since the file was last written anew"
            ),
        ),
        migrations.AddField(
            model_name="setup",
            name="root_epoch",
            field=models.PositiveIntegerField(db_default=1),
        ),
        migrations.AddField(
            model_name="subjectkey",
            name="is_erased",
            field=models.BooleanField(db_default=False),
        ),
        migrations.AlterField(
            model_name="subjectkey",
            name="compartment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="vault.compartmentkey",
            ),
        ),
        migrations.CreateModel(
            name="NextKey",
            fields=[
                ("suite", models.PositiveSmallIntegerField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("wrapped", models.BinaryField()),
                ("commit", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("subject", models.CharField(max_length=80, primary_key=True, serialize=False)),
                (
                    "compartment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="vault.compartmentkey",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
