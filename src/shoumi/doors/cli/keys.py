"""``shoumi keys``: the keys of the keyring and how long each may still be used."""

from __future__ import annotations

import click

from shoumi.base import clock
from shoumi.base.vault import queries
from shoumi.core.vault.cryptoperiods import Age
from shoumi.doors.cli import answers, options, tables

_KINDS = {
    "root": ("根密钥", "root"),
    "kek": ("密钥加密密钥", "key-encryption key"),
    "deal": ("交易密钥（最旧）", "deal keys, the oldest"),
    "subject": ("个人密钥（最旧）", "personal keys, the oldest"),
    "index": ("索引密钥", "search index"),
    "signing": ("签名密钥", "signing key"),
}


@click.group("keys")
def command() -> None:
    """密钥库 / The keyring."""


@command.command("list")
@options.answering
@click.pass_context
def list_(context: click.Context) -> None:
    """列出密钥与期限 / List keys, the next to lapse first.  Exits 1 where one is over."""
    found = queries.ages(clock.now())
    if answers.wants_json():
        answers.document({"keys": found})
    else:
        tables.table(
            [("种类", "kind"), ("名称", "name"), ("状态", "age"), ("到期", "over at")],
            [(answers.say(_KINDS[one.what]), one.name, one.age, one.over_at) for one in found],
            empty=("密钥库尚未建立：shoumi home upgrade", "No keyring yet: shoumi home upgrade"),
        )
    context.exit(1 if not found or any(one.age is Age.OVER for one in found) else 0)
