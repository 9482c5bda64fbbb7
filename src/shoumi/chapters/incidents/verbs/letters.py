"""The verbs by which the house itself writes to people of an incident: sent, printed, posted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from shoumi.base.correspondence.rules import Way
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import jobs, queries
from shoumi.chapters.incidents.models import Breach, BreachNotice, NoticeLetters
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.services import letters
from shoumi.chapters.incidents.services.incidents import HANDLERS
from shoumi.chapters.incidents.verbs.incidents import PART, told, told_part
from shoumi.chapters.incidents.verbs.outcome import CONTENTS, contents_of
from shoumi.chapters.incidents.verbs.place import BREACH, breach_of, in_api
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def _ways(call: Call) -> list[Way]:
    return [way for way in letters.WAYS if call.given.get(way.value)]


def _send(call: Call) -> BreachNotice:
    made = letters.send(
        breach=call.on,
        ways=_ways(call),
        contents=contents_of(call),
        actor=call.actor,
        at=call.at,
    )
    jobs.begin_carrying()
    return made


def _told_sent(made: BreachNotice) -> dict[str, Any]:
    return {**told_part(made), "count": made.count}


def _posted(call: Call) -> Breach:
    letters.posted(breach=call.on, actor=call.actor, at=call.at)
    found: Breach = queries.get(Breach, call.on)
    return found


def _print(call: Call) -> dict[str, Any]:
    """Into a new file of whoever gives the command, on the disk before it counts as printed."""
    path: Path = call.given["out"]

    def keep(content: bytes, *, people: Sequence[Ref]) -> None:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    count = jobs.print_letters(call.on, call.actor, keep, at=call.at)
    return {"count": count, "out": str(path)}


def _deal(call: Call) -> Ref:
    """Refused here and now where nothing is to be printed; the worker asks once more."""
    batch, _ = letters.to_print(call.on, call.actor, call.at)
    return Ref(batch.deal)


def _standing(request: PageRequest, breach: str) -> Iterator[tuple[Both, object]]:
    """How the letters of this incident fare."""
    one = breach_of(request, breach)
    found = NoticeLetters.objects.filter(breach=one.ref)
    yield ("按账本数出", "Counted from the ledger"), one.persons
    yield ("寄给", "Written to"), sum(each.people for each in found)
    yield ("寄出", "Left"), sum(each.reached for each in found)
    yield ("退回或寄不出去", "Came back or could not leave"), sum(each.lost for each in found)


_HELP: Mapping[Way, Both] = {
    Way.SMS: (
        "给没有邮箱的人；短信里只有公开说明的链接，所以先要公开。",
        "For who has no mail address; it has the link of the public note alone, which comes first.",
    ),
}


def _way(way: Way) -> Field:
    return Field(
        way.value,
        names.pair(way),
        forms.Kind.TICK,
        _HELP.get(way, forms.NO_HELP),
        is_needed=False,
        default=False,
        # As first given the form is one that can be sent.
        initial=lambda request, place: (
            way is not Way.SMS or letters.may_message(breach_of(request, place["breach"]))
        ),
    )


_TERMINAL: dict[str, Any] = {"asks_yes": False}
SEND = Verb(
    noun="incident",
    name="write",
    on=BREACH,
    do=_send,
    tells=_told_sent,
    title=("寄告知信给个人", "Write to the people"),
    done=("信排好了，正在寄", "The letters are on their way"),
    roles=HANDLERS,
    fields=(*map(_way, letters.WAYS), *CONTENTS),
    help=(
        (
            "寄给按账本数出的每一位，一人一封；未成年人寄给监护人。先试邮件，没有邮箱的发短信，再没有的寄信。以前退过信的地址不再用；"
            "退回的，再办一次就换另一种方式。转让中止不妨碍这件事。"
        ),
        (
            "To everybody whom the ledger counted, one letter each; of a child to its guardian. "
            "By mail first, else by text message, else on paper. An address that a letter came "
            "back from is not tried again; done once more, what came back goes another way. That "
            "the deal stands still is in the way of nothing."
        ),
    ),
    button=("寄出", "Send them"),
    is_fresh=True,
    page=OnPage(back="incident", href=PART.href, facts=_standing),
    command=OnTerminal(),
    operation=in_api(
        "Write to the people whom the ledger counted.",
        "BreachPartLine",
        told_part,
        Scope.DECIDE,
        status=201,
        path="letters",
    ),
)
PRINT = Verb(
    noun="incident",
    name="print",
    on=BREACH,
    do=_print,
    title=("排版告知信", "Set letters for printing"),
    done=("信排好了", "The letters are set"),
    roles=HANDLERS,
    help=(
        "排成一份 PDF，一人一页起，放进开窗信封；文件密封着等您下载。没有登记交寄的会再排一次。",
        (
            "One PDF, a page or more a person, for window envelopes. It waits sealed until it is "
            "fetched; what was not posted is set again."
        ),
    ),
    button=("排版", "Set them"),
    long=jobs.Long.PRINT,
    is_fresh=True,
    page=OnPage(back="incident", facts=_standing, deal=_deal),
    command=OnTerminal(
        said=(
            "{count} 封信写入 {out}；交寄后：shoumi incident posted，并删除文件",
            "{count} letters in {out}; once posted: shoumi incident posted, and remove the file",
        ),
        more=(
            click.option(
                "--out",
                type=click.Path(dir_okay=False, path_type=Path),
                required=True,
                help="写入的新文件，0600 / New file, mode 0600.",
            ),
        ),
        **_TERMINAL,
    ),
)
POSTED = Verb(
    noun="incident",
    name="posted",
    on=BREACH,
    do=_posted,
    tells=told,
    title=("登记交寄", "Record that letters were posted"),
    done=("已登记交寄", "On record as posted"),
    roles=HANDLERS,
    help=("排版过的信都交给邮局以后再登记。", "Once all that was set for printing is posted."),
    button=("登记", "Record it"),
    page=OnPage(back="incident", to=("incident", "breach"), facts=_standing),
    command=OnTerminal(),
    operation=in_api("Record that printed letters of an incident were posted.", "BreachLine", told),
)
VERBS = (SEND, PRINT, POSTED)
