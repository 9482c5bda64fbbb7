"""``shoumi keys``: the keys of the keyring, how long each may still be used, and their rotation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, dual_control, options, progress, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.rotation import algorithm_review_queries as review_queries
from shoumi.base.rotation import algorithms_in_use as in_use
from shoumi.base.rotation import exits, plans, queries, services
from shoumi.base.rotation.events import Decision, What
from shoumi.base.rotation.models import AlgorithmReview, Rotation
from shoumi.base.vault import queries as vault
from shoumi.base.vault.queries import KeyAge
from shoumi.base.verbs.command import command as verb_command
from shoumi.core.refs import Ref
from shoumi.core.vault.cryptoperiods import Age
from shoumi.core.vault.suites import NAMES, Suite, named
from shoumi.doors.verbs.algorithm_reviews import REVIEW
from shoumi.doors.verbs.algorithm_reviews import told as review_told

_KINDS = {
    "root": ("根密钥", "root"),
    "kek": ("密钥加密密钥", "key-encryption key"),
    "deal": ("转让密钥（最旧）", "deal keys, the oldest"),
    "subject": ("个人密钥（最旧）", "personal keys, the oldest"),
    "index": ("索引密钥", "search index"),
    "signing": ("签名密钥", "signing key"),
}
_WHAT = {
    What.ROOT: ("根密钥", "root"),
    What.KEK: ("密钥加密密钥", "key-encryption key"),
    What.DEAL: ("转让密钥", "deal key"),
    What.DATA: ("个人密钥", "personal keys"),
    What.INDEX: ("索引密钥", "search index"),
    What.SIGNING: ("签名密钥", "signing key"),
    What.EXIT: ("离职的人可能接触过的全部密钥", "all that who left could reach"),
    What.SUITE: ("密码套件", "cipher suite"),
    What.EPOCH: ("纪元", "epoch"),
}


@click.group("keys")
def command() -> None:
    """密钥库 / The keyring."""


@command.command("list")
@options.answering
@click.pass_context
def list_(context: click.Context) -> None:
    """列出密钥、套件与期限 / List keys, suites and cryptoperiods.  Exits 1 where one is over.

    "On old keys" is what a rotation still has to move from keys that newer ones replace.
    """
    found, stands = vault.ages(clock.now()), queries.standing()
    running = [_told(row) for row in queries.under_way()]
    if answers.wants_json():
        answers.document({"keys": found, "kinds": stands, "rotations": running})
    else:
        tables.table(
            [
                ("种类", "kind"),
                ("名称", "name"),
                ("套件", "suite"),
                ("状态", "age"),
                ("期限（月）", "months"),
                ("到期", "over at"),
                ("仍在旧密钥上", "on old keys"),
            ],
            [_line(one, stands[one.what]) for one in found],
            empty=("密钥库尚未建立：shoumi home upgrade", "No keyring yet: shoumi home upgrade"),
        )
        for row in queries.under_way():
            words = ("正在更换：{what} {done}/{total}", "being rotated: {what} {done}/{total}")
            click.echo(answers.say(words, **(_told(row) | {"what": _name(row)})))
    context.exit(1 if not found or any(one.age is Age.OVER for one in found) else 0)


def _line(one: KeyAge, stands: queries.Standing) -> tuple[object, ...]:
    mixed = len(stands.suites) > 1
    named_ = [f"{name} {count}" if mixed else name for name, count in stands.suites.items()]
    kind = answers.say(_KINDS[one.what])
    return kind, one.name, ", ".join(named_), one.age, one.months, one.over_at, stands.left


@command.command("rotate")
@click.option(
    "--what",
    type=options.Word(What),
    required=True,
    help="更换哪一种；epoch 让旧备份失效 / Which kind; epoch ends what old backups open.",
)
@click.option("--deal", type=options.DEAL, help="只限一笔转让 / Of one deal only.")
@click.option("--field", default="", help="只限一个索引字段 / Of one indexed field only.")
@click.option("--to", type=click.Choice(NAMES), help="换成哪个套件 / Into which suite.")
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="新口令的文件（仅 root）/ File of the new passphrase, for root.",
)
@options.acting
def rotate(
    *,
    what: What,
    deal: Ref | None,
    field: str,
    to: str | None,
    passphrase_file: Path | None,
    actor: Ref,
) -> None:
    """更换密钥或套件 / Replace keys or the suite while everybody goes on working.

    Takes two persons: the first call asks, and once another has approved the next call does it.
    Goes on where it was broken off; started twice it is one rotation.  The old key is destroyed
    when nothing hangs on it any more, and the ledger holds the proof.
    """
    suite = named(to) if to else None
    _check(what, deal, field, suite, passphrase_file)
    with dual_control.asking(actor):
        rows = services.start_all(
            what=what,
            targets=[deal or field] if deal or field else plans.targets(what),
            suite=suite,
            path=passphrase_file,
            actor=actor,
            at=clock.now(),
        )
    done = []
    for begun in rows:
        with progress.counting(_WHAT[what]) as bar:

            def tell(row: Rotation, bar: progress.Bar = bar) -> None:
                # Of a larger one each part is counted by itself.
                bar(row.done, row.total, _name(row))

            row = services.run(rotation=Ref(begun.ref), at=clock.now(), actor=actor, tell=tell)
        done.append(_told(row))
    words = (
        "已更换 {count} 项，共移动 {moved}，旧密钥上剩余 0，旧密钥试开 {tried} 次均失败",
        "{count} rotated, {moved} moved, 0 left on the old; it was tried {tried} times in vain",
    )
    answers.done(
        words,
        count=len(done),
        moved=sum(one["done"] for one in done),
        tried=sum(one["tried"] for one in done),
        rotations=done,
        position=answers.head(),
    )


def _check(
    what: What, deal: Ref | None, field: str, suite: Suite | None, passphrase: Path | None
) -> None:
    wrong = (
        (deal is not None and what not in (What.DEAL, What.DATA))
        or (bool(field) and what is not What.INDEX)
        or ((suite is None) == (what is What.SUITE))
        or (passphrase is not None and what is not What.ROOT)
    )
    if wrong:
        raise options.misused(
            "--deal 用于 deal、data，--field 用于 index，--passphrase-file 用于 root；"
            "suite 需要 --to，只有它可以有。",
            "--deal goes with deal and data, --field with index, --passphrase-file with root; "
            "suite needs --to, and nothing else takes it.",
        )


@command.command("retire")
@options.deal_argument
@options.final
@options.acting
def retire(*, deal: Ref, actor: Ref) -> None:
    """销毁不再使用的转让密钥 / Destroy the key of a deal under which nobody's key is left."""
    with dual_control.asking(actor):
        services.retire(deal=deal, actor=actor, at=clock.now())
    answers.done(("转让密钥已销毁", "the deal's key is destroyed"), position=answers.head())


