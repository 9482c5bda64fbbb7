"""``shoumi firewall``: rule sets, their file and its application; ``shoumi detection``: alerts."""

from __future__ import annotations

import hashlib
import select
import sys
from pathlib import Path

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.messages.text import say
from shoumi.base.verbs.command import group
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.queries import audit as audited
from shoumi.chapters.defence.queries import blocks
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.queries import matrices as compared
from shoumi.chapters.defence.queries import sensors as known_sensors
from shoumi.chapters.defence.rules import firewall
from shoumi.chapters.defence.rules.audit import Severity, What
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.rules.matrices import Matrix
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.services import application
from shoumi.chapters.defence.verbs import VERBS
from shoumi.chapters.defence.verbs import audit as findings
from shoumi.chapters.defence.verbs import blocks as shut_out
from shoumi.chapters.defence.verbs import detection as alerts
from shoumi.chapters.defence.verbs import sensors as outside
from shoumi.chapters.defence.verbs.firewall import told
from shoumi.chapters.defence.verbs.place import RULESET
from shoumi.core.messages import Both

command = group(
    "firewall",
    ("防火墙规则", "Rule sets of the host's firewall."),
    [one for one in VERBS if one.noun == "firewall"],
)
detection = group(
    "detection",
    ("入侵检测", "The watch for intrusions."),
    [one for one in VERBS if one.noun == "detection"],
)
audit = group(
    "audit",
    ("安全自查", "The audit of the house by itself."),
    [one for one in VERBS if one.noun == "audit"],
)
sensor = group(
    "sensor",
    ("传感器", "Sensors of others: Suricata, fail2ban."),
    [one for one in VERBS if one.noun == "sensor"],
)
_MOST_SECONDS = 600
_ASKS: Both = (
    "已应用，{seconds} 秒内没有确认就恢复原来的规则。另开一个连接登录成功后，输入 yes 并回车：",
    (
        "Applied; the old rules are back in {seconds} s unless you confirm. Sign in by another"
        " connection first, then type yes and Enter: "
    ),
)
_KEPT: Both = ("已确认，规则保留。", "Confirmed; the rules stay.")
_BACK: Both = ("没有确认，已恢复原来的规则。", "Not confirmed; the old rules are back.")
_FINGERPRINT: Both = (
    "文件的 SHA-256：{content}（与规则页上的一致才应用）",
    "SHA-256 of the file: {content} (apply it where the page says the same)",
)


@command.command("list")
@options.answering
def list_() -> None:
    """列出防火墙规则 / List the rule sets of the firewall."""
    rows = [told(one) for one in queries.listed()]
    if answers.wants_json():
        answers.document({"rulesets": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("状态", "state"),
            ("放行", "openings"),
            ("复核", "reviewed"),
        ],
        [
            (
                row["number"],
                names.of(row["state"], language()),
                len(row["opened"]),
                row["reviewed_at"],
            )
            for row in rows
        ],
        empty=("没有规则：shoumi firewall draft", "No rule set yet: shoumi firewall draft"),
    )


@command.command("rules")
@click.argument("ruleset")
def rules(*, ruleset: str) -> None:
    """写出给 nft 的规则文件 / Print the file of a rule set for nft."""
    one = queries.get(RULESET.typed(ruleset))
    click.echo(firewall.text(one.openings, is_routing=one.is_routing), nl=False)


@command.command("apply")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--within", type=click.IntRange(5, _MOST_SECONDS), default=application.WITHIN_SECONDS)
def apply(*, file: Path, within: int) -> None:
    """应用规则文件，限时确认 / Apply a file of rules here, to be confirmed in time.

    要 root。没有在 --within 秒内确认，或者连接断了，原来的规则就回来。
    Needs root.  Unless it is confirmed within so many seconds the old rules come back.
    """
    lang, content = language(), file.read_bytes()
    text = content.decode("utf-8", "replace")
    application.require(text)
    fingerprint = hashlib.sha256(content).hexdigest()
    click.echo(say(_FINGERPRINT, lang).format(content=fingerprint), err=True)

    def confirmed() -> bool:
        click.echo(say(_ASKS, lang).format(seconds=within), nl=False, err=True)
        ready, _, _ = select.select([sys.stdin], [], [], within)
        return bool(ready) and sys.stdin.readline().strip() == "yes"

    done = application.apply(text, confirmed=confirmed, within=within)
    click.echo(say(_KEPT if done.kept else _BACK, lang), err=True)
    if not done.kept:
        sys.exit(1)


