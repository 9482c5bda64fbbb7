"""A text is written by one person and approved by another, who is or follows the officer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import asker
from shoumi.base.ledger import reader
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent import inbox_items, replays
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.services import errors, notices
from shoumi.chapters.consent.tests.campaign_house import CONTENTS, DEAL, Bureau
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PAPER = b"%PDF-1.7 made"


@pytest.fixture
def bureau():
    return Bureau()


def write(bureau, who=None, paper=None, **contents):
    draft = notices.write(
        deal=DEAL,
        instrument=Instrument.ART23_SEPARATE_CONSENT,
        contents=CONTENTS | contents,
        paper=paper,
        actor=who or bureau.lena,
        at=bureau.at,
    )
    return Ref(draft.ref)


def approve(bureau, draft, who=None):
    return notices.approve(draft=draft, paper=PAPER, actor=who or bureau.dora, at=bureau.at)


def waiting(bureau, who):
    return [item.ref for item in inbox_items.items(asker(who, bureau.at))]


@pytest.mark.both
def test_two_persons_and_two_entries_make_a_notice(bureau):
    draft = write(bureau)
    assert not Notice.objects.exists()
    made = approve(bureau, draft)
    assert made.ref == draft
    told = [reader.entry(at).line() for at in (NoticeDraft.objects.get().position, made.position)]
    assert [(one.tag, one.actor, one.about) for one in told] == [
        ("notice.written", bureau.lena, draft),
        ("notice.approved", bureau.dora, draft),
    ]
    assert told[0].facts["text"] == told[1].facts["text"] == made.sha256


@pytest.mark.both
def test_who_wrote_it_never_approves_it_whatever_roles_they_hold(bureau):
    writer = bureau.house.staff(Role.DPO, Role.LEG, Role.HEAD, name="钱样本")
    draft = write(bureau, writer)
    head = reader.size()
    with pytest.raises(errors.ApprovedByWriter):
        approve(bureau, draft, writer)
    assert (reader.size(), Notice.objects.count()) == (head, 0)


def test_the_officer_is_one_of_the_two(bureau):
    head = bureau.house.head
    of_legal, of_officer = write(bureau), write(bureau, bureau.dora)
    for who in (head, bureau.gina):
        with pytest.raises(NotPermitted):
            approve(bureau, of_legal, who)
    for who in (bureau.gina, bureau.mallory):
        with pytest.raises(NotPermitted):
            approve(bureau, of_officer, who)
    assert approve(bureau, of_legal)
    assert approve(bureau, of_officer, head)


def test_it_waits_in_the_inbox_of_those_alone_who_may_approve_it(bureau):
    of_legal, of_officer = write(bureau), write(bureau, bureau.dora)
    assert waiting(bureau, bureau.dora) == [of_legal]
    assert waiting(bureau, bureau.lena) == [of_officer]
    assert waiting(bureau, bureau.house.head) == [of_officer]
    assert waiting(bureau, bureau.gina) == []
    approve(bureau, of_legal)
    assert waiting(bureau, bureau.dora) == []


@pytest.mark.both
@pytest.mark.parametrize("who", ["lena", "dora"])
def test_what_was_taken_back_or_returned_is_not_approved(bureau, who):
    draft = write(bureau)
    notices.send_back(draft=draft, actor=getattr(bureau, who), at=bureau.at)
    assert reader.entry(reader.size() - 1).line().tag == "notice.returned"
    assert waiting(bureau, bureau.dora) == []
    with pytest.raises(errors.NotWaiting):
        approve(bureau, draft)
    with pytest.raises(errors.NotWaiting):
        notices.send_back(draft=draft, actor=bureau.lena, at=bureau.at)


def test_a_stranger_to_a_text_does_not_return_it(bureau):
    draft = write(bureau)
    for who in (bureau.gina, bureau.mallory, bureau.house.head):
        with pytest.raises(NotPermitted):
            notices.send_back(draft=draft, actor=who, at=bureau.at)


@pytest.mark.both
@pytest.mark.parametrize(
    "change",
    [
        {"contents": {**CONTENTS, "purpose": "别的"}},
        {"written_by": "person-somebody"},
        {"state": "WAITING", "answered_at": None},
        {"instrument": Instrument.ART22_NOTICE},
        {"document": "doc-other"},
    ],
    ids=lambda change: "_".join(change),
)
def test_a_text_that_was_changed_behind_the_house_is_not_approved(bureau, change):
    draft = write(bureau)
    if "state" in change:  # put back to waiting
        notices.send_back(draft=draft, actor=bureau.lena, at=bureau.at)
    NoticeDraft.objects.filter(ref=draft).update(**change)
    with pytest.raises(NotAuthentic):
        approve(bureau, draft)
    assert not Notice.objects.exists()


def test_a_paper_of_the_writers_own_is_the_one_that_is_approved(bureau):
    draft = write(bureau, paper=b"%PDF-1.7 own")
    made = approve(bureau, draft)
    assert made.document == NoticeDraft.objects.get().document


@pytest.mark.parametrize("ref", [Ref("note-none"), Ref("deal-a")])
def test_what_nobody_wrote_cannot_be_approved(bureau, ref):
    with pytest.raises(errors.NoSuchNotice):
        approve(bureau, ref)


def test_a_return_is_repeated_on_a_restored_home(bureau):
    draft = write(bureau)
    as_copied = NoticeDraft.objects.get()
    notices.send_back(draft=draft, actor=bureau.dora, at=bureau.at + timedelta(hours=1))
    NoticeDraft.objects.filter(ref=draft).delete()
    as_copied.save(force_insert=True)
    line = reader.entry(reader.size() - 1).line()
    told = type("Told", (), {"line": line, "position": reader.size() - 1})()
    assert replays.of_events()[Tag.NOTICE_RETURNED](told)
    assert waiting(bureau, bureau.dora) == []
    with pytest.raises(errors.NotWaiting):
        approve(bureau, draft)


def test_a_returned_text_waits_for_its_writer_until_a_newer_one_is_laid_before(bureau):
    draft = write(bureau)
    notices.send_back(draft=draft, actor=bureau.dora, at=bureau.at)
    (found,) = inbox_items.items(asker(bureau.lena, bureau.at))
    assert found.ref == f"{draft} returned"
    assert found.what[0] == "告知书被退回，改好再交人批准"
    assert (found.page, found.of, found.news) == ("notice-text", {"notice": str(draft)}, True)
    assert waiting(bureau, bureau.dora) == []
    write(bureau, purpose="另一个目的")
    assert waiting(bureau, bureau.lena) == []


def test_a_text_that_its_writer_took_back_waits_for_nobody(bureau):
    draft = write(bureau)
    notices.send_back(draft=draft, actor=bureau.lena, at=bureau.at)
    assert waiting(bureau, bureau.lena) == waiting(bureau, bureau.dora) == []
