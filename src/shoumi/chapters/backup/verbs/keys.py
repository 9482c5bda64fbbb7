"""Keys that copies are sealed for: name one, end one.  Only public halves come here."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.backup import queries
from shoumi.chapters.backup.models import Recipient
from shoumi.chapters.backup.services import setup
from shoumi.chapters.backup.verbs.place import HOUSE, RECIPIENT
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_BACK = ("backup", "")


def _name(call: Call) -> Recipient:
    return setup.name_recipient(actor=call.actor, at=call.at, **call.given)


def _end(call: Call) -> Recipient:
    return setup.end_recipient(recipient=call.on, actor=call.actor, at=call.at)


def _of_key(request: PageRequest, recipient: str) -> Iterator[tuple[Both, object]]:
    one = queries.recipient(Ref(recipient))
    yield ("钥匙", "Key"), one.name
    yield ("公钥", "Public key"), one.public_key


NAME = Verb(
    noun="backup",
    name="recipient",
    on=HOUSE,
    do=_name,
    tells=lambda made: {"ref": made.ref, "name": made.name},
    title=("登记备份公钥", "Name a key for backups"),
    done=("已登记，下一份副本就为它封存", "Named; the next copy is sealed for it"),
    help=(
        (
            "私钥由两处离线保管，例如保险柜里的纸和另一地的优盘；系统从不见到它。在离线的电脑上做："
            "age-keygen -o backup-key.txt，再把屏幕上“Public key”后面那一串填在这里。"
            "谁有私钥和一份副本，谁就能打开全部资料。不想让一个人拿着整把钥匙，就在那台电脑上用 "
            "shoumi restore sheets 拆成五张纸，凑齐三张才能打开。"
        ),
        (
            "Its secret half is kept offline in two places, such as paper in a safe and a stick in"
            " another town; the house never sees it. On a computer that is offline:"
            " age-keygen -o backup-key.txt, then copy what follows “Public key” into this form."
            " Whoever has the secret half and one copy can open everything. So that nobody has it"
            " alone, split it there by shoumi restore sheets: five papers, of which three open."
        ),
    ),
    button=("申请登记", "Ask to name it"),
    roles=setup.OF_KEYS,
    takes_two=True,
    is_fresh=True,
    fields=(
        Field(
            "name",
            ("叫什么、存在哪里", "What it is called, where it is kept"),
            help=("例如：2026 年保险柜。", "Such as: safe, 2026."),
            most=80,
        ),
        Field(
            "public_key",
            ("公钥", "Public key"),
            help=("以 age1 开头。", "It begins with age1."),
            most=200,
            hints={"autocomplete": "off", "spellcheck": "false"},
            option="key",
            is_once=True,
        ),
    ),
    page=OnPage(back="backup", to=_BACK),
    command=OnTerminal(said=("已登记：{ref}", "named: {ref}")),
)
END = Verb(
    noun="backup",
    name="end-recipient",
    on=RECIPIENT,
    do=_end,
    tells=lambda made: {"ref": made.ref},
    title=("停用备份公钥", "End a key for backups"),
    done=("已停用，往后的副本不再为它封存", "Ended; no further copy is sealed for it"),
    help=(
        "已有的副本还能用它打开，直到副本到期。",
        "Copies that are there can still be opened with it, until they expire.",
    ),
    roles=setup.OF_KEYS,
    is_final=True,
    is_fresh=True,
    page=OnPage(back="", to=_BACK, facts=_of_key),
    command=OnTerminal(),
)
VERBS = (NAME, END)
