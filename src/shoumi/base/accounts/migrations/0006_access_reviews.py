"""Keep reviews of who holds which role, and what was said of each.

Safe while the old code runs: it knows neither table, and honours the ends that a review gives.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_authenticated_persons"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("number", models.PositiveIntegerField(unique=True)),
                ("opened_by", models.CharField(max_length=53)),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewedRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, unique=True)),
                ("review", models.CharField(max_length=53)),
                ("grant", models.CharField(max_length=53)),
                ("person", models.CharField(max_length=53)),
                ("role", models.CharField(max_length=4)),
                ("deal", models.CharField(blank=True, max_length=53)),
                ("ends_at", models.DateTimeField(null=True)),
                ("runs_on", models.BooleanField(default=False)),
                ("is_kept", models.BooleanField(null=True)),
                ("answered_by", models.CharField(default="", max_length=53)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["review", "person"], name="roles_of_a_review")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "grant"), name="a_role_is_asked_about_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_role_is_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_by", models.F("person")), _negated=True),
                        name="nobody_confirms_an_own_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("is_kept__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("is_kept__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_role_is_answered_with_a_word",
                    ),
                ],
            },
        ),
    ]
