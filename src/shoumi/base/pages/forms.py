"""What a person fills in, declared as data; Django's forms read it and say what is wrong.

A ``Field`` has its words in both languages.  ``build`` makes the form for one reader; its cleaned
values are plain: text, numbers, dates, moments in UTC, references, words of closed lists, files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages.request import PageRequest
from shoumi.core.calendar import CHINA, end_of_day, is_in_reach, read_moment
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import MalformedRef, Ref

# (stored value, words)
Option = tuple[str, Both]
Options = Callable[[PageRequest, Mapping[str, Any]], Iterable[Option]]
NO_HELP: Both = ("", "")
_FEN, _MOST_DIGITS = 100, 14
_NOTHING: Both = ("没有可选的“{what}”。", "There is nothing to choose for “{what}”.")
_NOT_LISTED: Both = (
    "选的不在列出的里面，可能刚被别人办了；请重新选。",
    "What was chosen is not in the list; somebody may just have done it. Choose again.",
)
_CHOOSE: Both = ("请选择", "Choose")


class Kind(StrEnum):
    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    MONEY = "money"  # typed in yuan, becomes whole fen
    DAY = "day"
    MOMENT = "moment"
    TICK = "tick"
    ONE = "one"  # of a list
    MANY = "many"  # of a list
    FILE = "file"
    FILES = "files"
    HIDDEN = "hidden"  # what is typed is not shown


@dataclass(frozen=True, slots=True)
class Field:
    """``options``  of a list: pairs, or a function that finds them for the page that is asked

    ``of``       what a chosen word becomes: a closed enum or ``Ref``
    ``among``    all that a function may find, for command line and API, which ask without a page
    ``option``   on the command line, where it is not ``--`` and the name: ``person`` of ``persons``
    ``default``  where nothing is given on the command line or over the API
    ``is_once``  what was typed does not come back, as it may be a secret filled in by mistake
    ``names``    what a reference names, which a command also finds by what people call it:
                 ``person``, ``deal``, ``party``
    ``row``      of a form of several things: the heading of the one that begins with this field
    ``empty``    what to do first where there is nothing to choose from
    """

    name: str
    label: Both
    kind: Kind = Kind.TEXT
    help: Both = NO_HELP
    is_needed: bool = True
    options: Sequence[Option] | Options = ()
    among: Sequence[Option] = ()
    of: Callable[[str], Any] = str
    most: int = 200
    least: int = 0
    initial: object = None
    hints: Mapping[str, str] = field(default_factory=dict)  # attributes such as autocomplete
    option: str = ""
    default: object = None
    names: str = ""
    is_once: bool = False
    row: Both = NO_HELP
    empty: Both = NO_HELP

    @property
    def words(self) -> tuple[str, ...]:
        """The stored values of a closed list; empty where only a function finds them."""
        found = self.among if callable(self.options) else self.options
        return tuple(value for value, _ in found)


class _Files(forms.FileField):
    """Several files in one field."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not given:
            return [] if not self.required else [super().clean(None, initial)]
        return [super(_Files, self).clean(one, initial) for one in given]


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class _OnceInput(forms.TextInput):
    """What was typed does not come back in the page."""

    def format_value(self, value: Any) -> str | None:
        return None


class _OnceText(forms.Textarea):
    """The same of several lines.  What the page itself fills in is shown as ever."""

    def __init__(self, filled_in: Any) -> None:
        super().__init__(attrs={"rows": 4})
        self._filled_in = filled_in

    def format_value(self, value: Any) -> str | None:
        return super().format_value(value) if value == self._filled_in else None


def words_of(words: Iterable[StrEnum]) -> tuple[Option, ...]:
    """Options of a closed list, each word by its name."""
    return tuple((word.value, names.pair(word)) for word in words)


def from_query(name: str) -> Callable[[PageRequest, Mapping[str, Any]], str]:
    """What the address asks for, as a field's first value: ``?kind=…`` chooses the kind."""
    return lambda request, place: request.GET.get(name, "")


def build(
    fields: Sequence[Field], request: PageRequest, place: Mapping[str, Any], *, is_sent: bool
) -> forms.Form:
    """The form for this reader, filled with what was sent, if it was."""
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = forms.Form(data, files, auto_id="field-%s", use_required_attribute=True)
    form.label_suffix = ""
    for each in fields:
        form.fields[each.name] = _made(each, request, place)
    return form


def nothing_for(
    fields: Sequence[Field], request: PageRequest, place: Mapping[str, Any]
) -> Field | None:
    """The first list that has to be chosen from and is empty here; None where there is none."""
    for each in fields:
        is_list = each.is_needed and each.kind in (Kind.ONE, Kind.MANY)
        if is_list and callable(each.options) and _is_empty(each.options(request, place)):
            return each
    return None


