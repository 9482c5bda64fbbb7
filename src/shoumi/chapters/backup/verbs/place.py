"""What the verbs of chapter 13 are done to: the house, a target, a key."""

from __future__ import annotations

from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.backup import queries
from shoumi.core.refs import Ref


def _target(request: PageRequest, ref: str) -> Ref:
    return Ref(queries.target(Ref(ref)).ref)


def _recipient(request: PageRequest, ref: str) -> Ref:
    return Ref(queries.recipient(Ref(ref)).ref)


HOUSE = Place("", "backup")
TARGET = Place("target", "backup/<str:target>", _target)
RECIPIENT = Place("recipient", "backup/keys/<str:recipient>", _recipient)
