"""A text is saved at any time, approved only whole, and by two over the very same words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.attestations import controls
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.chapters.policies import queries, services, story, texts
from shoumi.chapters.policies.chapter import card
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import SHORT, Item, State
from shoumi.chapters.policies.texts import HandlerFact, PolicyText, starters
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, HandlerTier, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def without(item):
    text = story.text()
    kept = (
        replace(one, items=tuple(each for each in one.items if each != item))
        for one in text.passages
    )
    return replace(text, passages=tuple(kept))


def with_words(words):
    text = story.text()
    first, *others = text.passages
    return replace(text, passages=(replace(first, body=(words, words)), *others))


def seen(version):
    return PolicyVersion.objects.get(ref=version).text_sha256


def saved(office, version, text, actor=None):
    return services.save(
        version=version, text=text, seen=seen(version), actor=actor or office.dora, at=AT
    )


@pytest.mark.parametrize(
    ("text", "refused", "facts"),
    [
        (texts.NOTHING, services.TextMissing, None),
        (without(Item.RIGHTS), services.ItemsMissing, {"items": (Item.RIGHTS,)}),
        (with_words(""), services.ItemsMissing, {"items": (Item.HANDLER,)}),
        (
            replace(story.text(), handler={HandlerFact.NAME: "虚构公司"}),
            services.FactsMissing,
            {"facts": ("address", "contact", "officer", "officer_contact")},
        ),
        (with_words("{{投诉机关}}"), services.GapsLeft, {"passages": (1,)}),
        (starters.starter(HandlerTier.ORDINARY), services.FactsMissing, None),
    ],
)
def test_what_is_not_whole_is_kept_as_a_draft_and_not_approved(office, text, refused, facts):
    version = office.draft(text=text)
    with pytest.raises(refused) as caught:
        office.approve(version, Role.DPO, office.dora)
    assert facts is None or caught.value.facts == facts
    saved(office, version, story.text())
    office.approve(version, Role.DPO, office.dora)


def test_what_it_was_drawn_up_to_say_besides_is_asked_for_too(office):
    version = office.draft(items=SHORT | {Item.MINORS}, text=without(Item.MINORS))
    with pytest.raises(services.ItemsMissing):
        office.approve(version, Role.DPO, office.dora)


def test_a_draft_without_words_of_its_own_goes_on_with_the_text_in_force(office):
    office.published(text=with_words("我们是虚构公司。"))
    version = office.draft(text=None)
    assert queries.text_in_force() == texts.of(PolicyVersion.objects.get(ref=version))


def test_a_change_makes_approvals_void(office):
    version = office.approved()
    saved(office, version, with_words("改过的话。"))
    assert PolicyVersion.objects.get().approvals == {}
    with pytest.raises(services.NotApproved):
        office.publish(version)
    office.approve(version, Role.DPO, office.dora)
    office.approve(version, Role.LEG, office.emil)
    office.publish(version)
    assert queries.in_force().ref == version


def test_saving_the_same_again_changes_nothing(office):
    version = office.approved()
    before = reader.size()
    saved(office, version, story.text())
    assert reader.size() == before
    office.publish(version)


def test_nobody_writes_over_what_another_saved_or_approves_what_he_did_not_read(office):
    version = office.draft()
    old = seen(version)
    saved(office, version, with_words("别人改过。"))
    with pytest.raises(services.TextChanged):
        services.save(version=version, text=story.text(), seen=old, actor=office.dora, at=AT)
    with pytest.raises(services.TextChanged):
        services.approve(version=version, role=Role.DPO, actor=office.dora, at=AT, seen=old)
    now = seen(version)
    services.approve(version=version, role=Role.DPO, actor=office.dora, at=AT, seen=now)


def test_who_writes(office):
    version = office.draft()
    saved(office, version, with_words("工作组写的。"), office.gina)
    for other in (office.emil, office.head):
        with pytest.raises(NotPermitted):
            saved(office, version, story.text(), other)


def test_what_was_published_is_not_written_in(office):
    version = office.published()
    with pytest.raises(services.NotADraft):
        saved(office, version, with_words("改。"))


def test_each_save_is_in_the_ledger_by_its_digest_without_a_word_of_it(office):
    version = office.draft()
    saved(office, version, with_words("只有这里写着的一句。"))
    (entry,) = reader.entries(tag="policy.saved")
    line = leaf.read(entry.body)
    count = len(story.text().passages)
    assert line.facts == {"number": 1, "text": seen(version), "passages": count}
    assert "只有这里".encode() not in entry.body


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("passages", []),
        ("handler", {"name": "别的公司"}),
        ("items", ["handler"]),
        ("tier", "SMALL"),
        ("text_sha256", ""),
    ],
)
def test_what_was_approved_is_held_against_the_ledger(office, column, value):
    office.published(tier=HandlerTier.ORDINARY)
    guarded = card.guarded[0]
    (row,) = PolicyVersion.objects.all()
    assert guarded.agreed([row]) == [row.entry_position]
    setattr(row, column, value)
    assert guarded.agreed([row]) == [None]
    PolicyVersion.objects.update(**{column: value})
    assert queries.in_force() is None


def test_1_1_asks_for_a_passage_in_the_published_text(office):
    office.published()
    found = PolicyVersion.objects.filter(state=State.PUBLISHED)
    authenticated.change(found, passages=[one.stored() for one in without(Item.RIGHTS).passages])
    assert queries.check_policy(AT).reason == "row.not_authentic"


def test_saved_drafts_agree_with_the_ledger_after_each_act(office):
    guarded = card.guarded[0]
    version = office.approved()
    saved(office, version, with_words("改过。"))
    (row,) = PolicyVersion.objects.all()
    assert guarded.agreed([row]) == [row.entry_position]
    row.approvals = {"DPO": office.dora}
    assert guarded.agreed([row]) == [None]


def older(office):
    """A version as an earlier build of the program left it."""
    from shoumi.base.ledger import writer
    from shoumi.base.row_authentication import codes
    from shoumi.chapters.policies.events import Tag
    from shoumi.core.ledger.leaf import Digest, Event

    version = office.approved()
    row = PolicyVersion.objects.get(ref=version)
    row.tier, row.handler, row.passages, row.text_sha256 = "", {}, [], ""
    row.items = sorted(SHORT)
    facts = {"number": row.number, "register": Digest.fromhex(row.register_sha256)}
    entry = writer.record(Event(Tag.PUBLISHED, office.dora, Ref(version), AT, facts, ("1.1",)))
    row.state, row.published_at, row.position = State.PUBLISHED, AT, entry.position
    codes.put(row, entry.position)
    row.save()
    return version


def test_a_version_older_than_texts_stays_in_force_and_holds_1_1_in_part_until_one_has_a_text(
    office,
):
    version = older(office)
    assert queries.in_force().ref == version
    held = queries.check_policy(AT)
    assert (held.state, held.reason) == (ControlState.PARTIAL, "policy.published_without_text")
    assert held.position == queries.in_force().position
    told = controls.checked("1.1", AT)
    assert (told.state, told.reason) == (held.state, held.reason)
    assert queries.text_in_force() == PolicyText({}, ())
    made = office.draft(text=None)
    with pytest.raises(services.TextMissing):
        office.approve(made, Role.DPO, office.dora)
    office.published()
    assert queries.check_policy(AT).reason == "policy.group_missing"