def told_empty(spec: Field) -> Both:
    """That there is nothing to choose for ``{what}``, and what to do first."""
    (zh, en), (zh_first, en_first) = _NOTHING, spec.empty
    return zh + zh_first, f"{en} {en_first}".rstrip()


def _is_empty(found: Iterable[Option]) -> bool:
    return next(iter(found), None) is None


def values(fields: Sequence[Field], form: forms.Form) -> dict[str, Any] | None:
    """The plain values, or None where something is wrong; the form says what."""
    if not form.is_valid():
        return None
    cleaned: dict[str, Any] = {}
    for each in fields:
        try:
            cleaned[each.name] = _plain(each, form.cleaned_data[each.name])
        except (ValueError, MalformedRef):
            form.add_error(
                each.name, forms.ValidationError(form.fields[each.name].error_messages["required"])
            )
    return None if form.errors else cleaned


def _plain(spec: Field, value: Any) -> Any:
    match spec.kind:
        case Kind.ONE:
            return spec.of(value) if value else None
        case Kind.MONEY:
            return None if value is None else int(value * _FEN)
        case Kind.MANY:
            return [spec.of(one) for one in value]
        case Kind.TEXT | Kind.LONG | Kind.HIDDEN:
            return Ref(value) if spec.of is Ref and value else value
        case Kind.MOMENT if isinstance(value, date) and not isinstance(value, datetime):
            return end_of_day(value)
        case Kind.MOMENT if isinstance(value, datetime):
            return value.astimezone(UTC)
    return value


def _made(spec: Field, request: PageRequest, place: Mapping[str, Any]) -> forms.Field:
    lang = request.lang
    common: dict[str, Any] = {
        "label": say(spec.label, lang),
        "help_text": say(spec.help, lang),
        "required": spec.is_needed,
        "initial": spec.initial(request, place) if callable(spec.initial) else spec.initial,
    }
    made = _of_kind(spec, lang, common, request, place)
    attributes = dict(spec.hints)
    if spec.help[0]:
        attributes["aria-describedby"] = f"help-{spec.name}"
    made.widget.attrs.update(attributes)
    made.row = say(spec.row, lang)  # type: ignore[attr-defined]  # for the template
    return made


def _of_kind(
    spec: Field, lang: Lang, common: dict[str, Any], request: PageRequest, place: Mapping[str, Any]
) -> forms.Field:
    match spec.kind:
        case Kind.TEXT:
            is_once = spec.is_once or spec.hints.get("autocomplete") == "one-time-code"
            widget = _OnceInput if is_once else forms.TextInput
            return forms.CharField(max_length=spec.most, widget=widget, **common)
        case Kind.HIDDEN:
            return forms.CharField(
                max_length=spec.most, strip=False, widget=forms.PasswordInput, **common
            )
        case Kind.LONG:
            lines = forms.Textarea(attrs={"rows": 4})
            if spec.is_once:
                lines = _OnceText(common["initial"])
            return forms.CharField(max_length=spec.most, widget=lines, **common)
        case Kind.WHOLE:
            return forms.IntegerField(min_value=spec.least, max_value=spec.most, **common)
        case Kind.MONEY:
            return forms.DecimalField(
                min_value=0, max_digits=_MOST_DIGITS, decimal_places=2, **common
            )
        case Kind.DAY:
            return _Day(**common)
        case Kind.MOMENT:
            return _Moment(**common)
        case Kind.TICK:
            return forms.BooleanField(**common)
        case Kind.FILE:
            return forms.FileField(**common)
        case Kind.FILES:
            return _Files(widget=_ManyFiles(attrs={"multiple": True}), **common)
    return _of_list(spec, lang, common, request, place)


def _of_list(
    spec: Field, lang: Lang, common: dict[str, Any], request: PageRequest, place: Mapping[str, Any]
) -> forms.Field:
    found = spec.options(request, place) if callable(spec.options) else spec.options
    pairs = [(value, say(words, lang)) for value, words in found]
    # What was sent is not repeated: it is a reference or a code.
    common = {**common, "error_messages": {"invalid_choice": say(_NOT_LISTED, lang)}}
    if spec.kind is Kind.MANY:
        ticks = forms.CheckboxSelectMultiple()
        return forms.MultipleChoiceField(choices=pairs, widget=ticks, **common)
    if len(pairs) != 1 or not spec.is_needed:
        pairs.insert(0, ("", say(_CHOOSE, lang)))
    return forms.ChoiceField(choices=pairs, **common)


class _Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        if found and not is_in_reach(found):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class _Moment(forms.DateTimeField):
    """A time in China; a day alone counts whole."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        if isinstance(value, datetime):
            return value
        try:
            return read_moment(value)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(CHINA) if isinstance(value, datetime) else value
