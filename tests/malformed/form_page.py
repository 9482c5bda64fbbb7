"""The forms of a page as a browser sees them, and what somebody sensible fills in."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

from tests.malformed.files import WHOLE, File


@dataclass(slots=True)
class Control:
    """``kind``  the type of an input, ``select`` or ``textarea``; ``options`` what may be chosen"""

    name: str
    kind: str
    value: str = ""
    is_needed: bool = False
    options: list[str] = field(default_factory=list)
    most: int = 200


@dataclass(slots=True)
class Form:
    action: str
    method: str
    has_files: bool = False
    controls: list[Control] = field(default_factory=list)


# Django's client sends forms without it; a request that is checked for it comes without.
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a name


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._open: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = told.get("action") or told.get("hx-post", "")
            method = "post" if "hx-post" in told else told.get("method", "get").lower()
            self._form = Form(action, method, "multipart" in told.get("enctype", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, told, self._form)

    def _control(self, tag: str, told: Mapping[str, str], form: Form) -> None:
        if tag == "option" and self._open is not None:
            if told.get("value"):
                self._open.options.append(told["value"])
            if "selected" in told:
                self._open.value = told.get("value", "")
        if tag not in ("input", "select", "textarea") or told.get("name", _TOKEN) == _TOKEN:
            return
        kind = told.get("type", "text") if tag == "input" else tag
        most = told.get("maxlength", "")
        made = Control(told["name"], kind, told.get("value", ""), "required" in told)
        made.most = int(most) if most.isdigit() else made.most
        same = next((one for one in form.controls if one.name == made.name), None)
        if kind in ("checkbox", "radio") and same is not None:
            same.options.append(made.value or "on")
            return
        if kind in ("checkbox", "radio"):
            made.options.append(made.value or "on")
        form.controls.append(made)
        self._open = made if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._open = None


def forms(page: str) -> list[Form]:
    """Those that are sent by POST."""
    reader = _Reader()
    reader.feed(page)
    return [one for one in reader.forms if one.method == "post"]


FREE = ("text", "textarea", "file", "search", "password", "email", "url")
Value = bytes | File
Pairs = list[tuple[str, Value]]
_WORDS: Sequence[tuple[str, str]] = (
    ("mail", "a@b.example"), ("login", "a@b.example"), ("mobile", "15400001234"),
    ("phone", "15400001234"), ("url", "https://hooks.example/in"), ("host", "hooks.example"),
    ("code", "123456"), ("uscc", "91990000MA0DEM0213"), ("fingerprint", "0" * 64),
    ("hash", "0" * 64), ("port", "587"), ("year", "2027"),
)  # fmt: skip
_LONG = "虚构的说明，写得够长，别人读得懂：为了核对这一步，按手册办理。"
_DAYS = (-400, -20, -1, 0, 1, 5, 20, 60, 300)


def filled(form: Form, chance: random.Random, at: datetime) -> Pairs:
    """One submission that the form itself does not find fault with."""
    pairs: Pairs = []
    for one in form.controls:
        if not one.is_needed and one.kind not in ("hidden", "checkbox") and chance.random() < 0.3:
            continue
        pairs += [(one.name, value) for value in _values(one, chance, at)]
    return pairs


def _values(one: Control, chance: random.Random, at: datetime) -> list[Value]:
    match one.kind:
        case "hidden" | "submit":
            return [one.value.encode()]
        case "file":
            return [chance.choice(WHOLE)]
        case "checkbox":
            if len(one.options) == 1:
                return [one.options[0].encode()]
            count = chance.randrange(1, len(one.options) + 1)
            return [value.encode() for value in chance.sample(one.options, count)]
        case "select" | "radio":
            return [chance.choice(one.options).encode()] if one.options else [b""]
        case "date":
            return [_day(chance, at).isoformat().encode()]
        case "datetime-local":
            return [f"{_day(chance, at).isoformat()}T10:00".encode()]
        case "number":
            return [chance.choice(("1", "2", "5", "30", "2027")).encode()]
        case "textarea":
            return [(one.value.strip() or _LONG).encode()]
    word = next((word for part, word in _WORDS if part in one.name), "虚构示例")
    return [(one.value or word)[: one.most].encode()]


def _day(chance: random.Random, at: datetime) -> date:
    return (at + timedelta(days=chance.choice(_DAYS))).date()
