"""Several papers by one press: filed where the deal waits for them, confirmed by a side."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals.awaited_papers import awaited
from shoumi.base.deals.models import Filing
from shoumi.base.tests.kept import kept
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def paper(word="one"):
    content = made_up_papers.pdf(f"Made up {word}", "Company: 91990000MA0DEM0213")
    return SimpleUploadedFile("paper.pdf", content)


def form(house):
    return f"/deals/{house.deal}/do/deal-file-list"


def listed(text):
    return re.findall(r'name="(\w+)-document"', text)


def sends(house, kinds, **more):
    given = {f"{kind}-document": paper(kind) for kind in kinds}
    return signed_in(house[people.CONSULTANT]).act(form(house), **given, **more)


def takes_up(house):
    """The deal comes to its mandate, which waits for several papers."""
    kept("house whose deal is at its mandate", lambda: _taken_up(house))


def _taken_up(house):
    sends(house, [FilingKind.NOTICE_17])
    for act in ("deal-advance", "deal-finish"):
        address = f"/deals/{house.deal}/do/{act}"
        assert signed_in(house[people.CONSULTANT]).act(address, stage="intake").status_code == 200


@pytest.mark.both
def test_the_form_lists_what_milestones_of_now_lack_and_files_what_was_chosen(house):
    takes_up(house)
    kinds = listed(signed_in(house[people.CONSULTANT]).get(form(house)).content.decode())
    assert kinds == awaited(house.deal, {Role.CON}, clock.now())
    answer = sends(house, kinds[:2])
    assert answer.status_code == 200
    on_file = {one.kind for one in Filing.objects.filter(deal=house.deal)}
    assert on_file >= set(kinds[:2])
    assert not on_file & set(kinds[2:])


def test_what_is_on_file_is_not_asked_for_again(house):
    kind = FilingKind.NOTICE_17
    assert kind in awaited(house.deal, {Role.CON}, clock.now())
    sends(house, [kind])
    assert kind not in awaited(house.deal, {Role.CON}, clock.now())


def test_with_nothing_missing_the_form_says_so(house):
    kinds = awaited(house.deal, {Role.CON}, clock.now())
    sends(house, kinds)
    answer = signed_in(house[people.CONSULTANT]).get(form(house))
    assert "现在没有你能归档的文件缺着" in answer.content.decode()


def test_nobody_is_asked_for_what_another_files(house):
    every = awaited(house.deal, set(Role), clock.now())
    assert awaited(house.deal, {Role.SUP}, clock.now()) == [
        kind for kind in every if kind is FilingKind.SUPERVISOR_SIGNOFF
    ]


def test_where_one_is_refused_none_is_filed_and_its_field_says_why(house):
    takes_up(house)
    entries = len(told("deal.filed"))
    first, second, *_ = awaited(house.deal, {Role.CON}, clock.now())
    bad = {f"{second}-document": SimpleUploadedFile("x.pdf", b"%PDF-")}
    answer = sends(house, [first], **bad)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "field-error" in text[text.index(f'name="{second}-document"') :]
    assert not Filing.objects.filter(deal=house.deal, kind__in=[first, second]).exists()
    assert len(told("deal.filed")) == entries


def test_a_day_ahead_stops_all_of_them(house):
    takes_up(house)
    first, second, *_ = awaited(house.deal, {Role.CON}, clock.now())
    answer = sends(house, [first, second], **{f"{second}-on": "2090-01-01"})
    assert answer.status_code == 422
    assert not Filing.objects.filter(deal=house.deal, kind__in=[first, second]).exists()


def errors(text, name):
    """What is said beside the field of that name."""
    rest = text[text.index(f'name="{name}"') :]
    return re.findall(
        r'class="field-error"[^>]*>([^<]*)', rest[: rest.find('class="field"') % len(rest)]
    )


@pytest.mark.parametrize(
    ("lang", "ahead", "lost"),
    [("zh", "还没有到", "没有选文件"), ("en", "after today", "no document is chosen")],
)
def test_all_that_is_wrong_is_said_at_once_each_at_its_own_field(house, lang, ahead, lost):
    takes_up(house)
    first, second, third, *_ = awaited(house.deal, {Role.CON}, clock.now())
    given = {
        f"{first}-document": SimpleUploadedFile("x.pdf", b"%PDF-"),
        f"{second}-document": paper(second),
        f"{second}-on": "2090-01-01",
        f"{third}-on": "2026-01-05",
    }
    answer = signed_in(house[people.CONSULTANT], lang=lang).act(form(house), **given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert errors(text, f"{first}-document")
    assert ahead in "".join(errors(text, f"{second}-on"))
    assert not errors(text, f"{second}-document")
    assert lost in "".join(errors(text, f"{third}-document"))
    assert ("有 3 处要改" if lang == "zh" else "3 things have to be changed") in text
    assert 'value="2026-01-05"' in text
    kinds = [first, second, third]
    assert not Filing.objects.filter(deal=house.deal, kind__in=kinds).exists()


def test_without_a_paper_nothing_is_filed(house):
    answer = sends(house, [])
    assert answer.status_code == 422
    assert "一份文件也没有选" in answer.content.decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_side_confirms_several_at_once(house, lang):
    kinds = ["service_agreement", "terms_accepted"]
    for kind in kinds:
        given = {"kind": kind, "document": paper(kind)}
        signed_in(house[people.CONSULTANT]).act(f"/deals/{house.deal}/do/deal-file", **given)
    seller = signed_in(house[people.SELLER], lang=lang)
    address = f"/papers/{house.deal}/do/paper-confirm-list"
    assert address in seller.get(f"/papers?deal={house.deal}").content.decode()
    refs = [one.ref for one in deals.waiting(house.deal, {Role.TR})]
    assert len(refs) == 2
    assert seller.act(address, filings=refs).status_code == 200
    assert deals.waiting(house.deal, {Role.TR}) == []


def test_nobody_confirms_for_another_side(house):
    given = {"kind": "terms_accepted", "document": paper()}
    signed_in(house[people.CONSULTANT]).act(f"/deals/{house.deal}/do/deal-file", **given)
    (one,) = deals.waiting(house.deal, {Role.TR})
    address = f"/papers/{house.deal}/do/paper-confirm-list"
    assert signed_in(house.buyer).act(address, filings=[one.ref]).status_code == 422
    assert deals.waiting(house.deal, {Role.TR}) == [one]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_side_that_sends_what_does_not_wait_is_told_so_at_the_field(house, lang):
    for kind in ("service_agreement", "terms_accepted"):
        given = {"kind": kind, "document": paper(kind)}
        signed_in(house[people.CONSULTANT]).act(f"/deals/{house.deal}/do/deal-file", **given)
    seller = signed_in(house[people.SELLER], lang=lang)
    address = f"/papers/{house.deal}/do/paper-confirm-list"
    refs = [one.ref for one in deals.waiting(house.deal, {Role.TR})]
    foreign = str(Ref.new("filing"))
    for sent in ([], [refs[0], foreign], [str(Ref.new("filing")) for _ in range(40)]):
        answer = seller.act(address, filings=sent)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "field-error" in text
        assert foreign not in text
        assert ("checked" in text) == (refs[0] in sent)
    assert [one.ref for one in deals.waiting(house.deal, {Role.TR})] == refs
