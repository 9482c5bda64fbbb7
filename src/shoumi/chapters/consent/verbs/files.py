"""Files of a campaign: receipt codes, contents of a notice, answers that came on paper."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shoumi.base.commands.files import FileUnfit, rows
from shoumi.base.correspondence import decoys
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.services import dispatch
from shoumi.chapters.consent.services.answers import Said
from shoumi.chapters.consent.services.errors import NotInvited
from shoumi.core.refs import Ref

_GIVEN = {"given", "yes", "agree", "同意", "是"}
_REFUSED = {"refused", "no", "decline", "不同意", "拒绝", "否"}
_TRUE = {"yes", "true", "1", "是"}


def read_codes(path: Path) -> dict[Ref, str]:
    """
    Raises:
        FileUnfit
    """
    return {Ref(row["subject"]): row["code"] for _, row in rows(path, {"subject", "code"})}


def contents(path: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The contents of a notice: a flat TOML table of texts; and its categories, where they are a
    list of tables with ``words``, ``words_en`` and ``fields``.

    Raises:
        FileUnfit
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        given = table.pop("categories", "")
        if isinstance(given, str):
            return {**_texts(table), "categories": given}, []
        return _texts(table), [_category(one) for one in given]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise FileUnfit(place=path.name) from error


def _texts(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in table.items()}


def _category(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "words": str(given["words"]),
        "words_en": str(given.get("words_en", "")),
        "fields": [str(code) for code in given["fields"]],
    }


def refs(file: Iterable[str]) -> list[Ref]:
    """One reference a line."""
    return [Ref(line.strip()) for line in file if line.strip()]


def returned(file: Iterable[str], campaign: Campaign) -> list[Ref]:
    """Whose letters came back: by the code in the letter, or by reference.

    Raises:
        NotInvited
    """
    lines = decoys.without([line.strip() for line in file if line.strip()])
    return [Ref(one) if one.startswith("sub-") else subject_of(one, campaign) for one in lines]


def written(path: Path, campaign: Campaign) -> list[Ref]:
    """Whose letters stand in a file that ``campaign send`` wrote.

    Raises:
        FileUnfit, NotInvited
    """
    codes = decoys.without([row["code"].strip() for _, row in rows(path, {"code"})])
    return [subject_of(code, campaign) for code in codes]


def answers(path: Path, campaign: Campaign) -> list[Said]:
    """Answers from a CSV file with ``answer``, ``guardian`` and ``code`` or ``subject``.

    Raises:
        FileUnfit, NotInvited
    """
    return [_said(row, campaign, place) for place, row in rows(path, {"answer"})]


def _said(row: Mapping[str, str], campaign: Campaign, place: str) -> Said:
    word = (row.get("answer") or "").strip().casefold()
    if word not in _GIVEN | _REFUSED:
        raise FileUnfit(place=place)
    answer = rules.Answer.GIVEN if word in _GIVEN else rules.Answer.REFUSED
    guardian = (row.get("guardian") or "").strip().casefold() in _TRUE
    if row.get("subject"):
        return Said(Ref(row["subject"].strip()), answer, guardian)
    return Said(subject_of((row.get("code") or "").strip(), campaign), answer, guardian)


def subject_of(code: str, campaign: Campaign) -> Ref:
    """Whom a receipt code was given to.

    Raises:
        NotInvited
    """
    found = dispatch.invitation(campaign, code)
    if found is None:
        raise NotInvited
    return Ref(found.subject)
