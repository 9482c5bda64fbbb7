"""Which points of a flow are tried, and in which order."""

import pytest

from shoumi.doors.tests.faults.kept_homes import Place, PostgresPlace
from shoumi.doors.tests.faults.runs import far_apart

COMMITS = {"commit default", "commit default done", "rollback keyring"}
KINDS = COMMITS | {f"sql default INSERT INTO table_{number}" for number in range(30)}


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.delenv("SHOUMI_LONG", raising=False)


def place(kind):
    """Without databases: it is asked for kinds only."""
    made = kind.__new__(kind)
    made._tried = set()
    return made


@pytest.mark.parametrize("count", [0, 1, 2, 13, 80])
def test_whoever_looks_for_trouble_tries_all_points_and_the_last_first(count):
    found = far_apart(list(range(count)))
    assert sorted(found) == list(range(count))
    assert found[:1] == list(range(count))[-1:]


def test_a_stretch_of_a_quarter_of_the_points_is_met_in_eight_tries():
    points = list(range(80))
    for start in range(60):
        assert set(far_apart(points)[:8]) & set(range(start, start + 20))


def test_each_kind_is_wanted_in_one_flow_and_each_commit_in_all():
    sqlite = place(Place)
    assert sqlite.wanted(KINDS) == KINDS
    assert sqlite.wanted(KINDS) == COMMITS


def test_postgresql_wants_each_commit_and_a_third_of_the_other_kinds():
    server = place(PostgresPlace)
    first = server.wanted(KINDS)
    assert first > COMMITS
    assert len(first - COMMITS) == 10
    assert server.wanted(KINDS) == COMMITS
