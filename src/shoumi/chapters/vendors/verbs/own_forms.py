"""The verbs of questionnaires that the house owns: bring one, map it, end it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.urls import reverse

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.vendors.models import OwnForm
from shoumi.chapters.vendors.rules import Scope, own_forms, questions, workbook
from shoumi.chapters.vendors.rules.own_forms import Columns, Mapped
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import own_forms as services
from shoumi.chapters.vendors.services.form_errors import ColumnUnfit
from shoumi.chapters.vendors.verbs.place import FORM, FORMS, form_of
from shoumi.core.messages import Both

Where = Mapping[str, Any]
_SHOWN = 60


def told(found: OwnForm) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "name": found.name,
        "version": found.version,
        "places": found.places,
        "columns": found.columns,
        "ended": found.ended_at is not None,
    }


def _answer() -> type[Any]:
    from shoumi.chapters.vendors.verbs.answer import OwnFormLine

    return OwnFormLine


def _operation(summary: str) -> InApi:
    return InApi(scope=Scope.WRITE, summary=summary, answer=_answer, tells=told)


def _back(made: OwnForm) -> str:
    return reverse("vendor-form", kwargs={"ownform": made.ref})


def _add(call: Call) -> OwnForm:
    given = call.given
    return services.add(name=given["name"], content=given["form"], actor=call.actor, at=call.at)


def _map(call: Call) -> OwnForm:
    """
    Raises:
        ColumnUnfit, and what ``services.own_forms.map_cells`` raises
    """
    given = call.given
    columns = [_column(given[name]) for name in ("answer", "words", "until")]
    mapped = Mapped(
        {code: given[_field(code)] for code in _CODES if given[_field(code)]},
        Columns(*columns),
        {value: own_forms.words_of(given[f"says_{value}"] or "") for value in Value},
    )
    return services.map_cells(form=call.on, mapped=mapped, actor=call.actor, at=call.at)


def _column(text: str | None) -> str:
    if not (text or "").strip():
        return ""
    found = own_forms.column_of(text or "")
    if not found:
        raise ColumnUnfit
    return found


def _end(call: Call) -> OwnForm:
    return services.end(form=call.on, actor=call.actor, at=call.at)


def about(request: PageRequest, ownform: str) -> Iterator[tuple[Both, object]]:
    one = form_of(ownform)
    yield ("公司的问卷", "Form of the house"), one.name
    yield ("版次", "Version"), one.version


def _cells(request: PageRequest, place: Where) -> Iterator[Option]:
    """What the empty form says, cell by cell."""
    for cell, text in form_of(place["ownform"]).texts.items():
        line = " ".join(text.split())
        shown = f"{cell} {line[:_SHOWN]}{'…' if len(line) > _SHOWN else ''}"
        yield cell, (shown, shown)


def _first(code: str, request: PageRequest, place: Where) -> str:
    """As it is mapped; of a new form what says nearly the same."""
    one = form_of(place["ownform"])
    if one.version:
        return str(one.places.get(code, ""))
    return own_forms.suggested(questions.current(), one.texts).get(code, "")


def _kept(name: str, request: PageRequest, place: Where) -> str:
    return str(form_of(place["ownform"]).columns.get(name, ""))


def _says(value: Value, request: PageRequest, place: Where) -> str:
    return "、".join(form_of(place["ownform"]).spellings.get(value, ()))


def _field(code: str) -> str:
    return f"cell_{code}"


def _question(code: str, text: Both) -> Field:
    return Field(
        _field(code),
        text,
        forms.Kind.ONE,
        is_needed=False,
        options=_cells,
        initial=partial(_first, code),
        most=200,
    )


def _letters(name: str, label: Both, help_: Both = forms.NO_HELP, **more: Any) -> Field:
    return Field(name, label, help=help_, most=3, initial=partial(_kept, name), **more)


def _spelling(value: Value, label: Both) -> Field:
    usual = workbook.CHOICES[value]
    help_: Both = (
        f"表里表示这个回答的字，用顿号隔开；“{usual}”等不用填。",
        f"What the form has for it, with commas between; “{usual}” and the like go without.",
    )
    return Field(
        f"says_{value}", label, help=help_, is_needed=False, initial=partial(_says, value), most=200
    )


_CODES = tuple(one.code for one in questions.current().questions)
_LABELS: Mapping[Value, Both] = {
    Value.YES: ("“是”的写法", "Words for yes"),
    Value.PARTLY: ("“部分”的写法", "Words for partly"),
    Value.NO: ("“否”的写法", "Words for no"),
    Value.NOT_APPLICABLE: ("“不适用”的写法", "Words for n/a"),
}
ADD = Verb(
    noun="vendor-form",
    name="add",
    on=FORMS,
    do=_add,
    tells=told,
    title=("登记公司自己的问卷", "Bring a form of your own"),
    done=("已登记，接着对应题目", "It is entered; map it next"),
    roles=services.MAPPERS,
    fields=(
        Field("name", ("名称", "Name"), most=120),
        Field(
            "form",
            ("空白的问卷（XLSX）", "The empty form (XLSX)"),
            forms.Kind.FILE,
            (
                "没有填过的一份，最大 1 MB；题目在哪格，接着在页面上对应。",
                "One that nobody filled in, 1 MB at most; which cell asks what is said next.",
            ),
        ),
    ),
    button=("登记", "Enter it"),
    page=OnPage(back="vendor-forms", href=_back),
    command=OnTerminal(said=("{ref}", "{ref}"), values=("name",)),
    operation=_operation("Bring an empty questionnaire of the house's own."),
)
MAP = Verb(
    noun="vendor-form",
    name="map",
    on=FORM,
    do=_map,
    tells=told,
    title=("对应题目", "Say which cell asks what"),
    done=("已对应，成为新的一版", "It is mapped, as another version"),
    roles=services.MAPPERS,
    fields=(
        _letters(
            "answer",
            ("回答在哪一列", "Column of the answers"),
            (
                "列的字母，如 D；回答和题目在同一行。",
                "Its letter, such as D; answers stand in the line of their question.",
            ),
        ),
        _letters("words", ("说明在哪一列", "Column of the words"), is_needed=False),
        _letters("until", ("证明有效期在哪一列", "Column of the last day"), is_needed=False),
        *(_spelling(value, label) for value, label in _LABELS.items()),
        *(_question(one.code, one.text) for one in questions.current().questions),
    ),
    help=(
        (
            "左边是我们的题，选出表里问同一件事的那一格；没有的空着，供应商在网页上答。"
            "新登记的，意思相近的已经选好，请逐题看一遍。"
        ),
        (
            "Choose for each of our questions the cell that asks the same; leave it empty where "
            "none does, and the vendor answers it on the page. Of a new form what reads alike is "
            "chosen already: look at each."
        ),
    ),
    button=("对应好了", "Map it"),
    page=OnPage(back="vendor-form", to=("vendor-form", "ownform"), facts=about, href=_back),
    command=OnTerminal(said=("{ref}，第 {version} 版", "{ref}, version {version}")),
    operation=_operation("Say which cell of a form of the house's own asks what."),
)
END = Verb(
    noun="vendor-form",
    name="end",
    on=FORM,
    do=_end,
    tells=told,
    title=("停用", "Take no answers in it any more"),
    done=("已停用", "It is ended"),
    roles=services.MAPPERS,
    button=("停用", "End it"),
    page=OnPage(back="vendor-form", to=("vendor-form", "ownform"), facts=about),
    command=OnTerminal(),
    operation=_operation("End a form of the house's own."),
)
VERBS = (ADD, MAP, END)
