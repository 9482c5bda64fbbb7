"""A filed paper is looked at, compared with the deal, sealed, and can be opened again."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.deals import errors, queries, rules, services
from shoumi.base.deals.models import Filing
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewPaper
from shoumi.base.deals.sides import filings
from shoumi.base.deals.tests.story import on, story_with_keys
from shoumi.base.documents.examined import Examined, Format
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
TARGET, OTHER = "91990000MA0DEM0213", "91990000MA0DEM048T"
AT = on("09-18")


@pytest.fixture
def story(home):
    return kept("story with keys", story_with_keys)


def paper(*companies, kind=Format.PDF, is_read=True, content=b"%PDF made up"):
    return Examined(content, kind, companies=frozenset(companies), is_read=is_read)


def put(story, looked=None, kind=FilingKind.SPA, actor=None, **more):
    new = NewPaper(kind=kind, paper=looked or paper(TARGET), **more)
    return services.file_paper(deal=story.ref, new=new, actor=actor or story.con, at=AT)


def test_it_is_kept_and_opened_by_who_may(story):
    filed = put(story)
    assert Document.objects.get(ref=filed.document).deal == story.ref
    for may in (story.con, story.dpo, story.head, story.leg, story.fin):
        assert services.open_paper(filing=Ref(filed.ref), actor=may, at=AT) == b"%PDF made up"
    line = reader.entry(reader.size() - 1).line()
    assert (line.tag, line.about) == ("deal.paper_opened", filed.ref)
    service = story.house.enrol("王样本", at=AT)
    story.house.give(service, Role.CS, at=AT)
    for may_not in (service, story.sup, story.sides[PartyRole.TE]):
        with pytest.raises(NotPermitted):
            services.open_paper(filing=Ref(filed.ref), actor=may_not, at=AT)


def test_a_side_opens_its_own_word_and_not_the_others(story):
    filed = put(story, kind=FilingKind.TERMS_ACCEPTED)
    seller, buyer = story.sides[PartyRole.TR], story.sides[PartyRole.TE]
    assert services.open_paper(filing=Ref(filed.ref), actor=seller, at=AT)
    with pytest.raises(NotPermitted):
        services.open_paper(filing=Ref(filed.ref), actor=buyer, at=AT)


def test_a_buyer_in_the_place_of_another_opens_nothing_of_the_former_one(story):
    (buyer,) = queries.parties(story.ref, PartyRole.TE)
    filed = put(
        story, paper(TARGET), FilingKind.LOI, story.sides[PartyRole.TE], party=Ref(buyer.ref)
    )
    next_buyer = story.house.enrol("周样本", Kind.PARTY, at=AT)
    services.add_party(
        deal=story.ref,
        party=services.NewParty(PartyRole.TE, "虚构受让方", person=next_buyer),
        actor=story.con,
        at=AT,
    )
    assert services.open_paper(filing=Ref(filed.ref), actor=story.sides[PartyRole.TE], at=AT)
    with pytest.raises(NotPermitted):
        services.open_paper(filing=Ref(filed.ref), actor=next_buyer, at=AT)
    of, sides = queries.deal(story.ref), queries.sides_of(next_buyer, story.ref, AT)
    assert Role.TE in sides
    assert not filings(of, next_buyer, sides).exists()


def test_of_one_whose_fingerprint_alone_was_kept_there_is_nothing_to_open(story):
    filed = story.file(FilingKind.SPA, "09-18")
    with pytest.raises(errors.NotKept):
        services.open_paper(filing=Ref(filed.ref), actor=story.con, at=AT)


@pytest.mark.parametrize(
    ("looked", "told"),
    [
        (paper(TARGET), "matches"),
        (paper(TARGET, OTHER), "matches"),
        (paper("91990000MA0DEM03XT"), "matches"),
        (paper(), "none_named"),
        (paper(is_read=False), "not_readable"),
    ],
)
def test_the_company_in_it_is_compared_and_what_came_of_it_is_told(story, looked, told):
    filed = put(story, looked)
    assert filed.facts["company"] == told
    assert reader.entry(filed.position).line().facts["company"] == told


def test_a_paper_of_another_company_is_refused(story):
    with pytest.raises(errors.OtherCompany):
        put(story, paper(OTHER))
    assert not Filing.objects.exists()
    assert not Document.objects.exists()


def test_a_licence_without_its_companys_code_is_refused(story):
    with pytest.raises(errors.NoCompanyNamed):
        put(story, paper(), FilingKind.NEW_LICENCE)
    assert not Document.objects.exists()
    # What nobody could read is filed, and says so.
    assert put(story, paper(is_read=False), FilingKind.NEW_LICENCE).facts["company"] == (
        "not_readable"
    )


@pytest.mark.parametrize(
    ("kind", "came", "is_taken"),
    [
        (FilingKind.SPA, Format.PDF, True),
        (FilingKind.SPA, Format.PICTURE, True),
        (FilingKind.SPA, Format.DOCX, False),
        (FilingKind.SPA, Format.TXT, False),
        (FilingKind.SHAREHOLDER_REGISTER, Format.XLSX, True),
        (FilingKind.SHAREHOLDER_REGISTER, Format.CSV, False),
    ],
)
def test_what_a_kind_may_come_as(story, kind, came, is_taken):
    if is_taken:
        assert put(story, paper(TARGET, kind=came), kind).facts["format"] == came
        return
    with pytest.raises(errors.NotSuchAPaper):
        put(story, paper(TARGET, kind=came), kind)
    assert not Document.objects.exists()


def test_nothing_is_dated_after_today(story):
    assert put(story, on=date(2026, 9, 18)).on == date(2026, 9, 18)
    with pytest.raises(errors.DatedAhead):
        put(story, paper(content=b"%PDF another"), on=date(2026, 9, 19))
    assert Filing.objects.count() == 1


def test_what_is_refused_is_not_kept(story):
    outsider = story.house.enrol("外人", Kind.PARTY, at=AT)
    with pytest.raises(errors.MayNotFile):
        put(story, actor=outsider)
    with pytest.raises(errors.NoSuchParty):
        put(story, party=Ref("party-x"))
    put(story)
    with pytest.raises(errors.AlreadyFiled):
        put(story)
    assert Document.objects.count() == 1


def test_every_kind_comes_as_a_pdf():
    assert all(Format.PDF in rules.formats(kind) for kind in FilingKind)
