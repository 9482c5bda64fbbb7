"""What is done about confidentiality agreements: draw up, sign, renew, record a breach, end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.pages import forms, names, scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.say import Bilingual
from shoumi.chapters.agreements import papers, queries, services
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import MANDATORY, Caution, Clause, Kind, Terms
from shoumi.chapters.agreements.views.pages import PLACE, last_day, own
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role

_OF_DEAL = "deals/<str:deal>"
_CONDITIONS = frozenset({"nda.effective", "nda.no_reidentification"})
_ROOMS = (DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3)
_USUAL = tuple(
    clause
    for clause in Clause
    if clause in MANDATORY | {Clause.NO_REIDENTIFICATION, Clause.HIGHLIGHTED_LIMITS}
)
_MOST_YUAN = 10**12
_WRITERS = (Role.LEG, Role.CON)
Place = Mapping[str, Any]


def _earlier(request: PageRequest, place: Place) -> Agreement | None:
    """The agreement that is renewed, where one is."""
    return own(request, place["agreement"]) if "agreement" in place else None


def _deal(request: PageRequest, place: Place) -> Ref:
    earlier = _earlier(request, place)
    return scoping.seen(request, earlier.deal if earlier else place["deal"])


def _people(request: PageRequest, place: Place) -> Iterator[Option]:
    """Who acts for a side of the deal first, then who else is known here."""
    sides = {
        one.person: names.pair(PartyRole(one.role))
        for one in deals.parties(_deal(request, place))
        if one.person
    }
    known = Person.objects.filter(is_active=True).order_by("name", "ref")
    for one in sorted(known, key=lambda one: one.ref not in sides):
        if one.ref not in sides and one.kind == PersonKind.PARTY:
            continue  # of another deal
        zh, en = sides.get(one.ref) or names.pair(PersonKind(one.kind))
        yield one.ref, (f"{one.name}（{zh}）", f"{one.name} ({en})")


def _before(read: Callable[[Agreement], object], otherwise: Callable[[PageRequest], object]) -> Any:
    """What the renewed agreement had, as the form's first value."""

    def initial(request: PageRequest, place: Place) -> object:
        earlier = _earlier(request, place)
        return read(earlier) if earlier else otherwise(request)

    return initial


def _shortest(request: PageRequest) -> date:
    months = constants.get("contract.nda_other_term_min").months
    return anniversary(day_in_china(request.at), months=months)


_FIELDS = (
    Field(
        "kind",
        ("种类", "Kind"),
        forms.Kind.ONE,
        options=words_of(Kind),
        of=Kind,
        initial=_before(lambda one: one.kind, lambda _: Kind.MUTUAL.value),
    ),
    Field(
        "persons",
        ("签署人", "Signers"),
        forms.Kind.MANY,
        (
            "他们签署，也凭它进数据室。双方协议要两边各有人签。",
            "They sign, and it admits them to the rooms. Of a mutual one both sides sign.",
        ),
        options=_people,
        of=Ref,
        initial=_before(lambda one: one.persons, lambda _: []),
    ),
    Field(
        "until",
        ("最后一日", "Its last day"),
        forms.Kind.DAY,
        ("一般信息至少保密两年。", "Ordinary information stays secret for two years at least."),
        initial=lambda request, place: _shortest(request),
    ),
    Field(
        "damages",
        ("违约金（元）", "Damages, yuan"),
        forms.Kind.WHOLE,
        (
            "超过预计损失的 1.3 倍会提示签署人；员工协议填 0。",
            "Over 1.3 times the loss the signers are warned; 0 for an employee.",
        ),
        most=_MOST_YUAN,
        initial=_before(lambda one: one.damages, lambda _: 0),
    ),
    Field(
        "loss",
        ("预计损失（元）", "Estimated loss, yuan"),
        forms.Kind.WHOLE,
        most=_MOST_YUAN,
        initial=_before(lambda one: one.estimated_loss, lambda _: 0),
    ),
    Field(
        "levels",
        ("覆盖的级别", "Levels it covers"),
        forms.Kind.MANY,
        options=words_of(_ROOMS),
        of=DisclosureLevel,
        initial=_before(lambda one: one.levels, lambda _: [*_ROOMS]),
    ),
    Field(
        "clauses",
        ("写明的条款", "What it states"),
        forms.Kind.MANY,
        options=words_of(Clause),
        of=Clause,
        initial=_before(lambda one: one.clauses, lambda _: [*_USUAL]),
    ),
    Field(
        "paper",
        ("自备的 PDF", "Your own PDF"),
        forms.Kind.FILE,
        (
            "签名域叫 signer_1、signer_2……；不附就用本处的范本。",
            "With fields signer_1, signer_2 …; without one the house's form is used.",
        ),
        is_needed=False,
    ),
)


def _draft(request: PageRequest, given: dict[str, Any], **place: str) -> Done:
    """Draw up; renewing is drawing up the next one, the earlier stays as long as it runs."""
    deal = _deal(request, place)
    known = scoping.people(given["persons"])
    persons = {ref: known[ref] for ref in given["persons"]}
    terms = Terms(
        given["kind"],
        frozenset(given["clauses"]),
        given["damages"],
        given["loss"],
        given["until"],
    )
    brought = given["paper"]
    made = services.draft(
        deal=deal,
        terms=terms,
        persons=persons,
        levels=given["levels"],
        paper=brought.read()
        if brought
        else papers.nda(deals.deal(deal), terms, persons, request.at),
        actor=request.who(),
        at=request.at,
    )
    return _to(made.ref)


