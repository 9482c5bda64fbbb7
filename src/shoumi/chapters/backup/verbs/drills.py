"""Drill a restore, with the key that opens copies: a file that is read into memory, kept nowhere.

So it is done while whoever brings it waits: what is left to a worker has to lie somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from shoumi.base import clock
from shoumi.base.copies.errors import KeyNotGiven
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.documents import drill
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.services import drills
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.chapters.backup.verbs.place import TARGET
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def _drill(call: Call) -> Drill:
    return drills.drill(
        target=call.on,
        identity=_key(call),
        actor=call.actor,
        at=call.at,
        now=clock.now,
        certificate=drill.certificate,
    )


def _key(call: Call) -> str:
    """The file's content, or words of sheets; the drill tells them apart.

    Raises:
        KeyNotGiven: neither, or both.
    """
    file = (call.given["identity"] or b"").decode("ascii", "replace")
    words = call.given.get("sheets") or ""
    if bool(file) == bool(words):
        raise KeyNotGiven
    return file or str(words)


def told(one: Drill) -> dict[str, Any]:
    """A drill as a command tells it."""
    columns = (
        "ref", "target", "number", "passed", "took_seconds", "loss_seconds", "living", "proved",
        "destroyed", "unreadable", "revived", "caught_up", "missing", "done", "lost", "blocked",
        "rows", "is_sound", "document", "position",
    )  # fmt: skip
    return {**{name: getattr(one, name) for name in columns}, "copied_at": one.copied_at}


def _of_target(request: PageRequest, target: str) -> Iterator[tuple[Both, object]]:
    yield ("存放处", "Place"), queries.target(Ref(target)).name
    try:
        last = queries.newest_drill()
    except NotAuthentic:  # the demand itself fails then
        last = None
    if last is not None and last.document:
        yield (
            ("上次用时", "The last one took"),
            request.say(("{n} 秒", "{n} s"), n=last.took_seconds),
        )


_FILE = Field(
    "identity",
    ("离线保存的私钥文件", "File with the secret key that is kept offline"),
    Kind.FILE,
    ("只读入内存，不保存。", "Read into memory and kept nowhere."),
)
_WORDS = Field(
    "sheets",
    ("或者：三张密钥单上的词", "Or the words of three key sheets"),
    Kind.LONG,
    (
        "一张一段，中间空一行；每个词填前四个字母就够。不保存。",
        "A sheet a paragraph, an empty line between; four letters of a word are enough. Not kept.",
    ),
    is_needed=False,
    is_once=True,
    most=3_000,
    hints={"rows": "8", "autocomplete": "off", "spellcheck": "false"},
)
DRILL = Verb(
    noun="backup",
    name="drill",
    on=TARGET,
    do=_drill,
    tells=told,
    title=("恢复演练", "Drill a restore"),
    done=("演练做完了，结果如下", "The drill is done; its result stands below"),
    help=(
        "把最新的副本放到旁边，补做其后发生的，抽人验证，开出证书，再改写删除；正本不动。请等到做完。",
        (
            "The newest copy is put beside the home, caught up, proved and wiped; a paper says so."
            " Wait until it is done."
        ),
    ),
    button=("开始演练", "Drill now"),
    roles=KEEPERS,
    is_fresh=True,
    fields=(_FILE,),
    page=OnPage(
        back="backup-target",
        href=lambda made: "/backup",
        facts=_of_target,
        leaves=frozenset({"identity"}),
        more=(replace(_FILE, is_needed=False), _WORDS),
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
