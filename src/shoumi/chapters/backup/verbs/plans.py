"""File the recovery plan that lies on paper."""

from __future__ import annotations

from shoumi.base.documents.models import Document
from shoumi.base.intake.examination import examine
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.backup.services import plans
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.chapters.backup.verbs.place import HOUSE
from shoumi.core.calendar import day_in_china

_PLACE = ("backup", "")


def _file(call: Call) -> Document:
    brought = call.given["paper"]
    paper = examine(brought, brought.name, today=day_in_china(call.at))
    return plans.file_plan(paper=paper, actor=call.actor, at=call.at)


PLAN = Verb(
    noun="backup",
    name="plan",
    on=HOUSE,
    do=_file,
    tells=lambda made: {"ref": made.ref, "sha256": made.sha256},
    title=("存档恢复方案", "File the recovery plan"),
    done=("恢复方案已存档", "The recovery plan is filed"),
    help=(
        (
            "写明：机器没了由谁牵头、密钥单和口令各由哪个岗位保管在哪里、副本在哪里、按什么顺序恢复、"
            "对外怎么说。只写岗位，不写个人的证件号和账号。以后的演练都照这一份做，证书写明是哪一份。"
        ),
        (
            "It says who leads when the machine is gone, which roles keep sheets and passphrase and"
            " where, where the copies lie, in which order all is put back, what is told outside."
            " Roles, nobody's numbers. Each drill from now on is done by it, and its certificate"
            " names it."
        ),
    ),
    button=("存档", "File it"),
    roles=KEEPERS,
    fields=(
        Field(
            "paper",
            ("恢复方案", "The plan"),
            Kind.FILE,
            ("PDF，打印件也放一份在另一处。", "A PDF; keep a print of it at another place too."),
        ),
    ),
    page=OnPage(back="backup", to=_PLACE),
    command=OnTerminal(said=("已存档：{ref}", "filed: {ref}"), values=("paper",)),
)
VERBS = (PLAN,)