def _sign(request: PageRequest, given: dict[str, Any], *, agreement: str) -> Done:
    one = own(request, agreement)
    services.sign(
        agreement=Ref(one.ref), person=request.who(), name=request.actor_name, at=request.at
    )
    return _to(one.ref)


def _ended(verb: Callable[..., object]) -> Callable[..., Done]:
    def do(request: PageRequest, given: dict[str, Any], *, agreement: str) -> Done:
        one = own(request, agreement)
        verb(agreement=Ref(one.ref), actor=request.who(), at=request.at)
        return _to(one.ref)

    return do


def _to(agreement: str) -> Done:
    return Done(reverse("agreement", kwargs={"agreement": agreement}))


def _about(request: PageRequest, agreement: str) -> Iterator[tuple[Bilingual, object]]:
    """What is signed or ended, so that nobody decides about the wrong paper."""
    one = own(request, agreement)
    known = scoping.people(one.persons)
    yield ("协议", "Agreement"), names.of(Kind(one.kind), request.lang)
    yield ("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "")
    yield ("签署人", "Signers"), tuple(known.get(ref, ref) for ref in one.persons)
    yield ("已签", "Signed"), tuple(known.get(ref, ref) for ref in one.signed) or None
    yield ("覆盖级别", "Levels"), tuple(one.levels)
    yield ("最后一日", "Last day"), last_day(request, one.until)
    yield ("违约金（元）", "Damages, yuan"), one.damages
    for word in one.warnings:
        yield ("提示", "Warning"), names.of(Caution(word), request.lang)
    yield ("文件摘要", "SHA-256 of the paper"), one.sha256


def _mine_to_sign(
    request: PageRequest, condition: str, **place: object
) -> Mapping[str, str] | None:
    """The agreement of this deal that waits for the very person who looks."""
    if request.actor is None or "deal" not in place:
        return None
    found = queries.to_sign(request.actor, Ref(str(place["deal"])))
    return {"agreement": found.ref} if found else None


ACTS = (
    Act(
        slug="agreement-sign",
        place=PLACE,
        title=("签署", "Sign"),
        done=("签好了", "Signed"),
        do=_sign,
        help=(
            "先读文本。签名用你自己的密钥，写进 PDF；最后一人签完，协议生效。",
            "Read the paper first. Your own key signs the PDF; with the last one it binds.",
        ),
        button=("我已读过文本，签署", "I have read the paper; sign"),
        satisfies=_CONDITIONS,
        prefill=_mine_to_sign,
        who=Who.SIGNED_IN,
        is_final=True,
        is_fresh=True,
        back="agreement",
        facts=_about,
    ),
    Act(
        slug="agreement-withdraw",
        place=PLACE,
        title=("撤回草稿", "Take the draft back"),
        done=("已撤回，谁也不再签它", "Taken back; nobody signs it any more"),
        do=_ended(services.withdraw),
        roles=_WRITERS,
        help=(
            "只撤得回还没签齐的。已签的名和文件留作证据；要改就另起草一份。",
            "Only before all have signed. What was signed stays as evidence; draw up another.",
        ),
        button=("撤回", "Take it back"),
        is_final=True,
        back="agreement",
        facts=_about,
    ),
    Act(
        slug="agreement-draft",
        place=_OF_DEAL,
        title=("起草保密协议", "Draw up an NDA"),
        done=("协议已起草，等签署人签", "Drawn up; its signers sign next"),
        do=_draft,
        roles=_WRITERS,
        fields=_FIELDS,
        help=(
            "必备条款缺一不可；员工协议不得约定违约金。",
            "No mandatory clause may be missing; an employee's may carry no damages.",
        ),
        button=("起草", "Draw it up"),
        satisfies=_CONDITIONS,
        back="deal",
        facts=scoping.about,
    ),
    Act(
        slug="agreement-renew",
        place=PLACE,
        title=("续签", "Renew"),
        done=("新的一份已起草，等签署人签", "The next one is drawn up; its signers sign"),
        do=_draft,
        roles=_WRITERS,
        fields=_FIELDS,
        help=(
            "照这一份起草新的一份，可以改。旧的一份到期前照样有效。",
            "Draws up the next one after this one. The old one runs until its own end.",
        ),
        button=("起草新的一份", "Draw up the next one"),
        back="agreement",
        facts=_about,
    ),
    Act(
        slug="agreement-breach",
        place=PLACE,
        title=("记录违约", "Record a breach"),
        done=("已记为违约，数据室已关", "The breach is recorded and the rooms are shut"),
        do=_ended(services.breach),
        roles=(Role.LEG, Role.DPO),
        help=(
            "签署人的数据室马上关上，别的协议也开不了；以后重新签的才算。",
            "The signers' rooms shut at once and no other paper keeps them open.",
        ),
        button=("记为违约", "Record it"),
        is_final=True,
        is_fresh=True,
        back="agreement",
        facts=_about,
    ),
    Act(
        slug="agreement-revoke",
        place=PLACE,
        title=("解除协议", "End the agreement"),
        done=("协议已解除", "The agreement is ended"),
        do=_ended(services.revoke),
        roles=(Role.LEG,),
        help=(
            "双方合意解除。数据室关上，保密义务继续有效（民法典第五百五十八条）。",
            "By the sides' own will. The rooms shut; the duty to keep silent goes on (CC 558).",
        ),
        button=("解除", "End it"),
        is_final=True,
        is_fresh=True,
        back="agreement",
        facts=_about,
    ),
)
