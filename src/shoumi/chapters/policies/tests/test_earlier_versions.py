"""What was done under earlier versions: a purpose stays new whatever becomes of their rows, and a
room made under one shows what the one in force still lets it (1.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.rooms import field_lists
from shoumi.chapters.policies import services
from shoumi.chapters.policies.chapter import card
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import told
from shoumi.chapters.policies.tests.office import NARROW
from shoumi.chapters.policies.tests.test_text_approval import with_words
from shoumi.chapters.policies.tests.test_told import WIDER, Told
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def _anew():
    """As a process that begins now."""
    told._novelty.cache_clear()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda rows: rows.delete(),
        lambda rows: rows.update(published_at=None),
        lambda rows: rows.update(position=None),
        lambda rows: rows.update(register=WIDER),
    ],
)
def test_a_version_that_is_gone_or_changed_makes_no_purpose_an_old_one(office, break_it):
    of = Told(office, WIDER)
    break_it(PolicyVersion.objects.filter(number=1))
    _anew()
    assert of.knows(Purpose.NOTICE, "name") == (False, True)


def test_a_room_made_under_an_earlier_version_shuts_its_deal_once_its_fields_leave(
    office, monkeypatch
):
    closes = AT + timedelta(days=9)
    open_rooms = [(Ref("deal-a"), frozenset({"name"}), closes)]
    monkeypatch.setattr(field_lists, "standing_open", lambda at: open_rooms)
    office.published(register=NARROW.replace('["service"]', '["service", "due_diligence"]'))
    assert card.checks["1.3"](AT).state.value == "PASS"
    office.published(register=NARROW)
    found = card.checks["1.3"](AT)
    assert (found.state.value, found.reason) == ("FAIL", "policy.purpose_left_a_room")
    assert (found.deals, found.turns) == ({"deal-a"}, closes)
    open_rooms.clear()
    assert card.checks["1.3"](AT).state.value == "PASS"


def test_the_card_says_when_the_text_of_a_version_in_force_was_changed_last(office):
    version, later = office.draft(), AT + timedelta(hours=1)
    seen = PolicyVersion.objects.get(ref=version).text_sha256
    text = with_words("以后改的。")
    services.save(version=version, text=text, seen=seen, actor=office.dora, at=later)
    assert [one.written_at() for one in registry.register_versions()] == [None], "of a draft"
    for role, actor in ((Role.DPO, office.dora), (Role.LEG, office.emil)):
        services.approve(version=version, role=role, actor=actor, at=later)
    services.publish(version=version, actor=office.dora, at=later + timedelta(hours=1))
    assert [one.written_at() for one in registry.register_versions()] == [later]
