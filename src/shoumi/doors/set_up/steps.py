"""The steps of the set-up page, in any order, each left and come back to; then the home is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.accounts import display_names
from shoumi.base.home_settings import logos, rules
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.form_submission import pointed, submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.base.transport import site_settings
from shoumi.base.vault import passphrase_strength
from shoumi.base.vault.passphrase_strength import Grade
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.vault import root
from shoumi.doors.set_up import draft, people, place, text_messages
from shoumi.doors.set_up.draft import NEEDED, Step
from shoumi.doors.set_up.errors import PassphrasesDiffer, PassphraseWeak
from shoumi.doors.set_up.visits import visitors_only
from shoumi.doors.verbs import home_settings as verbs
from shoumi.doors.verbs import setting_fields

_MOST_PASSPHRASE = 1_000
TITLES: Mapping[Step, Both] = {
    Step.COMPANY: ("公司", "The company"),
    Step.PASSPHRASE: ("密钥口令", "The passphrase of the keys"),
    Step.PEOPLE: ("第一批人员", "The first people"),
    Step.RELAY: ("发件服务器", "The mail relay"),
    Step.SMS: ("短信账号", "The account for text messages"),
    Step.STAMPS: ("时间戳服务", "The time-stamp authority"),
    Step.SITE: ("对外网址", "The public address"),
    Step.LOGO: ("公司标志", "The logo"),
}
# What it means to go without.
_WITHOUT: Mapping[Step, Both] = {
    Step.RELAY: (
        "不填：邀请链接在最后一页显示一次，由您转交；给客户和员工的信留在发件箱，寄不出去。",
        (
            "Without one: links are shown once on the last page for you to hand over, and letters "
            "stay in the outbox."
        ),
    ),
    Step.SMS: text_messages.WITHOUT,
    Step.STAMPS: (
        "不填：文书的签名照样有效，但多年以后只有本公司自己的时间可以作证，签名上会写明没有时间戳。",
        (
            "Without one: papers are signed all the same, but only the company's own clock says "
            "when; the signature says so."
        ),
    ),
    Step.SITE: (
        "不填：只能在这台机器上打开；给客户的信里没有链接。",
        "Without one: it opens on this machine only, and letters carry no link.",
    ),
    Step.LOGO: ("不填：页上只有公司名称。", "Without one: pages show the name alone."),
}
_PASSPHRASE: tuple[Field, ...] = (
    Field(
        "passphrase",
        ("口令", "Passphrase"),
        Kind.HIDDEN,
        (
            f"至少 {root.MIN_PASSPHRASE} 个字符；几个不相关的词连成一句最好记",
            f"{root.MIN_PASSPHRASE} characters at least; some unrelated words are best remembered",
        ),
        most=_MOST_PASSPHRASE,
        hints={"autocomplete": "new-password"},
    ),
    Field(
        "again",
        ("再输入一次", "Once more"),
        Kind.HIDDEN,
        most=_MOST_PASSPHRASE,
        hints={"autocomplete": "new-password"},
    ),
)


def folder() -> Path:
    return Path(settings.SHOUMI_HOME)


@visitors_only
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    return page(request, "set_up/overview.html", ("建立守密", "Set up Shoumi"), told(request))


def told(request: PageRequest) -> dict[str, Any]:
    return {
        "steps": [
            {
                "href": reverse("set-up-step", kwargs={"name": one}),
                "name": request.say(TITLES[one]),
                "is_done": draft.draft.is_done(one),
                "is_needed": one in NEEDED,
                "said": _said(request, one),
            }
            for one in Step
        ],
        "is_ready": not draft.draft.lacks(),
    }


def _said(request: PageRequest, step: Step) -> str:
    """What was filled in, in one line; no secret."""
    now = draft.draft
    if step in now.left_out:
        return request.say(("不设", "left out"))
    given = now.given.get(step)
    if given is None:
        return ""
    match step:
        case Step.COMPANY:
            return str(given["name"])
        case Step.PASSPHRASE:
            return _strength(request)
        case Step.PEOPLE:
            return request.say(("{n} 人", "{n} people"), n=2 + len(now.people))
        case Step.RELAY:
            return f"{given['host']}:{given['port']} · {_trial(request)}"
        case Step.SMS:
            return text_messages.said(request)
        case Step.LOGO:
            return request.say(("已收下", "taken"))
    return str(given.get("url") or given.get("name"))


def _trial(request: PageRequest) -> str:
    if not draft.draft.answered:
        return request.say(("没有试", "not tried"))
    return request.say(
        ("试发成功，服务器答：{answer}", "tried; it answered: {answer}"),
        answer=draft.draft.answered,
    )


def _strength(request: PageRequest) -> str:
    if place.passphrase_handed_in():
        return request.say(("由服务交来", "handed in by the service"))
    found = passphrase_strength.of(draft.draft.given[Step.PASSPHRASE]["passphrase"])
    return request.say(
        ("强度：{grade}（约 {bits} 位）", "strength: {grade} (about {bits} bits)"),
        grade=names.of(found.grade, request.lang),
        bits=found.bits,
    )


@visitors_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PageRequest, name: str) -> HttpResponse:
    """One step: saved, it leads to the next."""
    which = _named(name)
    if which is Step.PASSPHRASE and not place.passphrase_handed_in():
        place.require_memory(folder())
    fields = fields_of(which)
    filled = submit(fields, request, lambda given: _save(request, which, given))
    if filled.result is not None:
        href = people.href() if which is Step.PEOPLE else _after(which)
        return HttpResponseRedirect(href, status=303)
    return _shown(request, which, filled.form, filled.refused, filled.status)


def _shown(
    request: PageRequest, which: Step, form: Any, refused: RefusalWords | None, status: int
) -> HttpResponse:
    more: dict[str, Any] = {
        "form": form,
        "refused": refused,
        "step": which.value,
        "without": request.say(_WITHOUT[which]) if which in _WITHOUT else "",
        "said": _said(request, which),
        "lead": request.say(text_messages.LEAD) if which is Step.SMS else "",
        "has_files": which is Step.LOGO,
    }
    if which is Step.PASSPHRASE:
        more |= {
            "suggested": passphrase_strength.suggested(),
            "handed_in": place.passphrase_handed_in(),
        }
    if which is Step.PEOPLE:
        more |= {**people.told(request), "next": _next_of_people()}
    template = f"set_up/{_TEMPLATES.get(which, 'step')}.html"
    return page(request, template, TITLES[which], more, status=status)


@visitors_only
@require_POST
def add_person(request: PageRequest) -> HttpResponse:
    filled = submit(people.PERSON, request, people.add)
    if filled.result is not None:
        return HttpResponseRedirect(people.href(), status=303)
    founders = forms.build(fields_of(Step.PEOPLE), request, {}, is_sent=False)
    more = {
        "form": founders,
        "refused": filled.refused,
        "step": Step.PEOPLE.value,
        "next": _next_of_people(),
        **people.told(request, filled.form),
    }
    return page(request, "set_up/people.html", TITLES[Step.PEOPLE], more, status=422)


def _next_of_people() -> str:
    """Once the two are saved; others may follow before."""
    return _after(Step.PEOPLE) if Step.PEOPLE in draft.draft.given else ""


_TEMPLATES: Mapping[Step, str] = {Step.PASSPHRASE: "passphrase", Step.PEOPLE: "people"}


def _named(name: str) -> Step:
    try:
        return Step(name)
    except ValueError:
        raise Http404 from None


def _after(which: Step) -> str:
    """The next step that is open still, else the overview."""
    order = list(Step)
    later = order[order.index(which) + 1 :]
    left = next((one for one in later if not draft.draft.is_done(one)), None)
    return reverse("set-up-step", kwargs={"name": left}) if left else reverse("set-up")


def fields_of(which: Step) -> tuple[Field, ...]:
    if which is Step.PASSPHRASE:
        return () if place.passphrase_handed_in() else _PASSPHRASE
    known = {
        Step.COMPANY: setting_fields.COMPANY,
        Step.PEOPLE: people.FOUNDERS,
        Step.RELAY: setting_fields.RELAY,
        Step.SMS: text_messages.fields(),
        Step.STAMPS: setting_fields.STAMPS,
        Step.SITE: setting_fields.SITE,
        Step.LOGO: setting_fields.LOGO,
    }
    given = draft.draft.given.get(which, {})
    return tuple(replace(one, initial=given.get(one.name, one.initial)) for one in known[which])


def _save(request: PageRequest, which: Step, given: dict[str, Any]) -> bool:
    draft.draft.save(which, _JUDGED[which](request, given))
    return True


def _company(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    _name("officer", given["officer"])
    return rules.company(given).stored()


def _name(field: str, name: str) -> None:
    """
    Raises:
        FieldErrors: it is no name of a person.
    """
    try:
        display_names.check(name)
    except DomainError as error:
        raise pointed({field: error}) from error


def _passphrase(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    if place.passphrase_handed_in():
        return {}
    text = given["passphrase"]
    if text != given["again"]:
        raise PassphrasesDiffer
    root.require_length(text)
    found = passphrase_strength.of(text)
    if found.grade is Grade.WEAK:
        raise PassphraseWeak(bits=found.bits)
    return {"passphrase": text}


def _people(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    _name("head", given["head"])
    people.require_addresses(given, "head_mail", "officer_mail")
    return given


def _relay(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    now = draft.draft
    relay, answered = verbs.tried_relay(given, now.relay, request.at)
    now.relay, now.answered = relay, answered
    return {**verbs.relay_values(relay), "to": given["to"], "is_untried": given["is_untried"]}


def _stamps(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "url": verbs.tried_stamps(given)}


def _site(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    return asdict(site_settings.judged(**given))


def _logo(request: PageRequest, given: dict[str, Any]) -> dict[str, Any]:
    return {"png": logos.redrawn(given["picture"].read())}


_JUDGED: Mapping[Step, Callable[[PageRequest, dict[str, Any]], dict[str, Any]]] = {
    Step.COMPANY: _company,
    Step.PASSPHRASE: _passphrase,
    Step.PEOPLE: _people,
    Step.RELAY: _relay,
    Step.SMS: text_messages.saved,
    Step.STAMPS: _stamps,
    Step.SITE: _site,
    Step.LOGO: _logo,
}


@visitors_only
@require_POST
def leave_out(request: PageRequest, name: str) -> HttpResponse:
    which = _named(name)
    if which in NEEDED:
        raise Http404
    draft.draft.leave_out(which)
    return HttpResponseRedirect(_after(which), status=303)


@visitors_only
@require_http_methods(["GET", "HEAD"])
def sheet(request: PageRequest) -> HttpResponse:
    """To be printed and filled in by hand: what opens the home again.  No secret is on it."""
    company = draft.draft.given.get(Step.COMPANY, {})
    told = {"company": company.get("name", ""), "folder": str(folder().absolute())}
    return page(request, "set_up/sheet.html", ("恢复单", "Recovery sheet"), told)