command.add_command(verb_command(REVIEW))


@command.command("algorithms")
@options.answering
def algorithms() -> None:
    """列出在用的算法和密钥长度 / List the algorithms and key lengths in use, found by the system.

    A review names those that are weak by the first column.
    """
    found, due = in_use.in_use(), review_queries.due_at()
    if answers.wants_json():
        answers.document({"algorithms": found, "due_at": due})
        return
    tables.table(
        [
            ("名称", "name"),
            ("用于", "used for"),
            ("算法", "algorithm"),
            ("位数", "bits"),
            ("数量", "count"),
        ],
        [
            (one.key, names.of(one.used_for, language()), one.algorithm, one.bits, one.count)
            for one in found
        ],
    )
    if due is not None:
        click.echo(
            answers.say(("下次复核不晚于 {due}", "the next review is due by {due}"), due=due)
        )


@command.command("reviews")
@options.answering
def reviews() -> None:
    """列出历次算法复核 / List the reviews of algorithms, the newest first."""
    rows = [review_told(one) for one in AlgorithmReview.objects.order_by("-position")]
    if answers.wants_json():
        answers.document({"reviews": rows, "due_at": review_queries.due_at()})
        return
    tables.table(
        [
            ("复核", "review"),
            ("于", "at"),
            ("结论", "decision"),
            ("下次", "next by"),
            ("账本", "entry"),
        ],
        [
            (
                row["ref"],
                row["reviewed_at"],
                names.of(Decision(row["decision"]), language()),
                row["due_at"],
                row["position"],
            )
            for row in rows
        ],
        empty=("还没有复核过。", "None yet."),
    )


@command.command("duties")
@options.answering
@click.pass_context
def duties(context: click.Context) -> None:
    """列出要即时更换的 / List what is to be replaced at once: somebody left, or an incident.

    Exits 1 where something is.
    """
    found = exits.due(clock.now())
    if answers.wants_json():
        answers.document({"duties": found})
    else:
        tables.table(
            [("起因", "cause"), ("关于", "about"), ("自", "since"), ("要更换的", "keys")],
            [
                (names.of(one.cause, language()), one.about, one.since, list(one.waiting))
                for one in found
            ],
            empty=("没有要即时更换的。", "Nothing is due at once."),
        )
    context.exit(1 if found else 0)


def _told(row: Rotation) -> dict[str, Any]:
    facts = {"ref": row.ref, "what": row.what, "target": row.target, "state": row.state}
    numbers = {"epoch": row.epoch, "done": row.done, "total": row.total, "tried": row.tried}
    return {**facts, **numbers, "position": row.position}


def _name(row: Rotation) -> str:
    return f"{answers.say(_WHAT[What(row.what)])} {row.target}".strip()
