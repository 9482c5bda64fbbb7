import pytest
from django.db import IntegrityError, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import errors, queries, services
from shoumi.base.deals.models import Deal, MilestoneState, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty, NewSet
from shoumi.base.deals.tests.story import PARTIES, Story, on
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return kept("story", Story)


def create(story, parties=PARTIES, actor=None, at=None):
    return services.create(
        deal_type=DealType.EQUITY,
        title="t",
        parties=parties,
        actor=actor or story.con,
        at=at or on("09-01"),
    )


def add_set(story, code="crm", kind=Recipient.OTHER, role=PartyRole.TE, **flags):
    (target,) = queries.parties(story.ref, PartyRole.TARGET)
    (recipient,) = queries.parties(story.ref, role)
    new = NewSet(code, "客户资料", Ref(target.ref), Ref(recipient.ref), kind, **flags)
    return services.add_dataset(deal=story.ref, dataset=new, actor=story.dpo, at=on("09-01"))


def test_deals_are_numbered_by_the_year_in_china(story):
    assert story.deal.number == "D-2026-001"
    assert create(story).number == "D-2026-002"
    new_year_in_china = on("12-31", 17)
    assert create(story, at=new_year_in_china).number == "D-2027-001"


def test_every_milestone_of_a_new_deal_waits(story):
    states = queries.milestones(story.ref)
    assert list(states) == [s for s in DealStage if s not in ("terminated", "suspended")]
    assert {row.state for row in states.values()} == {Standing.WAITING}


def test_a_new_deal_stands_in_the_ledger_without_a_name(story):
    (entry,) = reader.entries(deal=story.ref)
    assert dict(entry.line().facts) == {
        "year": 2026,
        "number": 1,
        "type": "equity",
        "parties": 4,
    }
    assert "赵" not in entry.body.decode()


@pytest.mark.parametrize(
    "parties",
    [
        PARTIES[:1],
        PARTIES[1:],
        (*PARTIES, PARTIES[0]),
        (*PARTIES, NewParty(PartyRole.VENDOR, "速达", "91990000MA0DEM048")),
        (*PARTIES, NewParty(PartyRole.VENDOR, "")),
    ],
    ids=["no transferor", "no target", "two targets", "malformed code", "no name"],
)
def test_parties_are_checked(story, parties):
    with pytest.raises(errors.BadParty):
        create(story, parties)
    assert Deal.objects.count() == 1


def test_only_those_who_lead_deals_begin_one(story):
    with pytest.raises(NotPermitted):
        create(story, actor=story.fin)


def test_a_buyer_may_be_named_later(story):
    party = NewParty(PartyRole.TE, "海棠虚构科技有限公司", "91990000MA0DEM03XT")
    services.add_party(deal=story.ref, party=party, actor=story.con, at=on("09-01"))
    assert len(queries.parties(story.ref, PartyRole.TE)) == 2
    with pytest.raises(errors.AlreadyThere):
        services.add_party(deal=story.ref, party=PARTIES[0], actor=story.con, at=on("09-01"))


@pytest.mark.both
def test_the_database_keeps_each_milestone_and_number_unique(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneState.objects.create(deal=story.deal, code="tax")
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(MilestoneState.objects.filter(code="tax"), state=Standing.DONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        authenticated.change(Deal.objects.all(), overlay="suspended")


@pytest.mark.parametrize(
    ("deal_type", "kind", "role", "before", "after"),
    [
        (DealType.EQUITY, Recipient.TARGET, PartyRole.TARGET, "CHANGE_NOTICE", "CHANGE_NOTICE"),
        (DealType.EQUITY, Recipient.OTHER, PartyRole.TE, "ART23_SEPARATE_CONSENT", None),
        (
            DealType.MERGER,
            Recipient.SUCCESSOR,
            PartyRole.TE,
            "ART23_SEPARATE_CONSENT",
            "ART22_NOTICE",
        ),
    ],
)
def test_the_instrument_follows_the_recipient_and_the_effect(deal_type, kind, role, before, after):
    story = Story(deal_type)
    dataset = add_set(story, kind=kind, role=role)
    assert dataset.instruments == before
    authenticated.change(
        MilestoneState.objects.filter(deal=story.deal, code="registered"),
        state=Standing.DONE,
        opened_at=on("10-23"),
        done_at=on("10-23"),
    )
    assert queries.is_effective(story.ref)
    assert queries.answer(dataset).base == (after or before)


def test_overlays_of_a_set_are_kept(story):
    dataset = add_set(story, has_sensitive=True, has_children=True)
    assert dataset.instruments == "ART23_SEPARATE_CONSENT ART29 ART31"
    assert [each.code for each in queries.datasets(story.ref)] == ["crm"]


def test_a_set_has_a_code_and_parties_of_the_deal(story):
    add_set(story)
    with pytest.raises(errors.AlreadyThere):
        add_set(story)
    strangers = NewSet("x", "x", Ref("party-x"), Ref("party-x"), Recipient.OTHER)
    with pytest.raises(errors.NoSuchParty):
        services.add_dataset(deal=story.ref, dataset=strangers, actor=story.dpo, at=on("09-01"))


def test_a_lawyers_opinion_decides_an_asset_deal_again_once_it_is_effective():
    story = Story(DealType.ASSET)
    dataset = add_set(story, kind=Recipient.SUCCESSOR)
    authenticated.change(
        MilestoneState.objects.filter(deal=story.deal, code="registered"),
        state=Standing.DONE,
        opened_at=on("10-23"),
        done_at=on("10-23"),
    )
    assert queries.answer(dataset).base == "ART23_SEPARATE_CONSENT"
    story.file(FilingKind.OPINION_22, "10-23")
    dataset.refresh_from_db()
    assert dataset.instruments == "ART22_NOTICE"
    assert list(reader.entries(tag="deal.instrument_decided", deal=story.ref))


def test_the_name_of_a_destroyed_person_is_blanked_and_a_companys_stays(story):
    contact = Ref("sub-zhao")
    Party.objects.filter(role__in=[PartyRole.TR, PartyRole.TARGET]).update(contact=contact)
    assert services.forget_parties([contact, Ref("sub-other")]) == 1
    assert [p.name for p in queries.parties(story.ref, PartyRole.TR)] == [""]
    assert [p.name for p in queries.parties(story.ref, PartyRole.TARGET)] != [""]
    assert services.forget_parties([contact]) == 0
