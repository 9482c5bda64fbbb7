"""The verbs of confidentiality agreements: draw up, sign, renew, record a breach, end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.agreements import queries, rules, services
from shoumi.chapters.agreements.documents import nda
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import Caution, Kind, Scope, Terms
from shoumi.chapters.agreements.verbs.fields import FIELDS
from shoumi.chapters.agreements.verbs.place import AGREEMENT, last_day, own
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_CONDITIONS = frozenset({"nda.effective", "nda.no_reidentification"})
_WRITERS = (Role.LEG, Role.CON)


def _draft(call: Call) -> Agreement:
    """Draw up; without a paper of one's own the house's form is used."""
    return _drawn_up(call, call.on)


def _renew(call: Call) -> Agreement:
    """Renewing is drawing up the next one; the earlier stays as long as it runs."""
    return _drawn_up(call, Ref(queries.get(call.on).deal))


def _drawn_up(call: Call, deal: Ref) -> Agreement:
    given = call.given
    persons = {ref: accounts.person(ref).name for ref in given["persons"]}
    terms = Terms(
        given["kind"],
        frozenset(given["clauses"]),
        given["damages"],
        given["loss"],
        given["until"],
    )
    paper = given["paper"] or nda.nda(deals.deal(deal), terms, persons, call.at)
    return services.draft(
        deal=deal,
        terms=terms,
        persons=persons,
        levels=given["levels"],
        paper=paper,
        actor=call.actor,
        at=call.at,
    )


def _sign(call: Call) -> Agreement:
    return services.sign(agreement=call.on, person=call.actor, name=call.actor_name, at=call.at)


def _ended(service: Callable[..., object]) -> Callable[[Call], Agreement]:
    def do(call: Call) -> Agreement:
        service(agreement=call.on, actor=call.actor, at=call.at)
        return queries.get(call.on)

    return do


def told(found: Agreement) -> dict[str, Any]:
    """An agreement as a command and an operation tell it."""
    return {
        "ref": found.ref,
        "kind": found.kind,
        "state": found.state,
        "persons": found.persons,
        "signed": found.signed,
        "levels": found.levels,
        "damages": found.damages,
        "warnings": found.warnings,
        "until": found.until,
        "document": found.document,
        "position": found.position,
    }


def _told_signed(found: Agreement) -> dict[str, Any]:
    counts = {"signed_count": len(found.signed), "persons_count": len(found.persons)}
    return counts | told(found)


def _told_ended(found: Agreement) -> dict[str, Any]:
    return {"ref": found.ref}


def _cautions(found: Agreement) -> Iterator[str]:
    most = rules.damages_ceiling(found.estimated_loss)
    for word in found.warnings:
        zh, en = names.pair(Caution(word))
        if word == Caution.DAMAGES_OVER_RATIO:
            zh, en = f"{zh}（上限 {most} 元）", f"{en} (ceiling: {most} yuan)"
        yield answers.say((f"提示：{zh}", f"warning: {en}"))


def _about(request: PageRequest, agreement: str) -> Iterator[tuple[Both, object]]:
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


_PAGE = OnPage(back="agreement", to=("agreement", "agreement"), facts=_about)


def _operation(summary: str, scope: Scope = Scope.SIGN, **more: Any) -> InApi:
    return InApi(scope=scope, summary=summary, answer=_answer, tells=told, **more)


def _answer() -> type[Any]:
    from shoumi.chapters.agreements.verbs.answer import AgreementLine

    return AgreementLine


SIGN = Verb(
    noun="agreement",
    name="sign",
    on=AGREEMENT,
    do=_sign,
    tells=_told_signed,
    title=("签署", "Sign"),
    done=("签好了", "Signed"),
    help=(
        "先读文本。签名用你自己的密钥，写进 PDF；最后一人签完，协议生效。",
        "Read the paper first. Your own key signs the PDF; with the last one it binds.",
    ),
    button=("我已读过文本，签署", "I have read the paper; sign"),
    satisfies=_CONDITIONS,
    who=Who.SIGNED_IN,
    is_final=True,
    is_fresh=True,
    page=replace(_PAGE, prefill=_mine_to_sign),
    command=OnTerminal(
        said=(
            "{signed_count}/{persons_count} 已签署，{state}",
            "{signed_count} of {persons_count} have signed, {state}",
        ),
        asks_yes=False,
    ),
    operation=_operation("Sign with one's own key; with the last signature it is in force."),
)
WITHDRAW = Verb(
    noun="agreement",
    name="withdraw",
    on=AGREEMENT,
    do=_ended(services.withdraw),
    tells=_told_ended,
    title=("撤回草稿", "Take the draft back"),
    done=("已撤回，谁也不再签它", "Taken back; nobody signs it any more"),
    roles=_WRITERS,
    help=(
        "只撤得回还没签齐的。已签的名和文件留作证据；要改就另起草一份。",
        "Only before all have signed. What was signed stays as evidence; draw up another.",
    ),
    button=("撤回", "Take it back"),
    is_final=True,
    page=_PAGE,
    command=OnTerminal(),
    operation=_operation("Take a draft back before everybody has signed.", Scope.WRITE),
)
DRAFT = Verb(
    noun="agreement",
    name="draft",
    on=DEAL,
    do=_draft,
    tells=told,
    title=("起草保密协议", "Draw up an NDA"),
    done=("协议已起草，等签署人签", "Drawn up; its signers sign next"),
    roles=_WRITERS,
    fields=FIELDS,
    help=(
        "必备条款缺一不可；各方之间须约定违约金，员工协议不得约定。",
        "No mandatory clause may be missing; damages are set, but none of an employee.",
    ),
    button=("起草", "Draw it up"),
    satisfies=_CONDITIONS,
    page=OnPage(back="deal", to=_PAGE.to, facts=scoping.about),
    command=OnTerminal(
        said=(
            "{ref} 待签署：shoumi agreement sign {ref} --as 签署人",
            "{ref} is to be signed: shoumi agreement sign {ref} --as WHO",
        ),
        warns=_cautions,
    ),
    operation=_operation(
        "Lay an agreement before its signers; warnings are kept with it for them to see.",
        Scope.WRITE,
        status=201,
        path="agreements",
    ),
)
RENEW = Verb(
    noun="agreement",
    name="renew",
    on=AGREEMENT,
    do=_renew,
    tells=told,
    title=("续签", "Renew"),
    done=("新的一份已起草，等签署人签", "The next one is drawn up; its signers sign"),
    roles=_WRITERS,
    fields=FIELDS,
    help=(
        "照这一份起草新的一份，可以改。旧的一份到期前照样有效。",
        "Draws up the next one after this one. The old one runs until its own end.",
    ),
    button=("起草新的一份", "Draw up the next one"),
    page=_PAGE,
    # A command and a program name all its terms, so for them renewing is drawing up.
)
BREACH = Verb(
    noun="agreement",
    name="breach",
    on=AGREEMENT,
    do=_ended(services.breach),
    tells=_told_ended,
    title=("记录违约", "Record a breach"),
    done=("已记为违约，数据室已关", "The breach is recorded and the rooms are shut"),
    roles=(Role.LEG, Role.DPO),
    help=(
        "签署人的数据室马上关上，别的协议也开不了；以后重新签的才算。",
        "The signers' rooms shut at once and no other paper keeps them open.",
    ),
    button=("记为违约", "Record it"),
    is_final=True,
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(),
    operation=_operation("Record a breach; the rooms shut at once."),
)
REVOKE = Verb(
    noun="agreement",
    name="revoke",
    on=AGREEMENT,
    do=_ended(services.revoke),
    tells=_told_ended,
    title=("解除协议", "End the agreement"),
    done=("协议已解除", "The agreement is ended"),
    roles=(Role.LEG,),
    help=(
        "双方合意解除。数据室关上，保密义务继续有效（民法典第五百五十八条）。",
        "By the sides' own will. The rooms shut; the duty to keep silent goes on (CC 558).",
    ),
    button=("解除", "End it"),
    is_final=True,
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(),
    operation=_operation("End an agreement by the sides' own will."),
)
VERBS = (SIGN, WITHDRAW, DRAFT, RENEW, BREACH, REVOKE)
