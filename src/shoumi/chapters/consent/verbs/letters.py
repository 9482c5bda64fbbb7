"""Letters in a file for a company that delivers: write them, record that they were handed over and
which came back, remind once.

First letters are written by command alone, into a new file; on a page a worker writes reminders,
sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from django.db import transaction

from shoumi.base.commands.files import new
from shoumi.base.correspondence import decoys
from shoumi.base.gate import queries as tasks
from shoumi.base.messages import names
from shoumi.base.messages.text import shown
from shoumi.base.pages import choices, scoping
from shoumi.base.pages.form_submission import FieldErrors
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, Group, OnTerminal, Verb
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import letter_text, letters
from shoumi.chapters.consent.jobs import Long
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.queries import instruments
from shoumi.chapters.consent.services import bounces, campaigns, dispatch, letter_files, reminders
from shoumi.chapters.consent.verbs import files
from shoumi.chapters.consent.verbs.place import CAMPAIGN, chosen, last_day
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

_EITHER: Both = (
    "填一个回执码，或交一份文件；两样都填就都不作数。",
    "Give one code or one file, not both.",
)


def _tasks(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The open tasks of this person to send notices in this deal."""
    for one in tasks.open_for(request.who(), request.at):
        is_of = one.deal == place["deal"] and one.purpose == Purpose.NOTICE
        if is_of and Act.SEND in one.acts:
            words = choices.purpose_of(request, one)
            yield one.ref, (words, words)


def _send(call: Call) -> dict[str, Any]:
    """The file is made first: a window that opened for letters nobody can write has begun in
    vain."""
    given = call.given
    lost = frozenset(files.refs(given["unreached"] or ()))
    with new(given["out"]) as file:
        told = {"campaign": call.on, "task": given["task"], "actor": call.actor, "at": call.at}
        codes = letter_files.begin(text=letter_text.of, **told)
        made_up = decoys.of_file(call.at) if codes else ()
        deal = Ref(campaigns.get(call.on, rules.CampaignState.OPEN).deal)
        decoys.record(made_up, deal, call.actor, call.at)
        own = letters.Letters(file, lost, letters.placed(made_up, len(codes)))
        sender = letters.ToHand(own)
        counts = dispatch.send(codes=codes, sender=sender, **told)
    return {
        "written": sender.written,
        "unreached": counts["unreached"],
        "out": str(given["out"]),
    }


def _handed(call: Call) -> dict[str, int]:
    found = campaigns.get(call.on, rules.CampaignState.OPEN)
    people = files.written(call.given["file"], found)
    count = letter_files.handed(campaign=call.on, people=people, actor=call.actor, at=call.at)
    return {"count": count}


def _remind(call: Call) -> dict[str, Any]:
    given, found = call.given, _to_remind(call)
    known = files.read_codes(given["codes"]) if given["codes"] else None
    with new(given["out"]) as file:
        sender = letters.Letters(file)
        made = reminders.write(found, given["task"], sender, call.actor, call.at, known)
        with transaction.atomic():
            count = dispatch.remind(campaign=call.on, actor=call.actor, at=call.at)
            reminders.record(found, made["reached"], call.actor, call.at)
    return {"count": count, "out": str(given["out"])}


def _to_remind(call: Call) -> Campaign:
    return dispatch.require_reminder(campaign=call.on, actor=call.actor, at=call.at)


def _remind_in(call: Call) -> Ref:
    """Refused here and now where the reminder may not go out; the worker asks once more."""
    return Ref(_to_remind(call).deal)


def _bounced(call: Call) -> None:
    """All of them or none; what is wrong stands at the field it is wrong in."""
    found = campaigns.get(call.on, rules.CampaignState.OPEN)
    code, brought = call.given["code"].strip(), call.given["file"]
    if bool(code) == bool(brought):
        raise FieldErrors(bounces.Unfit(count=1), {"code": [_EITHER]})
    told = bounces.file(brought, found) if brought else bounces.one(code, found)
    if told.points:
        unfit = bounces.Unfit(count=told.wrong)
        raise FieldErrors(unfit, {"file" if brought else "code": told.points})
    dispatch.came_back(campaign=call.on, people=told.people, actor=call.actor, at=call.at)


def _bounced_lines(call: Call) -> dict[str, int]:
    found = campaigns.get(call.on, rules.CampaignState.OPEN)
    people = files.returned(call.given["file"], found)
    dispatch.came_back(campaign=call.on, people=people, actor=call.actor, at=call.at)
    return {"count": len(people)}


