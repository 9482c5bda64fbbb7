"""Documents of rooms, who was shown which page, questions and answers.

Safe while the old code runs: new tables only.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0002_emptied"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                (
                    "section",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "COMPANY"),
                            (2, "FINANCE"),
                            (3, "CONTRACTS"),
                            (4, "CUSTOMERS"),
                            (5, "STAFF"),
                            (6, "PRIVACY"),
                        ]
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("document", models.CharField(blank=True, max_length=40)),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                ("covered", models.JSONField(default=list)),
                ("put_by", models.CharField(max_length=40)),
                ("put_at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="rooms.room",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("deal", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("page", models.PositiveSmallIntegerField(null=True)),
                ("question", models.CharField(max_length=40)),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("answer", models.CharField(blank=True, max_length=40)),
                ("answered_by", models.CharField(blank=True, max_length=40)),
                ("answered_at", models.DateTimeField(null=True)),
                ("position", models.BigIntegerField()),
                ("answer_position", models.BigIntegerField(null=True)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="rooms.room",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="rooms.paper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="View",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=40, unique=True)),
                ("code", models.CharField(max_length=8, unique=True)),
                ("page", models.PositiveSmallIntegerField()),
                ("person", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("is_check", models.BooleanField(default=False)),
                ("position", models.BigIntegerField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="rooms.paper",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="rooms.room",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("deal", "section", "place"), name="a_number_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document", ""), ("pages", 0)),
                    models.Q(models.Q(("document", ""), _negated=True), ("pages__gt", 0)),
                    _connector="OR",
                ),
                name="a_document_has_pages",
            ),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["room", "id"], name="inquiry_of_room"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.UniqueConstraint(
                fields=("deal", "number"), name="an_inquiry_has_one_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_answer_has_a_moment",
            ),
        ),
        migrations.AddIndex(
            model_name="view",
            index=models.Index(fields=["paper", "id"], name="view_of_paper"),
        ),
        migrations.AddConstraint(
            model_name="view",
            constraint=models.CheckConstraint(
                condition=models.Q(("page__gt", 0)), name="pages_count_from_one"
            ),
        ),
    ]
