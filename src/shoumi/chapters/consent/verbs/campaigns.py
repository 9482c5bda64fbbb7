"""Put a notice to the people of a deal: prepare, take answers in from paper, close.

Its window opens where its letters leave (``letter_dispatch``), or are written to a file
(``letters``), and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from shoumi.base.commands import options
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.messages import names
from shoumi.base.messages.text import day
from shoumi.base.pages import choices, scoping
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects import queries as subjects
from shoumi.base.verbs import DEAL, Call, Group, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.chapters.consent.queries import instruments
from shoumi.chapters.consent.rules import CampaignState, Channel
from shoumi.chapters.consent.services import answers, campaigns
from shoumi.chapters.consent.verbs import files
from shoumi.chapters.consent.verbs.place import CAMPAIGN, chosen, schemas
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role


def notices(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The approved texts of the deal, told apart by instrument and day."""
    found = Notice.objects.filter(deal=scoping.seen(request, place["deal"])).order_by("-id")
    for one in found:
        zh, en = names.pair(Instrument(one.instrument))
        on = day_in_china(one.approved_at)
        yield one.ref, (f"{zh}，{day(on, 'zh')}", f"{en}, {day(on, 'en')}")


def _prepare(call: Call) -> Campaign:
    if call.given["recipient"] not in [one.ref for one in deals.parties(call.on)]:
        raise NoSuchParty
    return campaigns.prepare(deal=call.on, actor=call.actor, at=call.at, **call.given)


def _about(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """The deal, and how many minors the letters will be about: who sends them is another."""
    yield from scoping.about(request, deal)
    people = subjects.of_deal(scoping.seen(request, deal))
    yield ("客户中的未成年人", "Minors among the customers"), subjects.minors(people).count()


def _record_one(call: Call) -> None:
    """One answer that came on paper; the code on it says whose it is."""
    found = campaigns.get(call.on, CampaignState.OPEN)
    subject = files.subject_of(call.given["code"], found)
    said = answers.Said(subject, call.given["answer"], bool(call.given["guardian"]))
    _record(call, [said], Channel.PAPER)


def _record_file(call: Call) -> dict[str, int]:
    told = files.answers(call.given["file"], campaigns.get(call.on, *CampaignState))
    _record(call, told, call.given["channel"])
    return {"count": len(told)}


def _record(call: Call, said: list[answers.Said], channel: Channel) -> None:
    answers.record(campaign=call.on, answers=said, channel=channel, actor=call.actor, at=call.at)


def _close(call: Call) -> Campaign:
    campaigns.close(campaign=call.on, actor=call.actor, at=call.at)
    return Campaign.objects.get(ref=call.on)


def told(found: Campaign) -> dict[str, Any]:
    """A campaign as commands tell it."""
    columns = ("ref", "instrument", "purpose", "state", "opened_at", "window_ends_at")
    return {
        name: getattr(found, name) for name in (*columns, "reminded_at", "closed_at", "position")
    }


def whole(found: Campaign) -> dict[str, Any]:
    """A campaign as the API answers it."""
    columns = {name: getattr(found, name) for name in schemas().CampaignLine.model_fields}
    return {**columns, "counts": instruments.counts(found)}


operation = partial(InApi, rules.Scope.WRITE, answer=lambda: schemas().CampaignWhole, tells=whole)


PREPARE = Verb(
    noun="campaign",
    name="prepare",
    on=DEAL,
    do=_prepare,
    tells=told,
    title=("准备告知", "Prepare a campaign"),
    done=("告知已备好", "The campaign is ready"),
    roles=(Role.DPO,),
    fields=(
        Field("notice", ("已批准的文本", "Approved text"), Kind.ONE, options=notices, of=Ref),
        Field(
            "purpose",
            ("目的", "Purpose"),
            Kind.ONE,
            ("一次只问一件；同一目的只问一次。", "One purpose at a time, and each only once."),
            options=words_of(rules.Purpose),
            of=rules.Purpose,
        ),
        Field(
            "recipient",
            ("接收方", "Recipient"),
            Kind.ONE,
            options=choices.parties,
            of=Ref,
            names="party",
            default="TE",
        ),
    ),
    satisfies=frozenset({"campaign.prepared"}),
    page=OnPage(back="deal", facts=_about),
    command=OnTerminal(
        said=(
            "{ref} 已备好；发出：shoumi campaign dispatch {ref}",
            "{ref} is ready; send: shoumi campaign dispatch {ref}",
        ),
    ),
    operation=operation(
        "Get a campaign ready: one purpose at a time, and each only once.",
        # A program names its recipient, by reference.
        given=lambda: schemas().CampaignGiven,
        status=201,
        path="campaigns",
    ),
    group=Group.NOTICES,
)
RECORD = Verb(
    noun="campaign",
    name="record",
    after_end=True,
    on=CAMPAIGN,
    do=_record_one,
    title=("记录书面答复", "Record an answer on paper"),
    done=("答复已记录", "The answer is on record"),
    roles=(Role.CS, Role.DPO),
    is_final=True,
    page=chosen(
        Field(
            "code",
            ("回执码", "Code"),
            Kind.HIDDEN,
            ("信上的六组字符。", "The six groups of characters on the letter."),
            most=80,
            hints={"autocomplete": "off"},
        ),
        Field(
            "answer",
            ("答复", "Answer"),
            Kind.ONE,
            options=(
                (rules.Answer.REFUSED.value, ("不同意", "refused")),
                (rules.Answer.GIVEN.value, ("同意", "agreed")),
            ),
            of=rules.Answer,
        ),
        Field(
            "guardian",
            ("监护人答复，身份已核验", "By the guardian, identity checked"),
            Kind.TICK,
            is_needed=False,
        ),
    ),
    # A page takes one answer; at a terminal all of a file, or none.
    command=OnTerminal(
        help=(
            "批量记录",
            (
                "Take in answers that came together: all of FILE.csv or none.\n\n"
                "Columns: answer (given/refused, 同意/不同意), guardian (yes), and code or subject."
            ),
        ),
        said=("已记录 {count} 人", "{count} answers recorded"),
        asks_yes=False,
        more=(
            click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
            click.option("--channel", type=options.Word(Channel), default=Channel.PAPER.value),
        ),
        do=_record_file,
    ),
    group=Group.NOTICES,
)
CLOSE = Verb(
    noun="campaign",
    name="close",
    after_end=True,
    on=CAMPAIGN,
    do=_close,
    tells=instruments.counts,
    title=("结束告知", "Close the window"),
    done=("告知已结束，没有答复的算不同意", "Closed; who was silent has said no"),
    roles=(Role.DPO,),
    satisfies=frozenset({"campaign.closed", "consent.satisfied"}),
    is_final=True,
    is_fresh=True,
    page=chosen(),
    command=OnTerminal(
        help=("结束", "End the window when its last day is over; who was silent has said no."),
        said=(
            "同意 {given}，不同意 {refused}，未答复 {silent}，未送达 {unreached}",
            "{given} given, {refused} refused, {silent} silent, {unreached} not reached",
        ),
        asks_yes=False,
    ),
    operation=operation("End the window; who was silent has said no."),
    group=Group.NOTICES,
)
