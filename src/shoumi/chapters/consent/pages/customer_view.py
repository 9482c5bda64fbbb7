"""What the pages of one person say: the notice as six plain answers, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from shoumi.base.messages.names import of as names_of
from shoumi.base.messages.text import full_day
from shoumi.base.pages import figures
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.queries import Invited, term_changes
from shoumi.chapters.consent.verbs.place import last_day
from shoumi.core import notice_categories
from shoumi.core.calendar import CHINA, day_in_china
from shoumi.core.messages import Both
from shoumi.core.terms import ConsentState, Instrument

_UNSAID: Both = ("告知书没有写。", "The notice does not say.")
_TITLES: dict[Instrument, Both] = {
    Instrument.ART23_SEPARATE_CONSENT: (
        "{taker}想要一份您的客户资料，您同意吗？",
        "{taker} asks for a copy of your data. Do you agree?",
    ),
    Instrument.ART22_RECONSENT: (
        "{taker}想把您的资料用在新的地方，您同意吗？",
        "{taker} wants to use your data for something new. Do you agree?",
    ),
    Instrument.ART22_NOTICE: (
        "您的资料要随业务转给{taker}",
        "Your data goes with the business to {taker}",
    ),
    Instrument.CHANGE_NOTICE: (
        "{keeper}有变化，特此告知您",
        "Something changes at {keeper}; this tells you",
    ),
}
_LEADS: dict[Instrument, Both] = {
    Instrument.ART23_SEPARATE_CONSENT: (
        "您的资料现在由{keeper}保管。给不给，由您决定。",
        "{keeper} keeps your data now. Whether it is given is for you to decide.",
    ),
    Instrument.ART22_RECONSENT: (
        "您同意，才可以这样用。给不给，由您决定。",
        "It may be used so only if you agree. That is for you to decide.",
    ),
    Instrument.ART22_NOTICE: (
        "接手的公司须继续按原来说好的用。您可以提出异议。",
        "Who takes over must go on as was agreed with you. You may object.",
    ),
    Instrument.CHANGE_NOTICE: (
        "您的资料仍由{keeper}保管。您可以提出异议。",
        "{keeper} goes on keeping your data. You may object.",
    ),
}
_DATA: Both = ("要哪些", "Which data")
_HOW: Both = ("怎么处理", "How it is handled")
_WHO: Both = ("谁要", "Who asks")
# Of each instrument: question, what of the notice answers it, what stands below in small.
_ASKED = (
    (_WHO, "recipient_name", "recipient_contact"),
    (("为什么要", "Why"), "purpose", "event"),
    (_HOW, "method", ""),
    (_DATA, "categories", ""),
    (("存多久", "For how long"), "retention", ""),
    (("不同意呢", "And if you refuse"), "refusal", "rights"),
)
_TOLD = (
    (("转给谁", "Who takes over"), "recipient_name", "recipient_contact"),
    (("为什么", "Why"), "event", "purpose"),
    (("从何时起", "From when"), "effective_on", "method"),
    (("涉及哪些", "Which data"), "categories", ""),
    (("存多久", "For how long"), "retention", ""),
    (("您可以做什么", "What you can do"), "rights", "refusal"),
)
_CHANGED = (
    (("谁保管", "Who keeps it"), "controller", ""),
    *_TOLD[1:3],
    *_TOLD[4:],
)
_HEADS: dict[rules.Purpose, Both] = {
    rules.Purpose.PROVISION: ("把资料另给{taker}一份", "Give {taker} a copy of my data"),
    rules.Purpose.NEW_PURPOSE: ("让{taker}用在新的地方", "Let {taker} use it for this as well"),
    rules.Purpose.SUCCESSION: (
        "资料随业务转给{taker}",
        "My data goes with the business to {taker}",
    ),
}
_STATES: dict[ConsentState, tuple[Both, Both]] = {
    ConsentState.GIVEN: (("您同意了", "You agreed"), ("同意", "agreed")),
    ConsentState.REFUSED: (("您没有同意", "You refused"), ("不同意", "refused")),
    ConsentState.SUPERSEDED: (
        (
            "您同意的条件变了，原来的同意已失效",
            "What you agreed to has changed: your consent counts no more",
        ),
        ("同意，后因条件改变失效", "agreed, superseded by a change"),
    ),
    ConsentState.WITHDRAWN: (
        ("您撤回了同意", "You withdrew your consent"),
        ("同意后撤回", "agreed, then withdrawn"),
    ),
}
_CHANNELS: dict[rules.Channel, Both] = {
    rules.Channel.PORTAL: ("本页，凭回执码", "on this page, by the code"),
    rules.Channel.PAPER: ("书面", "on paper"),
    rules.Channel.PHONE: ("电话", "by telephone"),
    rules.Channel.SIMULATED: ("演示，没有问过真人", "simulated: nobody was asked"),
}
_OUTCOMES: dict[rules.Outcome, Both] = {
    rules.Outcome.EXCLUDED: (
        "您的资料不转移，之后销毁。",
        "Your data does not move and will be destroyed.",
    ),
    rules.Outcome.MARKETING_OFF: (
        "合同还要履行，资料随合同转移；从现在起不再用于营销。",
        "Your contract goes on and your data with it; from now on it serves no marketing.",
    ),
    rules.Outcome.SEALED: (
        "法律要求留存，所以封存，不作他用。",
        "A legal duty keeps it: it is sealed and serves nothing else.",
    ),
    rules.Outcome.FROZEN: (
        "先冻结，弄清之前什么也不做。",
        "It is frozen; nothing is done with it until this is decided.",
    ),
}


def asks(found: Invited) -> bool:
    return rules.asks_consent(Instrument(found.campaign.instrument))


def may_speak(found: Invited, by_guardian: bool) -> bool:
    return found.invitation.lane != rules.Lane.GUARDIAN or by_guardian


def notice(request: PageRequest, found: Invited) -> dict[str, Any]:
    """The page before there is an answer."""
    campaign = found.campaign
    instrument, names = Instrument(campaign.instrument), _names(found)
    is_open = campaign.state == rules.CampaignState.OPEN and (
        found.ends is None or request.at < found.ends
    )
    pair = _keeper(request, found), _taker(request, found)
    return {
        "heading": _said(request, _TITLES[instrument], names),
        "lead": _said(request, _LEADS[instrument], names),
        "act": _said(request, _HEADS[rules.Purpose(campaign.purpose)], names),
        "questions": _questions(request, found, instrument),
        "picture": figures.path_picture(*pair, request.lang) if asks(found) else "",
        "picture_table": figures.path_table(*pair, request.lang) if asks(found) else None,
        "asks": asks(found),
        "is_open": is_open,
        "until": last_day(request, found.ends),
        "keeper": names["keeper"],
        "keeper_contact": quoted(campaign.notice.contents.get("controller_contact", "")),
        "notice": campaign.notice,
    }


def receipt(request: PageRequest, found: Invited) -> dict[str, Any]:
    """The page after the answer: what was said, its proof, where the data is, what can be done."""
    campaign, consent, names = found.campaign, found.consent, _names(found)
    rows: list[tuple[Both, object]] = [
        (("事项", "Matter"), _said(request, _HEADS[rules.Purpose(campaign.purpose)], names)),
        (("给谁", "To whom"), names["taker"]),
    ]
    told: dict[str, Any] = {
        "seal": figures.seal("答复存证", request.lang),
        "keeper": names["keeper"],
        "taker": names["taker"],
        "notice": campaign.notice,
        "is_moved": found.is_moved,
        "until": last_day(request, found.ends),
        "rows": rows,
        "contact": quoted(campaign.notice.contents.get("recipient_contact", "")),
    }
    contents = campaign.notice.contents
    if consent is not None:
        state = ConsentState(consent.state)
        heading, word = _STATES[state]
        rows += [
            *_since(request, found),
            (("您的答复", "Your answer"), request.say(word)),
            (("资料", "Data"), _categories(request, campaign.notice)),
            (("用途", "Purpose"), _content(request, contents, "purpose")),
            (("时间", "Time"), _moment(request, consent.answered_at)),
            (("方式", "How"), request.say(_CHANNELS[rules.Channel(consent.channel)])),
        ]
        if consent.withdrawn_at:
            rows.append((("撤回时间", "Withdrawn"), _moment(request, consent.withdrawn_at)))
        return told | {
            "heading": request.say(heading),
            "position": figures.chip(consent.position, request.lang),
            "ref": consent.ref,
            "has_receipt": True,
            "is_given": state is ConsentState.GIVEN,
            "may_withdraw": state is ConsentState.GIVEN,
        }
    objection = found.objection
    assert objection is not None  # a receipt is of one or the other
    rows += [
        (("您的答复", "Your answer"), request.say(("提出异议", "objected"))),
        (("结果", "Outcome"), request.say(_OUTCOMES[rules.Outcome(objection.outcome)])),
        (("时间", "Time"), _moment(request, objection.at)),
    ]
    return told | {
        "heading": request.say(("您提出了异议", "You objected")),
        "position": figures.chip(objection.position, request.lang),
    }


def quoted(text: str) -> SafeString:
    """A name, or the words of a notice: they are Chinese whatever the page's language is."""
    return format_html('<span lang="zh">{}</span>', text)