@command.command("put-blocks", hidden=True)
def put_blocks() -> None:
    """执行后台送来的封住与解封 / Shut out and let in what the worker asks for, one a line.

    要 root，由后台服务通过 sudo 调用。
    Needs root; the worker calls it by sudo, with an address and seconds on each line.
    """
    application.put_blocks(sys.stdin.read())


@command.command("blocked")
@options.answering
def list_blocks() -> None:
    """列出临时封住的地址 / List the addresses that are shut out for a while."""
    found, at = list(blocks.listed()), clock.now()
    if answers.wants_json():
        answers.document({"blocks": [shut_out.told(one) for one in found]})
        return
    tables.table(
        [
            ("编号", "number"),
            ("地址", "address"),
            ("状态", "state"),
            ("到", "until"),
        ],
        [
            (one.number, one.address, names.of(blocks.state(one, at), language()), one.until)
            for one in found
        ],
        empty=("没有封过地址", "No address was shut out"),
    )


@detection.command("list")
@options.answering
def list_alerts() -> None:
    """列出告警 / List the alerts of the watch."""
    rows = [alerts.told(one) for one in SecurityCase.objects.order_by("-number")]
    if answers.wants_json():
        answers.document({"alerts": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("看到什么", "what"),
            ("状态", "state"),
            ("次数", "count"),
            ("开出", "opened"),
        ],
        [
            (
                row["number"],
                names.of(Code(row["rule"]), language()),
                names.of(row["state"], language()),
                row["count"],
                row["opened_at"],
            )
            for row in rows
        ],
        empty=("没有告警", "No alert"),
    )


@sensor.command("list")
@options.answering
def list_sensors() -> None:
    """列出传感器 / List the sensors."""
    rows = [outside.told(one) for one in known_sensors.listed()]
    if answers.wants_json():
        answers.document({"sensors": rows})
        return
    tables.table(
        [
            ("引用", "ref"),
            ("传感器", "sensor"),
            ("读到", "read"),
            ("行数", "lines"),
            ("可能缺行", "gaps"),
            ("关掉", "off"),
        ],
        [
            (
                row["ref"],
                names.of(SensorKind(row["kind"]), language()),
                row["read_at"],
                row["lines"],
                row["gaps"],
                row["ended_at"],
            )
            for row in rows
        ],
        empty=("没有打开传感器：shoumi sensor add", "No sensor is on: shoumi sensor add"),
    )


@audit.command("matrix")
@click.argument("matrix", type=click.Choice([one.value for one in Matrix]))
@options.answering
def show_matrix(*, matrix: str) -> None:
    """等保三级或 ASVS 对照表 / Show MLPS level 3 or ASVS level 1 as it stands now."""
    found = compared.standings(Matrix(matrix), clock.now())
    rows = [compared.told(*each) for each in found]
    if answers.wants_json():
        answers.document({"requirements": rows})
        return
    tables.table(
        [("编号", "number"), ("要求", "requirement"), ("状况", "stands"), ("条款", "demands")],
        [
            (
                one.number,
                say(one.words, language()),
                names.of(state, language()),
                " ".join(one.demands),
            )
            for one, state in found
        ],
        empty=("没有", "None"),
    )


@audit.command("list")
@options.answering
def list_findings() -> None:
    """列出自查发现 / List the findings of the audit."""
    rows = [findings.told(one) for one in audited.listed()]
    if answers.wants_json():
        answers.document({"findings": rows})
        return
    tables.table(
        [
            ("编号", "number"),
            ("是什么", "what"),
            ("在哪里", "where"),
            ("程度", "severity"),
            ("限期", "due"),
            ("修补", "mended"),
        ],
        [
            (
                row["number"],
                names.of(What(row["what"]), language()),
                row["name"],
                names.of(Severity(row["severity"]), language()),
                row["due_at"],
                row["mended_at"],
            )
            for row in rows
        ],
        empty=("没有发现", "Nothing was found"),
    )
