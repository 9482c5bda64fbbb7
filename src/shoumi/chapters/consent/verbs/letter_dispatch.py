"""Send the letters of a campaign: by text message, by mail, on paper; again another way; go on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from shoumi.base.correspondence import queries as letters
from shoumi.base.correspondence.rules import MAX_PAPER, State, Way
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects import queries as subjects
from shoumi.base.verbs import DEAL, Call, Group, OnPage, OnTerminal, Verb
from shoumi.chapters.consent import jobs
from shoumi.chapters.consent.documents import letter_text
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.rules import CampaignState, Purpose
from shoumi.chapters.consent.services import dispatch, letter_writer
from shoumi.chapters.consent.verbs.campaigns import operation
from shoumi.chapters.consent.verbs.letters import TASK
from shoumi.chapters.consent.verbs.place import CAMPAIGN, chosen
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_ORDER: Both = (
    "有手机号的先用短信，没有的用邮件，再没有的印成书信；一个人只寄一封。",
    "Who has a mobile number gets a text message, else a mail, else a letter; each person one.",
)
_WAYS = tuple(Field(way.value, names.pair(way), Kind.TICK, is_needed=False) for way in Way)
_SENDING = (CampaignState.PREPARED, CampaignState.OPEN)


def _campaigns(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Those that are ready, and those under way."""
    deal = scoping.seen(request, place["deal"])
    for one in Campaign.objects.filter(deal=deal, state__in=_SENDING).order_by("id"):
        yield one.ref, names.pair(Purpose(one.purpose))