def _moment(request: PageRequest, at: datetime) -> str:
    """With its year and to the second: a receipt is read years later."""
    local = at.astimezone(CHINA)
    return f"{full_day(local.date(), request.lang)} {local:%H:%M:%S} (UTC+8)"


def _names(found: Invited) -> dict[str, SafeString]:
    taker = found.campaign.notice.contents.get("recipient_name", "")
    return {"keeper": quoted(found.keeper), "taker": quoted(taker or found.keeper)}


def _said(request: PageRequest, both: Both, names: dict[str, SafeString]) -> SafeString:
    return format_html(both[0] if request.lang == "zh" else both[1], **names)


def _keeper(request: PageRequest, found: Invited) -> Both:
    return (found.keeper, request.say(("", "the company")))


def _taker(request: PageRequest, found: Invited) -> Both:
    return (found.campaign.notice.contents.get("recipient_name", ""), "who asks")


def _content(request: PageRequest, contents: dict[str, str], name: str) -> object:
    text = contents.get(name, "").strip()
    return quoted(text) if text else request.say(_UNSAID)


def _since(request: PageRequest, found: Invited) -> list[tuple[Both, object]]:
    """What changed after the person was told: the change notice (handbook 6.3)."""
    own = [one for one in term_changes.changes(found.campaign) if one.since <= request.at]
    return [
        (
            ("后来的变更", "Changed since"),
            request.say(
                ("{day} 起，{parts}变了。", "Since {day}: {parts}."),
                day=full_day(day_in_china(one.since), request.lang),
                parts=tuple(names_of(part, request.lang) for part in sorted(one.parts)),
            ),
        )
        for one in own
    ]


