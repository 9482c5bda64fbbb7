"""What somebody was asked and answered is told to that person, and read by keys alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.chapters.consent.queries import held_data
from shoumi.chapters.consent.tests.campaign_house import NO, YES

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def asked(bureau):
    anna, bert = bureau.hold(2)
    campaign = bureau.open()
    bureau.deliver(campaign)
    bureau.record(campaign, (anna, YES), (bert, NO))
    return anna


def test_each_is_told_what_that_person_was_asked_and_answered(asked):
    notices, answers = held_data.of(asked)
    [[_, purpose, _]], [[_, same, (_, said), withdrawn]] = notices.rows, answers.rows
    assert (purpose, said, withdrawn) == (same, "given", "")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read as SQLite tells it")
def test_no_table_with_a_row_for_everybody_is_read_from_end_to_end(asked):
    with CaptureQueriesContext(connection) as told:
        list(held_data.of(asked))
    plans = []
    with connection.cursor() as cursor:
        for one in told:
            if "subject" in one["sql"]:
                cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
                plans += [line for *_, line in cursor.fetchall()]
    assert sum("subject=?" in line for line in plans) == 2
    assert [line for line in plans if line.startswith("SCAN")] == []
