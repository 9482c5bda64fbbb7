"""Targets: add, state anew, end; make a copy, look through one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.copies.places import Kind
from shoumi.base.messages import names
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.forms import Kind as Shape
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.backup import jobs, queries
from shoumi.chapters.backup.models import Run, Target, Verification
from shoumi.chapters.backup.rules import Medium
from shoumi.chapters.backup.services import runs, setup
from shoumi.chapters.backup.services.setup import Stated
from shoumi.chapters.backup.verbs.place import HOUSE, TARGET
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_BACK = ("backup", "")
_ONE = ("backup-target", "target")
_SAID = ("medium", "is_elsewhere", "is_in_china", "is_separate", "site", "evidence")


def _stated(given: Mapping[str, Any]) -> Stated:
    return Stated(**{name: given[name] for name in _SAID})


def _add(call: Call) -> Target:
    given = call.given
    return setup.add_target(
        name=given["name"],
        kind=given["kind"],
        address=given["address"],
        credentials=given["credentials"] or "",
        stated=_stated(given),
        actor=call.actor,
        at=call.at,
    )


def _state(call: Call) -> Target:
    return setup.state_target(
        target=call.on, stated=_stated(call.given), actor=call.actor, at=call.at
    )


def _end(call: Call) -> Target:
    return setup.end_target(target=call.on, actor=call.actor, at=call.at)


def _create(call: Call) -> None:
    """A worker makes them: a first copy takes a while."""
    runs.ask(actor=call.actor, at=call.at)
    jobs.copy_all.enqueue()


def _create_at_once(call: Call) -> list[Run]:
    runs.ask(actor=call.actor, at=call.at)
    return jobs.copy_now(call.actor)


def _verify(call: Call) -> None:
    queries.target(call.on)
    runs.ask(actor=call.actor, at=call.at)
    jobs.verify_one.enqueue(target=str(call.on))


def _verify_at_once(call: Call) -> Verification:
    return jobs.verify_now(call.on, call.actor)


def told_run(one: Run) -> dict[str, Any]:
    """A copy as a command and an operation tell it."""
    columns = ("ref", "target", "number", "is_whole", "sent", "bytes", "milliseconds", "position")
    return {**{name: getattr(one, name) for name in columns}, "sentinel_at": one.sentinel_at}


def told_look(one: Verification) -> dict[str, Any]:
    """A look through a target as a command tells it."""
    columns = ("ref", "target", "fault", "copies", "packs", "bytes", "deletion", "milliseconds")
    return {name: getattr(one, name) for name in columns}


def _of_target(request: PageRequest, target: str) -> Iterator[tuple[Both, object]]:
    one = queries.target(Ref(target))
    yield ("存放处", "Place"), one.name
    yield ("写入方式", "Written to"), names.of(Kind(one.kind), request.lang)
    yield ("地址", "Address"), one.address


def _ticked(name: str, label: Both, hint: Both, option: str) -> Field:
    return Field(name, label, Shape.TICK, hint, is_needed=False, option=option)


_STATED = (
    Field(
        "medium",
        ("什么介质", "Medium"),
        Shape.ONE,
        (
            "3-2-1：三份、两种介质、一份在别处。正本算一份“本机磁盘”。",
            "3-2-1: three copies, two media, one elsewhere. The home counts as a local disk.",
        ),
        options=words_of(Medium),
        of=Medium,
    ),
    _ticked(
        "is_elsewhere",
        ("在另一处场所", "At another site"),
        ("同一栋楼不算。", "The same building does not count."),
        "elsewhere",
    ),
    _ticked(
        "is_in_china",
        ("在中国大陆境内", "In mainland China"),
        ("境外的存放处不能用（13.3）。", "A place abroad cannot be used (13.3)."),
        "in-china",
    ),
    _ticked(
        "is_separate",
        ("用单独的账号", "An account of its own"),
        (
            "接管了本系统的人也拿不到那个账号。",
            "Who takes this house over does not hold that account.",
        ),
        "separate",
    ),
    Field("site", ("在哪里", "Where it is"), help=("城市和机房。", "Town and room."), most=120),
    Field(
        "evidence",
        ("凭什么说在那里", "What shows it"),
        help=(
            "合同、账单或巡检记录的编号；声明一个季度内有效。",
            "Number of a contract, bill or inspection; it counts for a quarter.",
        ),
    ),
)


def _now(field: Field) -> Field:
    """What stands there is the first value of the form."""

    def first(request: PageRequest, place: Mapping[str, Any]) -> Any:
        return getattr(queries.target(Ref(place["target"])), field.name)

    return replace(field, initial=first)


ADD = Verb(
    noun="backup",
    name="add",
    on=HOUSE,
    do=_add,
    tells=lambda made: {"ref": made.ref, "name": made.name},
    title=("添加存放处", "Add a place"),
    done=("已添加，几分钟内备份第一份", "Added; the first copy follows within minutes"),
    help=(
        (
            "文件夹要在另一块磁盘或另一台机器的挂载上。远处用 restic 仓库，服务器开“只增”，"
            "这样偷到本系统账号的人也删不掉一份。"
        ),
        (
            "A folder lies on another disk or is mounted from another machine. Elsewhere it is a"
            " restic repository whose server only appends, so that who steals our account cannot"
            " delete one."
        ),
    ),
    button=("添加", "Add it"),
    roles=setup.KEEPERS,
    is_fresh=True,
    fields=(
        Field(
            "name",
            ("叫什么", "Name"),
            help=("例如：机房硬盘。", "Such as: disk in the rack."),
            most=80,
        ),
        Field("kind", ("写入方式", "Written to"), Shape.ONE, options=words_of(Kind), of=Kind),
        Field(
            "address",
            ("地址", "Address"),
            help=(
                "文件夹写完整路径；restic 写 rest:https://…、sftp:…、s3:…，不带密码。",
                (
                    "The whole path of a folder; of restic rest:https://…, sftp:… or s3:…, without"
                    " a password."
                ),
            ),
            most=300,
        ),
        Field(
            "credentials",
            ("密码文件", "File of passwords"),
            help=(
                "restic 才要：本机上权限 0600 的文件，一行一个，如 RESTIC_PASSWORD=…。",
                "For restic: a file here of mode 0600, a line each, such as RESTIC_PASSWORD=….",
            ),
            is_needed=False,
            most=300,
            default="",
        ),
        *_STATED,
    ),
    page=OnPage(back="backup", to=_BACK),
    command=OnTerminal(said=("已添加：{ref}", "added: {ref}")),
)
STATE = Verb(
    noun="backup",
    name="state",
    on=TARGET,
    do=_state,
    tells=lambda made: {"ref": made.ref},
    title=("重新声明存放处", "State anew what a place is"),
    done=("已声明", "Stated"),
    roles=setup.KEEPERS,
    is_fresh=True,
    fields=tuple(_now(field) for field in _STATED),
    page=OnPage(back="backup-target", to=_ONE, facts=_of_target),
    command=OnTerminal(),
)
END = Verb(
    noun="backup",
    name="end",
    on=TARGET,
    do=_end,
    tells=lambda made: {"ref": made.ref},
    title=("停用存放处", "End a place"),
    done=("已停用，不再往那里备份", "Ended; nothing is copied there any more"),
    help=(
        "那里已有的副本由保管的人删除；到删完为止，删掉的人在那里还有封存的资料。",
        (
            "Whoever keeps the place deletes what lies there; until then sealed data of people who"
            " were destroyed is still in it."
        ),
    ),
    roles=setup.KEEPERS,
    is_final=True,
    is_fresh=True,
    page=OnPage(back="backup-target", to=_BACK, facts=_of_target),
    command=OnTerminal(),
)
CREATE = Verb(
    noun="backup",
    name="create",
    on=HOUSE,
    do=_create,
    tells=lambda made: {"copies": len(made)} if made else {},
    title=("现在备一次", "Copy now"),
    done=("已交给后台，几分钟内备好", "A worker has it; it takes some minutes"),
    help=(
        "只送改动过的块，送完读回来对过才算一份。",
        "Only blocks that changed are sent, and it counts once they were read back.",
    ),
    button=("备份", "Copy"),
    roles=setup.KEEPERS,
    page=OnPage(back="backup", href=lambda made: "/backup"),
    command=OnTerminal(
        do=_create_at_once, said=("已备份 {copies} 处", "copied to {copies} places")
    ),
)
VERIFY = Verb(
    noun="backup",
    name="verify",
    on=TARGET,
    do=_verify,
    tells=lambda made: told_look(made) if made else {},
    title=("现在校验", "Verify now"),
    done=("已交给后台，读完就有结果", "A worker has it; the result follows"),
    help=(
        "把那里的每一个字节读一遍，对签名和清单，再试着删一个没用的文件。",
        (
            "Reads every byte there against signatures and manifests, then tries to delete a file"
            " of no worth."
        ),
    ),
    button=("校验", "Verify"),
    roles=setup.KEEPERS,
    page=OnPage(back="backup-target", href=lambda made: "/backup", facts=_of_target),
    command=OnTerminal(
        do=_verify_at_once,
        said=(
            "{copies} 份副本，{packs} 个数据包，全部对得上",
            "{copies} copies, {packs} packs, whole",
        ),
        is_no=lambda made: bool(made.fault),
        said_no=("副本有问题：{fault}", "the copies are not whole: {fault}"),
    ),
)
VERBS = (ADD, STATE, END, CREATE, VERIFY)
