"""Write a text, and approve what another wrote.  The page where it is written and seen first is no
form: ``pages/notices``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import options
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages.forms import Field, Kind, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, Group, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import notice
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.queries import covered_fields
from shoumi.chapters.consent.services import notices as services
from shoumi.chapters.consent.verbs import files
from shoumi.chapters.consent.verbs.place import NOTICE, own_draft, schemas
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

if TYPE_CHECKING:
    from ninja import Schema

TEXTS = tuple(rules.CONTENTS)
INSTRUMENT = Field(
    "instrument",
    ("法律手段", "What the law asks for"),
    Kind.ONE,
    options=words_of(TEXTS),
    of=Instrument,
)


def write(call: Call) -> NoticeDraft:
    """``given``: ``instrument``, ``contents``, ``categories`` with ``words``, ``words_en`` and
    ``fields``; without a ``paper`` of one's own one is made when it is approved."""
    chosen = [
        ((one["words"], one["words_en"]), one["fields"])
        for one in map(dict, call.given.get("categories") or ())
    ]
    return services.write(
        deal=call.on,
        instrument=call.given["instrument"],
        contents=call.given["contents"],
        chosen=chosen,
        paper=call.given.get("paper"),
        actor=call.actor,
        at=call.at,
    )


def _write_files(call: Call) -> NoticeDraft:
    contents, categories = files.contents(call.given["contents"])
    given = {"contents": contents, "categories": categories}
    paper = options.brought(call.given["paper"])
    return write(replace(call, given={**call.given, **given, "paper": paper}))


def _approve(call: Call) -> Notice:
    found = services.waiting(call.on)
    services.require_approvable(found, call.actor, call.at)  # before a paper is made of it
    services.require_fit(found)
    paper = None if found.document else _paper_of(found, call.at)
    return services.approve(draft=call.on, paper=paper, actor=call.actor, at=call.at)


def _paper_of(found: NoticeDraft, at: datetime) -> bytes:
    categories = covered_fields.categories(found)
    deal, instrument = deals.deal(Ref(found.deal)), Instrument(found.instrument)
    return notice.notice(deal, instrument, found.contents, categories, at)


def _send_back(call: Call) -> NoticeDraft:
    return services.send_back(draft=call.on, actor=call.actor, at=call.at)


def _told(made: Notice | NoticeDraft) -> dict[str, Any]:
    return {"ref": made.ref, "sha256": made.sha256, "position": made.position}


def line(one: Notice) -> dict[str, Any]:
    """A text as the API answers it."""
    return _line(one, schemas().NoticeLine)


def draft_line(one: NoticeDraft) -> dict[str, Any]:
    """A text that was written, as the API answers it."""
    return _line(one, schemas().NoticeDraftLine)


def _line(one: Notice | NoticeDraft, schema: type[Schema]) -> dict[str, Any]:
    told = [
        {"words": own.words[0], "words_en": own.words[1], "fields": list(own.fields)}
        for own in covered_fields.categories(one)
    ]
    return {
        **{name: getattr(one, name) for name in schema.model_fields if name != "categories"},
        "categories": told,
    }


def _about(request: PageRequest, notice: str) -> Iterator[tuple[Both, object]]:
    """What is approved, and who wrote it."""
    found = own_draft(request, notice)
    yield (
        ("法律手段", "What the law asks for"),
        names.of(Instrument(found.instrument), request.lang),
    )
    yield ("谁写的", "Written by"), accounts.names([found.written_by])[found.written_by]
    yield ("写于", "Written"), found.written_at
    yield ("散列", "SHA-256"), found.sha256


def _to_approve(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    """Offered where a text of the deal waits for this very person."""
    waiting = NoticeDraft.objects.filter(deal=place.get("deal", ""), state=rules.DraftState.WAITING)
    for found in waiting.order_by("id"):
        with suppress(DomainError):
            services.require_approvable(found, request.who(), request.at)
            return {"notice": found.ref}
    return None


_PATH = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITE = Verb(
    noun="notice",
    name="write",
    on=DEAL,
    do=write,
    tells=_told,
    title=("写告知文本", "Write a notice"),
    done=("写好了，等另一人批准", "Written; another person approves it"),
    roles=rules.WRITERS,
    fields=(INSTRUMENT,),
    command=OnTerminal(
        help=("写一份", "Write a text for another person to approve."),
        said=(
            "{ref} 写好了；由另一人批准：shoumi campaign notice approve {ref}",
            "{ref} is written; another person: shoumi campaign notice approve {ref}",
        ),
        more=(
            click.option(
                "--contents",
                type=_PATH,
                required=True,
                help="各事项的文字（TOML） / Texts and categories; see `notice outline`.",
            ),
            click.option(
                "--paper",
                type=_PATH,
                help="自备 PDF；默认批准时由系统制作 / Your own PDF; else one is made at approval.",
            ),
        ),
        do=_write_files,
    ),
    operation=InApi(
        scope=rules.Scope.WRITE,
        summary="Write a text for another person to approve.",
        answer=lambda: schemas().NoticeDraftLine,
        tells=draft_line,
        given=lambda: schemas().NoticeGiven,
        status=201,
        path="notices",
    ),
)
_PAGE = OnPage(back="notice-text", facts=_about)
APPROVE = Verb(
    noun="notice",
    name="approve",
    on=NOTICE,
    do=_approve,
    tells=_told,
    title=("批准告知文本", "Approve the notice"),
    done=("这一版批准了，可以准备告知", "This version is approved; a campaign can use it"),
    roles=rules.APPROVERS,
    help=(
        "看过客户会看到的再批准；批准以后不能改，改就是新的一版。",
        "Look at what customers will see first. What is approved never changes.",
    ),
    button=("批准", "Approve"),
    satisfies=frozenset({"campaign.prepared"}),
    is_final=True,
    page=replace(_PAGE, prefill=_to_approve),
    command=OnTerminal(
        said=(
            "{ref} 已批准；下一步：shoumi campaign prepare --notice {ref}",
            "{ref} is approved; next: shoumi campaign prepare --notice {ref}",
        ),
        asks_yes=False,
    ),
    operation=InApi(
        scope=rules.Scope.WRITE,
        summary="Approve a text that another person wrote; its paper is made and kept sealed.",
        answer=lambda: schemas().NoticeLine,
        tells=line,
    ),
    group=Group.NOTICES,
)
RETURN = Verb(
    noun="notice",
    name="return",
    on=NOTICE,
    do=_send_back,
    tells=_told,
    title=("退回告知文本", "Return the notice"),
    done=("退回了，要用就重写一份", "Returned; write it anew to use it"),
    roles=tuple(dict.fromkeys((*rules.APPROVERS, *rules.WRITERS))),
    help=(
        "写的人可以收回，批准的人可以退回；写的内容留着，重写时可以照着改。",
        "Its writer takes it back, its approver returns it; what was written stays to copy from.",
    ),
    button=("退回", "Return"),
    page=_PAGE,
    command=OnTerminal(said=("{ref} 退回了", "{ref} is returned")),
    operation=InApi(
        scope=rules.Scope.WRITE,
        summary="Return a text to its writer, or take one's own back.",
        answer=lambda: schemas().NoticeDraftLine,
        tells=draft_line,
    ),
    group=Group.NOTICES,
)