def _categories(request: PageRequest, notice: Notice) -> object:
    """What is covered, as it was printed; the words of an earlier version are Chinese alone."""
    found = notice_categories.read(notice.categories)
    if not found:
        return _content(request, notice.contents, "categories")
    told = notice_categories.printed(found, request.lang)
    return quoted(told) if request.lang == "zh" else told


def _questions(
    request: PageRequest, found: Invited, instrument: Instrument
) -> list[tuple[str, object, object]]:
    contents = found.campaign.notice.contents
    rows = _CHANGED if instrument is Instrument.CHANGE_NOTICE else _TOLD
    if asks(found):
        rows = _ASKED
    answered: list[tuple[str, object, object]] = []
    for question, main, small in rows:
        said = _content(request, contents, main)
        if main == "categories":
            said = _categories(request, found.campaign.notice)
        if main == "retention" and not contents.get(main, "").strip() and found.days is not None:
            kept: Both = (
                "最长 {days} 天，按处理规则",
                "at most {days} days, by the processing rules",
            )
            said = request.say(kept, days=found.days)
        note = quoted(text) if small and (text := contents.get(small, "").strip()) else ""
        answered.append((request.say(question), said, note))
    answered += [(request.say(label), told, "") for label, told in _since(request, found)]
    return answered
