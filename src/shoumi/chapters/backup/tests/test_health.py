"""What the doctor says of copies, and that rows are held against the ledger."""

from __future__ import annotations

import pytest

from shoumi.base.copies import snapshot
from shoumi.base.copies.errors import RightMissing
from shoumi.base.copies.places import Deletion
from shoumi.base.registry import Health
from shoumi.base.row_authentication import review
from shoumi.chapters.backup import health, queries
from shoumi.chapters.backup.models import Recipient, Run, Target, Verification
from shoumi.chapters.backup.services import drills, setup
from shoumi.chapters.backup.tests.backup_house import AWAY
from shoumi.core.errors import DomainError

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


@pytest.fixture
def desk(desk, monkeypatch):
    monkeypatch.setattr(health.clock, "now", lambda: desk.at)
    return desk


def told():
    return [one.state for one in health.findings()]


def test_the_doctor_says_what_is_lacking(desk, monkeypatch):
    assert told() == [Health.WARN]
    one, _ = desk.set_up()
    assert told() == [Health.OK]
    desk.deletion = Deletion.DELETED
    desk.verify(one)
    assert told() == [Health.FAIL]
    Target.objects.update(site="别处")
    assert told() == []
    monkeypatch.setattr(queries, "is_kept_here", lambda: False)
    assert told() == []


@pytest.mark.both
def test_what_copying_a_server_needs_is_asked_before_a_place_is_named(desk, monkeypatch):
    def refused():
        raise RightMissing(role="shoumi", database="shoumi")

    monkeypatch.setattr(snapshot, "require_ready", refused)
    with pytest.raises(RightMissing):
        desk.add()
    assert not Target.objects.exists()
    found = next(iter(health.findings()))
    assert found.state is Health.FAIL
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA public TO shoumi" in found.remedy[1]


def test_rows_of_this_chapter_agree_with_the_ledger(desk):
    one, two = desk.set_up()
    next((desk.root(two) / "data/packs").iterdir()).unlink()
    desk.verify(two)
    setup.state_target(target=one, stated=AWAY, actor=desk.ops, at=desk.at)
    with pytest.raises(DomainError):
        drills.drill(
            target=two,
            identity=str(desk.identity),
            actor=desk.ops,
            at=desk.at,
            now=lambda: desk.at,
            certificate=lambda *_: b"",
        )
    setup.end_target(target=two, actor=desk.ops, at=desk.at)
    for table in health.guarded:
        rows = list(table.table.objects.order_by("id"))
        assert rows
        assert table.agreed(rows) == [row.entry_position for row in rows]
    mine = {one.table._meta.db_table for one in health.guarded}
    told = [found for found in review.review() if found.table in mine]
    assert all(found.is_sound for found in told)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Recipient, {"public_key": "age1somebody"}),
        (Target, {"site": "别处"}),
        (Run, {"number": 7}),
        (Verification, {"copies": 7}),
    ],
)
def test_a_row_that_says_something_else_does_not_agree(desk, table, change):
    desk.set_up()
    table.objects.update(**change)
    guarded = next(one for one in health.guarded if one.table is table)
    assert set(guarded.agreed(list(table.objects.all()))) == {None}