def _standing(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """The deal, how many it is about, and how the letters of each campaign stand."""
    yield from scoping.about(request, deal)
    people = subjects.of_deal(scoping.seen(request, deal))
    yield ("客户中的未成年人", "Minors among the customers"), subjects.minors(people).count()
    for one in Campaign.objects.filter(deal=deal, state__in=_SENDING).order_by("id"):
        yield names.pair(Purpose(one.purpose)), states(request, Ref(one.ref))


def _next_file(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """How many letters the next PDF holds, and how many wait until those are posted."""
    yield from _standing(request, deal)
    for one in Campaign.objects.filter(deal=deal, state=CampaignState.OPEN).order_by("id"):
        printed, to_print = letters.on_paper(Ref(one.ref))
        now = min(MAX_PAPER, printed + to_print)
        rest = printed + to_print - now
        yield (
            ("这一份 PDF", "This PDF"),
            request.say(
                _SOME if rest else _ALL, now=now, again=min(printed, now), rest=rest, most=MAX_PAPER
            ),
        )


_ALL: Both = (
    "{now} 封，其中 {again} 封排过、还没有登记交寄；没有剩下的",
    "{now} letters, {again} of them set before and not posted; none is left",
)
_SOME: Both = (
    (
        "{now} 封（最多 {most} 封一份），其中 {again} 封排过、还没有登记交寄；"
        "还有 {rest} 封，这些登记交寄以后再排"
    ),
    (
        "{now} letters ({most} at most), {again} of them set before and not posted; {rest} more "
        "wait until these are on record as posted"
    ),
)


def states(request: PageRequest, campaign: Ref) -> str:
    """In one line, how many letters are in each state."""
    total: dict[State, int] = {}
    for own in letters.progress(campaign):
        for state, count in own.states.items():
            total[state] = total.get(state, 0) + count
    told = [f"{names.of(one, request.lang)} {total[one]}" for one in State if one in total]
    return " · ".join(told) or request.say(("还没有信", "no letters yet"))


def _ready(call: Call) -> Ref:
    """Refused here and now where letters may not leave; the worker asks once more."""
    plan = jobs.plan_of(call.on, call.given)
    found = letter_writer.require_ready(
        plan=plan, text=letter_text.of, actor=call.actor, at=call.at
    )
    return Ref(found.deal)


def _dispatch(call: Call) -> Campaign:
    jobs.dispatch_now(call.on, call.given, call.actor, call.at)
    return Campaign.objects.get(ref=call.on)


def _resend(call: Call) -> Campaign:
    letter_writer.resend(
        plan=jobs.plan_of(call.on, call.given),
        doubtful=bool(call.given.get("doubtful")),
        text=letter_text.of,
        actor=call.actor,
        at=call.at,
    )
    jobs.begin_carrying(call.on)
    return Campaign.objects.get(ref=call.on)


def _remind(call: Call) -> Campaign:
    plan = jobs.plan_of(call.on, call.given)
    letter_writer.remind(plan=plan, text=letter_text.of, actor=call.actor, at=call.at)
    jobs.begin_carrying(call.on)
    return Campaign.objects.get(ref=call.on)


def _posted(call: Call) -> Campaign:
    letter_writer.posted(campaign=call.on, writer=jobs.WRITER, actor=call.actor, at=call.at)
    return Campaign.objects.get(ref=call.on)


def _print(call: Call) -> dict[str, Any]:
    """Into a new file of whoever gives the command, on the disk before it counts as printed."""
    path: Path = call.given["out"]

    def keep(content: bytes, *, people: Sequence[Ref]) -> None:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    return {"count": jobs.print_letters(call.on, call.actor, keep), "out": str(path)}


def _told(found: Campaign) -> dict[str, Any]:
    """A campaign's letters as a command tells them."""
    total = dict.fromkeys((one.value for one in State), 0)
    for own in letters.progress(Ref(found.ref)):
        for state, count in own.states.items():
            total[state.value] += count
    return {"ref": found.ref, "state": found.state, **total}


_SAID: Both = (
    (
        "待寄 {queued}，待打印 {to_print}，已寄出 {sent}，已送达 {delivered}，退回 {bounced}，"
        "寄不出去 {failed}"
    ),
    (
        "{queued} queued, {to_print} to print, {sent} sent, {delivered} delivered, {bounced} "
        "bounced, {failed} failed"
    ),
)


def _of_letters(name: str, does: str, **own: Any) -> Verb:
    """A verb about letters that exist: a page that shows how they stand, a command that says how
    they stand afterwards, and an operation.  ``does``: in a line, for programs.
    """
    title: Both = own["title"]
    return Verb(
        noun="campaign",
        name=name,
        on=CAMPAIGN,
        tells=_told,
        page=chosen(facts=_standing),
        command=OnTerminal(help=(title[0], does), said=_SAID, asks_yes=False),
        operation=operation(does),
        is_final=True,
        group=Group.NOTICES,
        **own,
    )


DISPATCH = Verb(
    noun="campaign",
    name="dispatch",
    on=CAMPAIGN,
    do=_dispatch,
    tells=_told,
    title=("发出告知", "Send the letters"),
    done=("信排好了，正在寄", "The letters are on their way"),
    roles=(Role.DPO, Role.CS, Role.OPS),
    fields=(TASK, *_WAYS),
    help=(
        (
            f"先把该查的都查一遍，缺一样就不开始、不计时；都齐了才邀请、才寄。{_ORDER[0]}"
            "每个人的答复期从自己那封寄出之日算起。"
        ),
        (
            f"All is checked first; where anything is missing nothing begins and no clock runs. "
            f"{_ORDER[1]} Each person's time to answer runs from the day the own letter left."
        ),
    ),
    long=jobs.Long.DISPATCH,
    is_final=True,
    is_fresh=True,
    page=OnPage(
        back="deal",
        under=DEAL,
        more=(Field("campaign", ("告知", "Campaign"), Kind.ONE, options=_campaigns, of=Ref),),
        facts=_standing,
        deal=_ready,
    ),
    command=OnTerminal(
        help=("发出告知", "Check everything, open the window, have the letters sent."),
        said=_SAID,
        asks_yes=False,
    ),
    operation=operation(
        "Check everything, open the window, and queue a letter to each person.",
    ),
    group=Group.NOTICES,
)
RESEND = _of_letters(
    "resend",
    "Send another letter, another way, to those whose last did not arrive.",
    do=_resend,
    title=("换一种方式再寄", "Send another way"),
    done=("退回的和寄不出去的，换一种方式寄了", "Those that did not arrive go another way"),
    roles=dispatch.SENDERS,
    fields=(
        TASK,
        *_WAYS,
        Field(
            "doubtful",
            (
                "不知道寄没寄出的也再寄（已查过对方记录，没有收到）",
                "Also where nobody knows: the other side's log was looked at and has none",
            ),
            Kind.TICK,
            is_needed=False,
        ),
    ),
    help=(
        "只寄给信退回或寄不出去、也没有答复的人，用还没有试过的方式。",
        (
            "Only to those whose letter came back or failed and who have not answered, by a way "
            "that was not tried."
        ),
    ),
    is_fresh=True,
)
REMIND_BY_LETTER = _of_letters(
    "remind-letters",
    "Send the one reminder to those who have not answered.",
    do=_remind,
    title=("寄出提醒", "Send the reminder"),
    done=(
        "提醒排好了，正在寄；不再提醒第二次",
        "The reminders are on their way, and no second ones",
    ),
    roles=dispatch.REMINDERS,
    fields=(TASK, *_WAYS),
    help=(
        "只提醒一次，只给信已寄出、还没有答复、答复期没过的人（网络数据安全管理条例第二十二条）。",
        (
            "One reminder, to those whose letter left, who have not answered and may still "
            "(Network Data Security Regulation 22)."
        ),
    ),
    is_fresh=True,
)
PRINT = Verb(
    noun="campaign",
    name="print",
    on=CAMPAIGN,
    do=_print,
    title=("排版书信", "Set letters for printing"),
    done=("信排好了", "The letters are set"),
    roles=dispatch.SENDERS,
    help=(
        (
            "排成一份 PDF，一人一页起，三折后放进开窗信封（DL，110×220 毫米）"
            "正好露出地址。文件密封着等您下载，每次下载都重新核对。还没有登记交寄的会再排一次。"
        ),
        (
            "One PDF, a page or more a person; folded twice, the address "
            "shows in a DL window. It waits sealed, and each fetch is asked again. What was not "
            "posted is set again."
        ),
    ),
    long=jobs.Long.PRINT,
    is_fresh=True,
    page=chosen(facts=_next_file),
    command=OnTerminal(
        help=("排版书信", "Set the letters that go on paper as one PDF, for window envelopes."),
        said=(
            "{count} 封信写入 {out}；交寄后：shoumi campaign posted，并删除文件",
            "{count} letters in {out}; once posted: shoumi campaign posted, and remove the file",
        ),
        asks_yes=False,
        more=(
            click.option(
                "--out",
                type=click.Path(dir_okay=False, path_type=Path),
                required=True,
                help="写入的新文件，0600 / New file, mode 0600.",
            ),
        ),
    ),
    group=Group.NOTICES,
)
POSTED = _of_letters(
    "posted",
    "Record that the printed letters are with the post.",
    do=_posted,
    title=("登记交寄", "Record that letters were posted"),
    done=("已登记交寄，答复期从今天算", "On record; their time to answer runs from today"),
    roles=dispatch.SENDERS,
    help=(
        "排版过的信都交给邮局以后再登记；这些人的答复期从今天算起。",
        "Once all that was set for printing is with the post; these people's time runs from today.",
    ),
)
