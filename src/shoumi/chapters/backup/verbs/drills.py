"""Drill a restore: on a terminal only, as the key that opens copies is never typed into a page."""

from __future__ import annotations

from typing import Any

from shoumi.base import clock
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.backup.documents import drill
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.services import drills
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.chapters.backup.verbs.place import TARGET


def _drill(call: Call) -> Drill:
    return drills.drill(
        target=call.on,
        identity=call.given["identity"].decode("ascii", "replace"),
        actor=call.actor,
        at=call.at,
        now=clock.now,
        certificate=drill.certificate,
    )


def told(one: Drill) -> dict[str, Any]:
    """A drill as a command tells it."""
    columns = (
        "ref", "target", "number", "passed", "took_seconds", "loss_seconds", "living", "proved",
        "destroyed", "unreadable", "revived", "caught_up", "missing", "done", "lost", "blocked",
        "rows", "is_sound", "document", "position",
    )  # fmt: skip
    return {**{name: getattr(one, name) for name in columns}, "copied_at": one.copied_at}


DRILL = Verb(
    noun="backup",
    name="drill",
    on=TARGET,
    do=_drill,
    tells=told,
    title=("恢复演练", "Drill a restore"),
    done=("演练通过", "The drill passed"),
    help=(
        "把最新的副本放到旁边，补做其后发生的，抽人验证，开出证书，再改写删除；正本不动。",
        "The newest copy is put beside the home, caught up, proved and wiped; a paper says so.",
    ),
    roles=KEEPERS,
    fields=(
        Field(
            "identity",
            ("离线保存的私钥文件", "File with the secret key that is kept offline"),
            Kind.FILE,
            ("只读入内存，不保存。", "Read into memory and kept nowhere."),
        ),
    ),
    command=OnTerminal(
        said=(
            "通过：在世 {proved}/{living}，读不出 {unreadable}/{destroyed}，{took_seconds} 秒",
            "passed: {proved}/{living}, unreadable {unreadable}/{destroyed}, {took_seconds} s",
        ),
        is_no=lambda made: not made.passed,
        said_no=(
            "没有通过：在世 {proved}/{living}，读不出 {unreadable}/{destroyed}，停下 {blocked}",
            "not passed: {proved}/{living}, unreadable {unreadable}/{destroyed}, {blocked} blocked",
        ),
    ),
)
VERBS = (DRILL,)
