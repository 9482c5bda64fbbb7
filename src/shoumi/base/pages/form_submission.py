"""Read a form that was sent and do what it is for; what is wrong goes back on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.forms import Form

from shoumi.base.messages import refusals
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest, RefusalWords
from shoumi.core.errors import DomainError, Unavailable
from shoumi.core.messages import Both

Result = TypeVar("Result")


class FieldErrors(Exception):
    """A refusal that knows what is wrong in which field.

    ``points``  field -> what was found where, with its mend, in both languages; never the value
    ``count``   of several refusals, each of a field of its own, of which ``refusal`` is the first
    """

    def __init__(
        self, refusal: DomainError, points: Mapping[str, Sequence[Both]], count: int = 1
    ) -> None:
        super().__init__(refusal.code)
        self.refusal, self.points, self.count = refusal, points, count


def pointed(found: Mapping[str, DomainError]) -> FieldErrors:
    """What was refused of each field, said beside it; of several the page says how many."""
    points = {name: [_both(error)] for name, error in found.items()}
    return FieldErrors(next(iter(found.values())), points, len(found))


def _both(error: DomainError) -> Both:
    zh, en = (refusals.tell(error, lang) for lang in ("zh", "en"))
    return f"{zh.what}{zh.mend}", f"{en.what} {en.mend}"


@dataclass(frozen=True, slots=True)
class Submission(Generic[Result]):
    """``result`` where it was done; else ``refused`` or the form's own errors.

    ``error``  what ``refused`` tells of; ``is_asked`` where nobody sent anything yet
    """

    form: Form
    refused: RefusalWords | None = None
    result: Result | None = None
    error: DomainError | None = None
    is_asked: bool = False

    @property
    def status(self) -> int:
        if self.is_asked:
            return 200
        if isinstance(self.error, Unavailable):
            return self.error.status
        return 422 if self.refused or self.form.errors else 200


def nothing_done(
    fields: Sequence[Field], request: PageRequest, error: DomainError, place: Mapping[str, Any]
) -> Submission[Any]:
    """The empty form under the refusal that stands whatever is filled in."""
    form = forms.build(fields, request, place, is_sent=False)
    is_asked = request.method != "POST"
    return Submission(form, refused=request.tell(error), error=error, is_asked=is_asked)


_SEVERAL: Both = ("有 {count} 处要改", "{count} things have to be changed")
_SEVERAL_MEND: Both = ("每一处都写在它自己的那一栏下面。", "Each is said below its own field.")


def submit(
    fields: Sequence[Field],
    request: PageRequest,
    do: Callable[[dict[str, Any]], Result],
    place: Mapping[str, Any] | None = None,
) -> Submission[Result]:
    """The form as first shown, or as sent and done; ``do`` answers anything but None."""
    is_sent = request.method == "POST"
    form = forms.build(fields, request, place or {}, is_sent=is_sent)
    if not is_sent or (given := forms.values(fields, form)) is None:
        return Submission(form)
    try:
        return Submission(form, result=do(given))
    except FieldErrors as pointed:
        for name, points in pointed.points.items():
            for point in points:
                form.add_error(name, request.say(point))
        refusal, count = pointed.refusal, pointed.count
        several = RefusalWords(request.say(_SEVERAL, count=count), request.say(_SEVERAL_MEND))
        told = several if count > 1 else request.tell(refusal)
        return Submission(form, refused=told, error=refusal)
    except DomainError as error:
        told = request.tell(error)
        # What is wrong in one field is said beside it as well.
        if (name := error.field or str(error.facts.get("part", ""))) in form.fields:
            form.add_error(name, " ".join(told[:2]) if request.lang == "en" else "".join(told[:2]))
        return Submission(form, refused=told, error=error)
