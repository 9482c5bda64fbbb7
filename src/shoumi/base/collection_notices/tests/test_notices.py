"""A target's own notice is filed with its data set, and somebody says what it covers."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.collection_notices import ledger_agreement, queries, services
from shoumi.base.collection_notices.errors import (
    AlreadyFiled,
    DatedAhead,
    MissingNames,
    MissingUnsaid,
    NoSuchSet,
    NothingToJudge,
    NotTold,
    Replaced,
    ToldNothing,
    ToldTooLittle,
    ToldUnjudged,
)
from shoumi.base.collection_notices.events import Tag
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Extent, NoNotice, Shown
from shoumi.base.collection_notices.services import Judgement, NewNotice
from shoumi.base.collection_notices.tests.handed_in import TEXT, WHOLE, filed, paper
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services as deal_services
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewSet
from shoumi.base.deals.tests.story import on, story_with_keys
from shoumi.base.documents.examined import PersonalInformation
from shoumi.base.ledger import reader
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.kept import kept
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref

pytestmark = [
    pytest.mark.both(one_in=4),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
AT = on("09-01")
LACKS = Judgement(Extent.WHOLE, Extent.PART, Extent.NOT, "没有写收集身份证号")


@pytest.fixture
def story(home, transactional_db):
    return kept("story with keys", story_with_keys)


@pytest.fixture
def made(story):
    target = deals.parties(story.ref, PartyRole.TARGET)[0].ref
    one = NewSet("members", "会员", target, target, Recipient.OTHER)
    return deal_services.add_dataset(deal=story.ref, dataset=one, actor=story.con, at=AT)


def none(story, made, reason=NoNotice.NEVER, actor=None):
    return services.state_none(
        deal=story.ref, dataset=made.ref, reason=reason, actor=actor or story.con, at=AT
    )


def judged(story, notice, judgement=WHOLE, actor=None):
    return services.judge(
        notice=Ref(notice.ref), judgement=judgement, actor=actor or story.leg, at=AT
    )


def require(story, made):
    queries.require_told(Ref(made.ref), story.ref)


def last_entry(tag):
    return list(reader.entries(tag=tag))[-1].line()


def test_nobody_of_a_set_is_stored_until_its_notice_is_filed_and_covers_it(story, made):
    with pytest.raises(NotTold):
        require(story, made)
    notice = filed(made, actor=story.con, at=AT)
    with pytest.raises(ToldUnjudged):
        require(story, made)
    judged(story, notice, LACKS)
    with pytest.raises(ToldTooLittle):
        require(story, made)
    judged(story, notice)
    require(story, made)


def test_that_there_is_none_is_said_with_a_reason_and_keeps_nothing(story, made):
    judged(story, filed(made, actor=story.con, at=AT))
    none(story, made)
    with pytest.raises(ToldNothing):
        require(story, made)
    assert last_entry(Tag.NONE_STATED).facts == {"dataset": made.ref, "reason": "never"}
    with pytest.raises(AlreadyFiled):
        none(story, made)


def test_a_later_notice_takes_the_place_of_that_and_is_judged_itself(story, made):
    stated = none(story, made)
    with pytest.raises(NothingToJudge):
        judged(story, stated)
    notice = filed(made, actor=story.con, at=AT)
    with pytest.raises(Replaced):
        judged(story, stated)
    judged(story, notice)
    require(story, made)
    other = filed(made, actor=story.con, at=AT, text=f"{TEXT}第二版。")
    with pytest.raises(ToldUnjudged):
        require(story, made)
    with pytest.raises(Replaced):
        judged(story, notice)
    judged(story, other)
    require(story, made)


def test_data_of_nobody_needs_none(story):
    target = deals.parties(story.ref, PartyRole.TARGET)[0].ref
    one = NewSet("counts", "统计", target, target, Recipient.OTHER, is_anonymised=True)
    made = deal_services.add_dataset(deal=story.ref, dataset=one, actor=story.con, at=AT)
    require(story, made)


def test_its_hash_day_and_place_stand_in_the_entry_and_the_file_is_kept_sealed(story, made):
    notice = filed(made, actor=story.con, at=AT)
    line = last_entry(Tag.FILED)
    assert line.facts == {
        "dataset": made.ref,
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "from": "2023-09-01",
        "shown": "form",
    }
    assert line.deal == story.ref
    opened = services.open_file(notice=Ref(notice.ref), actor=story.leg, at=AT)
    assert opened == TEXT.encode()
    assert last_entry(Tag.OPENED).actor == story.leg


def test_the_words_of_what_is_missing_stand_beside_the_ledger(story, made):
    judged(story, filed(made, actor=story.con, at=AT), LACKS)
    facts = last_entry(Tag.JUDGED).facts
    assert facts["missing"] == sha256(LACKS.missing.encode()).hexdigest()
    assert CollectionNotice.objects.get().missing == LACKS.missing


@pytest.mark.parametrize(
    ("who", "files", "judges"),
    [
        ("con", True, False),
        ("dpo", True, True),
        ("leg", True, True),
        ("head", True, False),
        ("fin", False, False),
        ("sup", False, False),
    ],
)
def test_who_hands_one_in_and_who_judges_it(story, made, who, files, judges):
    person = getattr(story, who)
    if files:
        filed(made, actor=person, at=AT)
    else:
        with pytest.raises(NotPermitted):
            filed(made, actor=person, at=AT)
        filed(made, actor=story.con, at=AT)
    notice = CollectionNotice.objects.get()
    if judges:
        judged(story, notice, actor=person)
    else:
        with pytest.raises(NotPermitted):
            judged(story, notice, actor=person)


def test_the_transferor_hands_one_in_and_opens_it_and_the_buyer_does_neither(story, made):
    seller, buyer = story.sides[PartyRole.TR], story.sides[PartyRole.TE]
    with pytest.raises(NotPermitted):
        filed(made, actor=buyer, at=AT)
    notice = filed(made, actor=seller, at=AT)
    assert services.open_file(notice=Ref(notice.ref), actor=seller, at=AT)
    with pytest.raises(NotPermitted):
        services.open_file(notice=Ref(notice.ref), actor=buyer, at=AT)


def test_what_is_not_covered_is_written_and_names_nobody(story, made):
    notice = filed(made, actor=story.con, at=AT)
    for missing, refusal in (("  ", MissingUnsaid), ("没有写 15400001001 的事", MissingNames)):
        with pytest.raises(refusal):
            judged(story, notice, Judgement(Extent.WHOLE, Extent.WHOLE, Extent.NOT, missing))
    assert not CollectionNotice.objects.get().judged_at


def test_a_form_that_somebody_filled_in_is_no_notice(story, made):
    with pytest.raises(PersonalInformation):
        filed(made, actor=story.con, at=AT, text="本人身份证号：990000199001011116，同意。")
    assert not CollectionNotice.objects.exists()


def test_the_same_file_a_day_to_come_and_a_set_of_another_deal_are_refused(story, made):
    filed(made, actor=story.con, at=AT)
    with pytest.raises(AlreadyFiled):
        filed(made, actor=story.con, at=AT)
    new = NewNotice(paper(AT), on("09-02").date(), Shown.FORM)
    about = {"deal": story.ref, "new": new, "actor": story.con, "at": AT}
    with pytest.raises(DatedAhead):
        services.file(dataset=Ref(made.ref), **about)
    with pytest.raises(NoSuchSet):
        services.file(dataset=Ref.new("set"), **about)


@pytest.mark.parametrize("column", CollectionNotice.coverage.columns)
def test_no_column_changes_unnoticed(story, made, column):
    judged(story, filed(made, actor=story.con, at=AT))
    row = CollectionNotice.objects.get()
    assert codes.matches(row)
    setattr(row, column, "something else")
    assert not codes.matches(row)


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: rows.update(categories=Extent.WHOLE),
        lambda rows: rows.update(dataset="set-other", categories=Extent.WHOLE),
        lambda rows: rows.update(deal="deal-other"),
        lambda rows: rows.update(ref="cnotice-other"),
        lambda rows: rows.delete(),
    ],
)
def test_one_that_was_forged_or_deleted_counts_for_nothing_until_one_is_handed_in_anew(
    story, made, edit
):
    judged(story, filed(made, actor=story.con, at=AT), LACKS)
    edit(CollectionNotice.objects.all())
    with pytest.raises(NotAuthentic):
        require(story, made)
    later = AT + timedelta(minutes=1)
    notice = filed(made, actor=story.con, at=later)
    services.judge(notice=Ref(notice.ref), judgement=WHOLE, actor=story.leg, at=later)
    require(story, made)


def test_a_forged_one_is_not_judged(story, made):
    notice = filed(made, actor=story.con, at=AT)
    CollectionNotice.objects.update(used_from=AT.date())
    with pytest.raises(NotAuthentic):
        judged(story, notice)


def test_one_that_nobody_handed_in_is_none(story, made):
    row = filed(made, actor=story.con, at=AT)
    judged(story, row, LACKS)
    row = CollectionNotice.objects.get()
    row.ref, row.position, row.categories = Ref.new("cnotice"), 10**6, Extent.WHOLE
    row.save(force_insert=True)
    with pytest.raises(ToldTooLittle):
        require(story, made)


def test_a_row_of_an_older_home_is_believed_where_the_ledger_says_the_same(story, made):
    notice = filed(made, actor=story.con, at=AT)
    judged(story, notice, LACKS)
    (guarded,) = ledger_agreement.guarded
    row = CollectionNotice.objects.get()
    assert guarded.agreed([row]) == [row.entry_position]
    for column, other in (("categories", "whole"), ("missing", ""), ("used_from", AT.date())):
        forged = CollectionNotice.objects.get()
        setattr(forged, column, other)
        assert guarded.agreed([forged]) == [None]


def test_a_sound_home_stays_sound(story, made):
    judged(story, filed(made, actor=story.con, at=AT))
    assert verification.is_authentic(CollectionNotice.objects.get())
    assert all(one.is_sound for one in review.review())
