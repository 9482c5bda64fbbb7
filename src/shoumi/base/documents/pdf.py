"""The one maker of PDF files.

Templates are Typst files: the house's own in ``templates`` beside this module, those of a chapter
in the folder that its card names (``papers``).  In each folder a ``templates.toml`` says which data
each takes.  They begin with ``base.typ``, imported by its place in the package.  Data goes in as
JSON and is set as text, so nothing in it is read as markup.  The same data gives the
same bytes: the only dates are the data's own, and the fonts are the two full Noto SC files of
``pylopdf-fonts-zh-cn``, never the machine's.  The result is PDF/A-2b (ISO 19005-2); a character
that no font can draw is an error, never an empty box.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

import shoumi
from shoumi.base import registry
from shoumi.base.documents.errors import (
    DataIncomplete,
    NoSuchTemplate,
    UnprintableText,
    WillNotTypeset,
)
from shoumi.base.documents.signature_fields import Field, prepare

# Controls, invisible and reordering characters, private and half ones: a page that has them could
# say one thing and show another.  Whether a font has an assigned character, the font decides.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_CHINA = timedelta(hours=8)


_PACKAGE = Path(shoumi.__path__[0])
_OWN = Path(__file__).with_name("templates")
_COMMON = "common"


@dataclass(frozen=True, slots=True)
class Template:
    """``path``  below the package; what it needs, and may have, besides the common keys"""

    path: str
    required: frozenset[str]
    optional: frozenset[str]


def make_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """A document with empty signature fields where ``data["signers"]`` asks for them.

    Values are strings, whole numbers, booleans, None, lists and mappings of these; a signer is
    ``{"field", "name", "role", "role_en"}``.

    Raises:
        NoSuchTemplate: there is no such template.
        DataIncomplete: a key is missing or not known.
        UnprintableText: a character cannot be printed.
        WillNotTypeset: a value has the wrong shape.
    """
    _check_keys(template, data)
    _check_text(template, data)
    made, boxes = _run(template, data, is_whole=True)
    return prepare(made, [_field(box) for box in boxes]) if boxes else made


def stamp(data: Mapping[str, Any]) -> bytes:
    """One page, as large as its box, that shows a signature."""
    _check_text("stamp", data)
    return _run("stamp", data)[0]


def templates() -> list[str]:
    return sorted(name for name in _catalogue() if name != _COMMON)


def of_folder(folder: Path) -> dict[str, Template]:
    """The templates that a folder's ``templates.toml`` lists."""
    below = folder.relative_to(_PACKAGE).as_posix()
    listed = tomllib.loads((folder / "templates.toml").read_text("utf-8"))
    return {
        name: Template(
            f"/{below}/{name}.typ", frozenset(keys["required"]), frozenset(keys["optional"])
        )
        for name, keys in listed.items()
    }


@cache
def _catalogue() -> dict[str, Template]:
    """
    Raises:
        BadCard: two folders have a template of one name.
    """
    found = of_folder(_OWN)
    for card in registry.cards():
        brought = of_folder(card.papers) if card.papers else {}
        if twice := brought.keys() & found.keys():
            raise registry.BadCard(f"{card.slug!r} brings templates again: {sorted(twice)}")
        found |= brought
    return found


@cache
def _fonts() -> typst.Fonts:
    folder = str(resources.files(pylopdf_fonts_zh_cn))
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _check_keys(template: str, data: Mapping[str, Any]) -> None:
    catalogue = _catalogue()
    if template not in catalogue or template == _COMMON:
        raise NoSuchTemplate(template=template)
    own, common = catalogue[template], catalogue[_COMMON]
    required = own.required | common.required
    missing = sorted(required - data.keys())
    unknown = sorted(data.keys() - required - own.optional - common.optional)
    if missing or unknown:
        raise DataIncomplete(
            template=template, missing=", ".join(missing), unknown=", ".join(unknown)
        )


def _check_text(template: str, data: Mapping[str, Any]) -> None:
    for text in _texts(data):
        if any(c != "\n" and unicodedata.category(c) in _UNPRINTABLE for c in text):
            raise UnprintableText(template=template)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _compiler(template: str, data: Mapping[str, Any]) -> typst.Compiler:
    listed = _catalogue().get(template)
    return typst.Compiler(
        input=f"{_PACKAGE}{listed.path}" if listed else f"{_OWN}/{template}.typ",
        root=str(_PACKAGE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _run(
    template: str, data: Mapping[str, Any], *, is_whole: bool = False
) -> tuple[bytes, list[dict[str, Any]]]:
    """The file and, where the data name signers, the places of their boxes.

    A stamp becomes part of another file's page, so it has no date and no structure of its own.
    """
    try:
        compiler = _compiler(template, data)
        made = compiler.compile(
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=_noon(data["date"]) if is_whole else 0,
            pdf_tags=is_whole,
        )
        query = compiler.query("<signature-box>", field="value") if data.get("signers") else "[]"
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            raise UnprintableText(template=template) from None
        # The diagnostic quotes the data, so it goes no further than this.
        raise WillNotTypeset(template=template) from None
    except (ValueError, TypeError):
        raise WillNotTypeset(template=template) from None
    assert isinstance(made, bytes)
    return made, json.loads(query)


def _noon(date: str) -> datetime:
    """The document's own day, as the creation time in its metadata (noon in China)."""
    day = datetime.fromisoformat(date[:10]).replace(hour=12, tzinfo=UTC)
    return day - _CHINA


def _field(box: Mapping[str, Any]) -> Field:
    """Typst counts from the top left corner, PDF from the bottom left (A4 is 841.89 pt high)."""
    top = 841.89 - box["y"]
    return Field(
        name=box["field"],
        page=box["page"] - 1,
        box=(
            round(box["x"]),
            round(top - box["h"]),
            round(box["x"] + box["w"]),
            round(top),
        ),
    )
