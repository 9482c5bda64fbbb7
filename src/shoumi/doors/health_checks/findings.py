"""One line of ``shoumi doctor``: what was looked at, how it is, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from shoumi.base.messages import refusals
from shoumi.base.messages.reader import language, say
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """``what`` and ``mend`` in the reader's language; nothing to mend where it is well."""

    check: str
    state: State
    what: str
    mend: str = ""


Check = Callable[[], Iterable[Finding]]


def ok(check: str, what: Both, **facts: object) -> Finding:
    return Finding(check, State.OK, say(what, **facts))


def warn(check: str, what: Both, mend: Both, **facts: object) -> Finding:
    return Finding(check, State.WARN, say(what, **facts), say(mend, **facts))


def fail(check: str, what: Both, mend: Both, **facts: object) -> Finding:
    return Finding(check, State.FAIL, say(what, **facts), say(mend, **facts))


def refused(check: str, error: DomainError) -> Finding:
    """A refusal of the house, in its own words."""
    told = refusals.tell(error, "zh" if language() == "zh" else "en")
    return Finding(check, State.FAIL, told.what, told.mend)


def run(checks: Iterable[tuple[str, Check]]) -> Iterator[Finding]:
    """Every check; one that breaks is a finding, and the others go on."""
    for name, check in checks:
        try:
            yield from check()
        except DomainError as error:
            yield refused(name, error)
        except Exception as error:  # noqa: BLE001 - a doctor examines what is broken
            what = ("检查未能完成（{kind}）", "the check could not be made ({kind})")
            mend = ("先处理上面的问题，再检查一次", "mend what stands above, then look again")
            yield fail(name, what, mend, kind=type(error).__name__)
