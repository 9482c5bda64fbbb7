"""Approve a text.  Its page, where it is written and seen first, is no form: ``pages/notices``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import options
from shoumi.base.deals import queries as deals
from shoumi.base.pages.forms import Field, Kind, words_of
from shoumi.base.verbs import DEAL, Call, InApi, OnTerminal, Verb
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import notice
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.queries import covered_fields
from shoumi.chapters.consent.services import notices as services
from shoumi.chapters.consent.verbs import files
from shoumi.chapters.consent.verbs.place import schemas
from shoumi.core.terms import Instrument, Role

TEXTS = tuple(rules.CONTENTS)
INSTRUMENT = Field(
    "instrument",
    ("法律手段", "What the law asks for"),
    Kind.ONE,
    options=words_of(TEXTS),
    of=Instrument,
)


def approve(call: Call) -> Notice:
    """``given``: ``instrument``, ``contents``, ``categories`` with ``words``, ``words_en`` and
    ``fields``; without a ``paper`` of one's own one is made."""
    instrument = call.given["instrument"]
    chosen = [
        ((one["words"], one["words_en"]), one["fields"])
        for one in map(dict, call.given.get("categories") or ())
    ]
    accounts.require(call.actor, call.at, Role.DPO)
    # Before a paper is made of it; the service asks again.
    contents, categories = services.written(call.given["contents"], chosen)
    services.require_whole(instrument, contents)
    paper = call.given.get("paper") or notice.notice(
        deals.deal(call.on), instrument, contents, categories, call.at
    )
    return services.approve(
        deal=call.on,
        instrument=instrument,
        contents=contents,
        chosen=chosen,
        paper=paper,
        actor=call.actor,
        at=call.at,
    )


def _approve_files(call: Call) -> Notice:
    contents, categories = files.contents(call.given["contents"])
    given = {"contents": contents, "categories": categories}
    paper = options.brought(call.given["paper"])
    return approve(replace(call, given={**call.given, **given, "paper": paper}))


def _told(made: Notice) -> dict[str, Any]:
    return {"ref": made.ref, "sha256": made.sha256, "position": made.position}


def line(one: Notice) -> dict[str, Any]:
    """A text as the API answers it."""
    found = covered_fields.categories(one)
    told = [
        {"words": own.words[0], "words_en": own.words[1], "fields": list(own.fields)}
        for own in found
    ]
    names = schemas().NoticeLine.model_fields
    return {**{name: getattr(one, name) for name in names}, "categories": told}


_PATH = click.Path(exists=True, dir_okay=False, path_type=Path)
APPROVE = Verb(
    noun="notice",
    name="approve",
    on=DEAL,
    do=approve,
    tells=_told,
    title=("批准告知文本", "Approve a notice"),
    done=("这一版批准了，可以准备告知", "This version is approved; a campaign can use it"),
    roles=(Role.DPO,),
    fields=(INSTRUMENT,),
    command=OnTerminal(
        help=("批准", "Approve a text for sending; from here on it never changes."),
        said=(
            "{ref} 已批准；下一步：shoumi campaign prepare --notice {ref}",
            "{ref} is approved; next: shoumi campaign prepare --notice {ref}",
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
                help="自备 PDF；默认由系统制作 / Your own PDF; otherwise one is made.",
            ),
        ),
        do=_approve_files,
    ),
    operation=InApi(
        scope=rules.Scope.WRITE,
        summary="Approve a text for sending; its paper is made here and kept sealed.",
        answer=lambda: schemas().NoticeLine,
        tells=line,
        given=lambda: schemas().NoticeGiven,
        status=201,
        path="notices",
    ),
)
