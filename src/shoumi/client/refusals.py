"""What can come of a call besides its answer."""

from __future__ import annotations

from shoumi.client.response_types import Fault, Reason


class Refused(Exception):  # noqa: N818 - named for what happened
    """The house said no.  Decide by ``code``; ``title`` and ``detail`` are for people.

    ``reasons``  all that stands in the way, each with its mend
    ``demands``  of the handbook that stand against the act
    ``errors``   fields that cannot be taken as they are
    ``where``    the page on which a person does this, where a program may not
    """

    demands: tuple[str, ...] = ()

    def __init__(
        self,
        status: int,
        code: str,
        title: str = "",
        detail: str = "",
        *,
        reasons: tuple[Reason, ...] = (),
        errors: tuple[Fault, ...] = (),
        where: str | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {title}")
        self.status, self.code, self.title, self.detail = status, code, title, detail
        self.reasons, self.errors, self.where = reasons, errors, where


class Unreachable(Exception):  # noqa: N818
    """No answer came, however often it was tried.  Of an act it is not known whether it happened:
    ``key`` repeats it safely."""

    def __init__(self, key: str | None = None) -> None:
        super().__init__("the house did not answer")
        self.key = key


class BadAnswer(Exception):  # noqa: N818
    """What came is not what the API answers: something else stands at that address."""
