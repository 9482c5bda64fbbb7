"""Create the table of the notices with which targets collected their data.

Safe while the old code runs: adds a table and touches none; the old code asks for no notice.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CollectionNotice",
            fields=[
                ("entry_position", models.BigIntegerField(null=True)),
                ("mac", models.BinaryField(max_length=34, null=True)),
                ("ref", models.CharField(max_length=53, primary_key=True, serialize=False)),
                ("deal", models.CharField(max_length=53)),
                ("dataset", models.CharField(max_length=53)),
                ("document", models.CharField(blank=True, max_length=53)),
                ("format", models.CharField(blank=True, max_length=8)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("used_from", models.DateField(null=True)),
                (
                    "shown",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("counter", "counter"),
                            ("form", "form"),
                            ("contract", "contract"),
                            ("website", "website"),
                            ("app", "app"),
                            ("message", "message"),
                            ("posted", "posted"),
                            ("afterwards", "afterwards"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[("never", "never"), ("lost", "lost"), ("elsewhere", "elsewhere")],
                        max_length=9,
                    ),
                ),
                ("filed_by", models.CharField(max_length=53)),
                ("filed_at", models.DateTimeField()),
                ("position", models.PositiveBigIntegerField()),
                (
                    "purposes",
                    models.CharField(
                        blank=True,
                        choices=[("whole", "whole"), ("part", "part"), ("not", "not")],
                        max_length=5,
                    ),
                ),
                (
                    "categories",
                    models.CharField(
                        blank=True,
                        choices=[("whole", "whole"), ("part", "part"), ("not", "not")],
                        max_length=5,
                    ),
                ),
                (
                    "handing_on",
                    models.CharField(
                        blank=True,
                        choices=[("whole", "whole"), ("part", "part"), ("not", "not")],
                        max_length=5,
                    ),
                ),
                ("missing", models.TextField(blank=True)),
                ("judged_by", models.CharField(blank=True, max_length=53)),
                ("judged_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    models.Index(fields=["dataset", "position"], name="collection_notice_of_set")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason", ""),
                                ("used_from__isnull", False),
                                models.Q(("document", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("shown", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                ("document", ""),
                                ("sha256", ""),
                                ("shown", ""),
                                ("used_from__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_collection_notice_or_why_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("categories", ""),
                                ("handing_on", ""),
                                ("judged_at__isnull", True),
                                ("purposes", ""),
                            ),
                            models.Q(
                                ("judged_at__isnull", False),
                                ("reason", ""),
                                models.Q(("purposes", ""), _negated=True),
                                models.Q(("categories", ""), _negated=True),
                                models.Q(("handing_on", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_collection_notice_is_judged_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("judged_by", "")),
                            models.Q(
                                ("judged_at__isnull", False),
                                models.Q(("judged_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_collection_notice_is_judged_by_someone",
                    ),
                ],
            },
        ),
    ]
