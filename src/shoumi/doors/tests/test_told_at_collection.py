"""Nobody is stored or used of whom nobody knows that they were told when the data was collected."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.attestations import controls, doors
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.collection_notices import queries, services
from shoumi.base.collection_notices.errors import NotTold, ToldNothing, ToldTooLittle, ToldUnjudged
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Extent, Fault, NoNotice
from shoumi.base.collection_notices.services import Judgement
from shoumi.base.collection_notices.tests.handed_in import WHOLE, filed, told_at_collection
from shoumi.base.deals import queries as deal_queries
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.deals.rules import TerminateReason
from shoumi.base.inbox import queries as inbox
from shoumi.base.intake import pending_uploads
from shoumi.base.registry import InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction import rules as destruction
from shoumi.chapters.destruction import services as destroying
from shoumi.core.handbook import DoorAct
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.office import ANNA, BERT, Office, refused
from shoumi.doors.tests.put_back_home import Copy, is_whole

pytestmark = [
    pytest.mark.both(one_in=4),
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
LACKS = Judgement(Extent.WHOLE, Extent.PART, Extent.NOT, "没有写收集身份证号")
USES = (DoorAct.READ, DoorAct.SEND, DoorAct.IMPORT, DoorAct.CAMPAIGN, DoorAct.SEAL)


@pytest.fixture
def office(house, tmp_path):
    return Office.of(house, tmp_path / "company")


def none(office):
    house = office.house
    about = {"deal": house.deal, "dataset": house.dataset, "actor": house.dpo, "at": house.at}
    return services.state_none(reason=NoNotice.NEVER, **about)


def judged(office, judgement):
    house = office.house
    (newest, *_) = queries.of_set(house.dataset)
    services.judge(notice=Ref(newest.ref), judgement=judgement, actor=house.dpo, at=house.at)


def handed_in_anew(office):
    house = office.house
    made = DataSet.objects.get(ref=house.dataset)
    filed(made, actor=house.dpo, at=house.at, text="补充告知：姓名、手机号用于预约和结算。")
    judged(office, WHOLE)


def held(house):
    return controls.holding("6.1", house.deal, house.at)


def shut(house, deal=None):
    """The uses that 6.1 shuts."""
    found = []
    for act in USES:
        try:
            doors.require(act, deal=deal or house.deal, at=house.at)
        except DoorShut as error:
            found += [act] if "6.1" in error.facts["demands"] else []
    return tuple(found)


def brought(house):
    file = SimpleUploadedFile("客户.csv", "姓名\n虚构甲\n".encode())
    return pending_uploads.keep(
        [file], deal=house.deal, dataset=house.dataset, actor=house.dpo, at=house.at
    )


def test_files_are_refused_until_people_were_told(office):
    house, path = office.house, office.write(ANNA)
    plan, made = office.plan(path), DataSet.objects.get(ref=office.house.dataset)

    def are_refused(refusal):
        refused(refusal, lambda: office.take_in(plan, path))
        with pytest.raises(refusal):
            brought(house)

    none(office)
    are_refused(ToldNothing)
    filed(made, actor=house.dpo, at=house.at)
    are_refused(ToldUnjudged)
    judged(office, LACKS)
    are_refused(ToldTooLittle)
    handed_in_anew(office)
    brought(house)
    assert office.take_in(plan, path).new


def test_who_is_held_and_was_told_is_used_and_the_rest_of_the_rule_is_said_to_lack(office):
    office.first(ANNA, BERT)
    found = held(office.house)
    assert (found.state, found.reason) == (ControlState.PARTIAL, "consent.missing_6_1")
    assert shut(office.house) == ()


@pytest.mark.parametrize(
    ("lapse", "reason"),
    [(none, Fault.NONE), (lambda office: judged(office, LACKS), Fault.LACKING)],
)
def test_a_door_that_stands_open_shuts_for_that_deal_and_a_supplement_opens_it(
    office, lapse, reason
):
    house = office.house
    office.first(ANNA)
    other = house.new_deal()
    assert shut(house) == ()
    lapse(office)
    assert (held(house).state, held(house).reason) == (ControlState.FAIL, reason.value)
    assert shut(house) == USES
    assert shut(house, other) == ()
    handed_in_anew(office)
    assert shut(house) == ()


def test_that_something_is_handed_on_may_be_told_by_a_campaign_alone(office):
    office.first(ANNA)
    judged(office, Judgement(Extent.WHOLE, Extent.WHOLE, Extent.NOT, "没有写公司会转让"))
    assert shut(office.house) == ()


def test_whoever_is_left_out_shuts_nothing_any_more(office):
    house = office.house
    (anna,) = office.first(ANNA)
    none(office)
    order = destroying.propose(
        deal=house.deal,
        subjects=[anna],
        basis=destruction.Basis.REQUESTED,
        actor=house.dpo,
        at=house.at,
    )
    for who in (people.OPERATIONS, people.SECURITY):
        destroying.confirm(order=Ref(order.ref), actor=house[who], at=house.at)
    destroying.carry_out(order=Ref(order.ref), actor=house.dpo, at=house.at)
    assert queries.faults().sets == {}
    assert held(house).holds


def test_a_deal_that_is_over_is_asked_for_nothing(office):
    house = office.house
    office.first(ANNA)
    none(office)
    deals.terminate(
        deal=house.deal,
        reason=TerminateReason.PARTIES_AGREED,
        note="",
        actor=house.dpo,
        at=house.at,
    )
    assert queries.faults().deals == {}


def an_older_home(office):
    """People were taken in before anybody asked for a notice."""
    house = office.house
    target = DataSet.objects.get(ref=house.dataset)
    new = deals.NewSet("older", "老客户", target.handler_id, target.recipient_id, Recipient.OTHER)
    made = deals.add_dataset(deal=house.deal, dataset=new, actor=house.dpo, at=house.at)
    office.first(ANNA)
    Subject.objects.update(dataset=made.ref)
    return made


def test_an_older_home_fails_with_what_to_do_until_the_notice_is_handed_in(office):
    house = office.house
    made = an_older_home(office)
    assert held(house).reason == Fault.MISSING.value
    assert shut(house) == USES
    told_at_collection(made, actor=house.dpo, at=house.at)
    assert shut(house) == ()


def waiting(house, name):
    asker = inbox.asker(house[name], house.at)
    found = [one for one in inbox.items(asker) if one.page == "data-set"]
    return [(one.kind, one.what[0], one.of) for one in found]


def test_who_hands_in_and_who_judges_find_it_in_the_inbox(office):
    house = office.house
    assert not waiting(house, people.CONSULTANT)
    made = an_older_home(office)
    asked = (
        InboxKind.PAPER,
        "数据集没有收集时的告知：交来，或说明没有",
        {"dataset": made.ref},
    )
    assert waiting(house, people.CONSULTANT) == waiting(house, people.LEGAL) == [asked]
    assert not waiting(house, people.SERVICE)
    notice = filed(made, actor=house[people.CONSULTANT], at=house.at)
    assert not waiting(house, people.CONSULTANT)
    assert waiting(house, people.LEGAL) == [
        (InboxKind.PAPER, "判断收集时的告知写了什么", {"dataset": made.ref})
    ]
    services.judge(notice=Ref(notice.ref), judgement=WHOLE, actor=house.dpo, at=house.at)
    assert not waiting(house, people.LEGAL)


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: rows.delete(),
        lambda rows: rows.filter(reason="").update(judged_by="person-x"),
        lambda rows: rows.update(dataset="set-other"),
    ],
)
def test_a_notice_that_was_taken_away_or_edited_shuts_what_was_open(office, edit):
    office.first(ANNA)
    assert shut(office.house) == ()
    edit(CollectionNotice.objects.all())
    controls.forget()
    assert held(office.house).reason == NotAuthentic.code
    assert shut(office.house) == USES


def test_a_finding_that_was_written_over_opens_nothing(office):
    office.first(ANNA)
    judged(office, LACKS)
    CollectionNotice.objects.update(categories=Extent.WHOLE)
    controls.forget()
    assert shut(office.house) == USES


@pytest.mark.parametrize("lapse", [none, lambda office: judged(office, LACKS)])
def test_what_was_found_after_a_copy_is_known_again_when_it_is_put_back(office, tmp_path, lapse):
    house = office.house
    office.first(ANNA)
    copy = Copy(tmp_path)
    lapse(office)
    assert shut(house) == USES
    copy.put_back()
    report = copy.catch_up(house.at)
    assert report.replayed.tags["blocked"] == {}
    assert is_whole()
    assert "6.1" in _failing(house)


def test_what_was_said_in_its_favour_after_a_copy_is_said_anew(office, tmp_path):
    house = office.house
    office.first(ANNA)
    judged(office, LACKS)
    copy = Copy(tmp_path)
    judged(office, WHOLE)
    assert "6.1" not in _failing(house)
    copy.put_back()
    copy.catch_up(house.at)
    assert is_whole()
    assert queries.faults().sets == {house.dataset: Fault.LACKING}


def _failing(house):
    controls.forget()
    return {one.id for one, held in controls.survey(house.at, house.deal) if not held.holds}


def test_a_set_without_a_notice_takes_in_nobody(house):
    party = Ref(deal_queries.parties(house.deal)[0].ref)
    new = deals.NewSet("bare", "客户", party, party, Recipient.OTHER)
    made = deals.add_dataset(deal=house.deal, dataset=new, actor=house.dpo, at=house.at)
    with pytest.raises(NotTold):
        queries.require_told(Ref(made.ref), house.deal)
