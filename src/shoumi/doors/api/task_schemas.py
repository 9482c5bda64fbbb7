"""What is told of a task, and what is given to open one."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from shoumi.base.api.fields import FieldCode, Moment, RefText, Strict
from shoumi.core.gate import Act
from shoumi.core.terms import Purpose

_MOST = 100


class TaskLine(Schema):
    """Why these people may do these acts to these fields, until when.

    ``subject``       the one customer it is about; empty where it is about those of the deal
    ``is_confirmed``  false: somebody opened it for himself or herself, and the gate honours it only
                      once another person has confirmed it
    ``opened_by``     empty of tasks of an older version
    """

    ref: str
    deal: str
    purpose: Purpose
    actors: list[str]
    acts: list[Act]
    fields: list[str]
    subject: str
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    opened_by: str
    is_confirmed: bool
    confirmed_by: str


class TaskGiven(Strict):
    """``fields``   all registered for the purpose where none is named
    ``subject``  the one customer it is about; a request and a destruction must name it
    """

    purpose: Purpose
    actors: list[RefText] = Field(min_length=1, max_length=_MOST)
    acts: list[Act] = Field(min_length=1, max_length=len(Act))
    fields: list[FieldCode] = Field([], max_length=_MOST)
    subject: RefText | None = None
    until: Moment


class MoreReads(Schema):
    """How many customers more somebody may look at one by one, by whose word, until when."""

    ref: str
    reads: int
    approved_by: str
    until: datetime


class MinorLookGiven(Strict):
    """Without ``fields`` all that the task is about."""

    subject: RefText
    fields: list[FieldCode] = Field([], max_length=_MOST)


class MinorLook(Schema):
    """One look at a minor's record that a second person agreed to: at whom, at which fields, for
    which task, by whose word, until when."""

    ref: str
    task: str
    subject: str
    fields: list[str]
    approved_by: str
    until: datetime
