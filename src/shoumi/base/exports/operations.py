"""The long act of an export: a list is written to a file, recorded, and kept for who asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from shoumi.base import clock, registry
from shoumi.base.exports.errors import FormatUnfit, NoSuchList
from shoumi.base.exports.events import Format, Listed, Tag
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import writer
from shoumi.base.messages.text import say
from shoumi.base.operations import requests
from shoumi.base.operations.made_files import Fetch
from shoumi.base.operations.runner import Work
from shoumi.base.pages import list_files
from shoumi.base.registry import Asked, ListExport, MadeFile, Operation
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import SYSTEM, Ref


class Long(StrEnum):
    EXPORT = "list_export"


def named(slug: str) -> ListExport:
    """
    Raises:
        NoSuchList
    """
    found = registry.list_exports().get(slug)
    if found is None:
        raise NoSuchList
    return found


def ask(
    *,
    slug: str,
    of: Format,
    deal: Ref | None,
    given: Mapping[str, str],
    lang: Lang,
    actor: Ref,
    at: datetime,
) -> Ref:
    """Queue it, where it may be had now; answers the reference of the work.

    Raises:
        NoSuchList, FormatUnfit
        and what the list refuses (``ListExport.ask``)
    """
    one = named(slug)
    if of.value not in one.formats:
        raise FormatUnfit
    asked = Asked(actor, deal, {}, at, lang)
    names = one.filters(asked)
    kept = {name: value for name, value in given.items() if name in names and value}
    one.ask(replace(asked, given=kept))
    told = {"list": one.slug, "format": of.value, "filter": kept, "lang": lang}
    made = requests.ask(
        kind=Long.EXPORT, about=Ref.new("export"), deal=deal or SYSTEM, given=told, actor=actor
    )
    return Ref(made.ref)


def _asked(work: Ref, given: Mapping[str, Any], actor: Ref, at: datetime) -> Asked:
    deal = None if work == SYSTEM else work
    return Asked(actor, deal, given["filter"], at, given["lang"])


def _export(work: Work) -> None:
    given, kept = work.given, work.kept
    one = named(given["list"])
    asked = _asked(work.deal, given, work.actor, work.at)
    one.ask(asked)
    if "slip" in kept:
        work.done(kept)
        return
    rows = list(one.rows(asked))
    people = [Ref(row[0]) for row in rows] if one.people else []
    heads = [say(head, asked.lang) for head in one.heads(asked)]
    above = one.preface(asked) if one.preface else ()
    report(Step.WRITING, len(rows), len(rows))
    content = list_files.made(
        Format(given["format"]), say(one.name, asked.lang), heads, rows, above
    )
    position = _recorded(work, one, len(rows), content, asked)
    kept = {**given, "count": len(rows), "position": position}
    kept |= {"name": one.slug, "suffix": given["format"]}
    work.keep_file(kept, content, task="", people=people)
    work.done(kept)


def _recorded(work: Work, one: ListExport, count: int, content: bytes, asked: Asked) -> int:
    """What is not recorded is not kept for anybody."""
    facts: dict[str, Value] = {
        "list": Listed(one.slug),
        "format": Format(work.given["format"]),
        "count": count,
        "content": Digest(hashlib.sha256(content).digest()),
    }
    about = Ref(work.errand.ref)
    event = Event(Tag.MADE, work.actor, about, clock.now(), facts, ("1.5",), asked.deal)
    with transaction.atomic():
        return writer.record(event).position


def _may_fetch(fetch: Fetch) -> Sequence[Ref]:
    """Asked as when it was made; who is not on the list any more may not be in it."""
    given = fetch.errand.result or {}
    asked = _asked(fetch.deal, given, fetch.actor, fetch.at)
    one = named(given["list"])
    one.ask(asked)
    # Of whatever state: that somebody's is another one now takes nobody off.
    return one.people(replace(asked, given={})) if one.people else fetch.people


def _onward(about: str, deal: str, made: Mapping[str, Any]) -> tuple[Both, str] | None:
    if not made:
        return None
    one = named(made["list"])
    query = urlencode({**made["filter"], **({"deal": deal} if deal != SYSTEM else {})})
    return ("回到清单", "Back to the list"), f"{reverse(one.route)}?{query}"


OPERATIONS = (
    Operation(
        kind=Long.EXPORT,
        name=("导出清单", "exporting a list"),
        run=_export,
        done=("导出了 {count} 行。", "{count} rows are in the file."),
        onward=_onward,
        file=MadeFile(("下载文件", "Download the file"), "list", "xlsx", _may_fetch),
    ),
)