def _standing(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """How each open campaign stands, so that nobody reminds twice."""
    yield from scoping.about(request, deal)
    for one in Campaign.objects.filter(deal=deal, state=rules.CampaignState.OPEN).order_by("id"):
        tally, lang = instruments.counts(one), request.lang
        reminded: Both = ("还没有提醒过", "not reminded yet")
        if one.reminded_at:
            on = shown(one.reminded_at, lang)
            reminded = (f"{on} 提醒过，不能再提醒", f"reminded {on}, and never again")
        words: Both = (
            "{silent} 人没有答复，{unreached} 人没有送达；{reminded}；答复期到 {until}",
            "{silent} have not answered, {unreached} were not reached; {reminded}; open to {until}",
        )
        yield (
            names.pair(rules.Purpose(one.purpose)),
            request.say(
                words,
                silent=tally["silent"],
                unreached=tally["unreached"],
                reminded=request.say(reminded),
                until=last_day(request, one.window_ends_at),
            ),
        )


TASK = Field(
    "task",
    ("任务", "Task"),
    Kind.ONE,
    ("目的是告知、能发送的任务。", "A task of giving notice that may send."),
    options=_tasks,
    of=Ref,
)
_OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="交给发送方的新文件，0600 / New file for whoever delivers: name, mobile, code.",
)
SEND = Verb(
    noun="campaign",
    name="send",
    on=CAMPAIGN,
    do=_send,
    title=("写告知信", "Write the letters"),
    done=("告知信写好了", "The letters are written"),
    roles=dispatch.SENDERS,
    fields=(TASK,),
    is_final=True,
    is_fresh=True,
    # Not by page: who has pages has ways by which letters leave, and their records.
    command=OnTerminal(
        help=(
            "写告知信",
            (
                "Check everything, open the window, write the letters for a company that "
                "delivers.\n\nNobody counts as reached by that: `handed` records that the file "
                "was handed over. Who has no number is not reached; `bounced` tells of those "
                "that came back later."
            ),
        ),
        said=(
            (
                "{written} 封信写入 {out}，{unreached} 人没有号码；"
                "交给发送方后：shoumi campaign handed，并删除文件"
            ),
            (
                "{written} letters in {out}, {unreached} people without a number; once handed "
                "over: shoumi campaign handed, and remove the file"
            ),
        ),
        asks_yes=False,
        more=(
            _OUT,
            click.option(
                "--unreached",
                type=click.File("r"),
                help="已知送不到的编号 / References known to be lost.",
            ),
        ),
    ),
    group=Group.NOTICES,
)
HANDED = Verb(
    noun="campaign",
    name="handed",
    on=CAMPAIGN,
    do=_handed,
    title=("登记已交给发送方", "Record that letters were handed over"),
    done=("已登记，答复期从今天算", "On record; their time to answer runs from today"),
    roles=dispatch.SENDERS,
    is_final=True,
    is_fresh=True,
    command=OnTerminal(
        help=(
            "登记交付",
            (
                "Record that the letters of FILE are with whoever delivers them.\n\n"
                "FILE is what `send` wrote, as it was handed over. These people's time to "
                "answer runs from now."
            ),
        ),
        said=("{count} 封信已交给发送方，答复期从今天算", "{count} letters are handed over"),
        asks_yes=False,
        more=(
            click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        ),
    ),
    group=Group.NOTICES,
)
BOUNCED = Verb(
    noun="campaign",
    name="bounced",
    after_end=True,
    on=CAMPAIGN,
    do=_bounced,
    title=("登记退信", "Record letters that came back"),
    done=("已登记为没有送达", "On record as not delivered"),
    roles=dispatch.SENDERS,
    help=(
        "没有送达的人不算沉默，也不提醒。登记退信不读任何人的联系方式。",
        "Who was not reached is not silent, and is not reminded. No contact data is read here.",
    ),
    is_final=True,
    page=chosen(
        Field(
            "code",
            ("一封：回执码", "One letter: its code"),
            Kind.HIDDEN,
            (
                "退回的信上的六组字符。",
                "The six groups on the letter that came back.",
            ),
            is_needed=False,
            most=80,
            hints={"autocomplete": "off"},
        ),
        Field(
            "file",
            ("多封：CSV 文件", "Several: a CSV file"),
            Kind.FILE,
            (
                "第一行写 code，下面每行一个回执码，UTF-8。有一行不对，整份都不记。",
                "First line code, then one code a line, in UTF-8. One wrong line: none counts.",
            ),
            is_needed=False,
        ),
        facts=_standing,
    ),
    # At a terminal its lines are codes or references, piped in as they come.
    command=OnTerminal(
        help=(
            "退信",
            "Record those who were not reached after all: codes or references, one a line.",
        ),
        said=("{count} 人未送达", "{count} not reached"),
        asks_yes=False,
        more=(click.argument("file", type=click.File("r")),),
        do=_bounced_lines,
    ),
    group=Group.NOTICES,
)
REMIND = Verb(
    noun="campaign",
    name="remind",
    on=CAMPAIGN,
    do=_remind,
    title=("提醒一次", "Remind once"),
    done=("提醒信写好了", "The reminders are written"),
    roles=dispatch.REMINDERS,
    fields=(TASK,),
    help=(
        (
            "只提醒一次，答复期里才可以，只给收到信、还没答复的人；"
            "拒绝过的不再问（网络数据安全管理条例第二十二条）。提醒信密封着等您下载。"
        ),
        (
            "One reminder, while answers count, and only to those who got a letter and have "
            "not answered; after a no nobody is asked again (Network Data Security "
            "Regulation 22). The file waits sealed for you."
        ),
    ),
    long=Long.REMIND,
    is_final=True,
    is_fresh=True,
    page=chosen(facts=_standing, deal=_remind_in),
    command=OnTerminal(
        help=("提醒一次", "The one reminder: letters for those who have not answered."),
        said=(
            "{count} 人未答复，提醒见 {out}",
            "{count} have not answered; letters in {out}",
        ),
        asks_yes=False,
        more=(
            click.option(
                "--codes",
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help="回执码文件，subject、code 两列；不给就再算一遍 / "
                "File of codes (subject, code); by default made again.",
            ),
            _OUT,
        ),
    ),
    group=Group.NOTICES,
)
