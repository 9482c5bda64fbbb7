"""Shapes that answers of many operations share: a refusal with its reasons and its faults."""

from __future__ import annotations

from ninja import Schema

from shoumi.core.terms import Role


class Reason(Schema):
    """One thing that stands in the way: what, how to mend it, who can, until when.

    ``code``  of the rule or condition; ``duty`` the demand of the handbook that it keeps
    ``who``   the role that can supply what is missing; ``by`` when it is due
    ``where`` the address of the demand's page
    """

    code: str
    title: str
    mend: str = ""
    who: Role | None = None
    duty: str | None = None
    by: str | None = None
    where: str | None = None


class Fault(Schema):
    """A field that cannot be taken as it is: where it stands in the request, what is wrong."""

    field: str
    title: str


class Problem(Schema):
    """A refusal (RFC 9457).  ``code`` never changes its meaning; words are for people.

    ``demands``  of the handbook that stand against it, in the handbook's order: those that hold a
    door or a milestone shut, that a deal is suspended for, or whose own rule refuses
    ``where``    the address of the page where it is mended, of several demands the first's
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    reasons: list[Reason] = []
    demands: list[str] = []
    errors: list[Fault] = []
    where: str | None = None
