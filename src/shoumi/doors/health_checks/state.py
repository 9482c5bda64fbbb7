"""What the home holds: ledger, keys, clock, and work that was broken off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections

from shoumi.base import clock, registry
from shoumi.base.anchoring import queries as anchors
from shoumi.base.anchoring import witness
from shoumi.base.documents import store
from shoumi.base.handover import cleanup as packages
from shoumi.base.jobs import background_operations, server_time
from shoumi.base.jobs import queries as jobs
from shoumi.base.ledger import audit, highwater, home_seal, reader, running_time, seal, triggers
from shoumi.base.ledger.writer import TOLERANCE, is_behind
from shoumi.base.outbox import queries as outbox
from shoumi.base.registry import Health
from shoumi.base.row_authentication import review
from shoumi.base.subjects import cleanup, examination
from shoumi.base.vault import keyring, queries
from shoumi.base.vault.root import ProviderKind, lies_beside_data
from shoumi.core.vault.cryptoperiods import Age
from shoumi.doors.health_checks.findings import Check, Finding, fail, ok, warn

_QUICK = 1000  # entries at the end that are computed again
_YOUNG = timedelta(hours=6)  # a key or file younger than this may belong to work under way
_DRIFT = timedelta(seconds=5)


def ledger() -> Iterator[Finding]:
    gone = triggers.missing(connections["default"])
    if gone:
        yield fail(
            "triggers",
            ("账本的保护触发器缺失：{gone}", "the ledger's triggers are gone: {gone}"),
            ("查明是谁改动了数据库，再从备份恢复", "find who changed the database; restore it"),
            gone=gone,
        )
    else:
        yield ok("triggers", ("账本只能追加", "the ledger is append-only"))
    if seal.is_sealed():
        yield fail(
            "sealed",
            ("账本重算不符，已封存，不再开放资料", "the ledger did not hold; it is sealed"),
            ("保全现场，运行 shoumi ledger verify", "touch nothing; run shoumi ledger verify"),
        )
    if (put_back := home_seal.read()) is not None:
        yield fail(
            "restored",
            ("从副本恢复，还没有启封", "put back from a copy, and not opened yet"),
            ("shoumi restore show 说明下一步", "shoumi restore show says what is next"),
            stage=put_back.stage,
        )
        if put_back.stage is home_seal.Stage.PUT_BACK:
            return
    mark = highwater.check()
    yield ok("highwater", ("账本未回退，{size} 条", "not put back: {size} entries"), size=mark.size)
    yield from _quick()


def _quick() -> Iterator[Finding]:
    size = reader.size()
    wrong = audit.altered(max(0, size - _QUICK))
    if wrong:
        yield fail(
            "entries",
            ("账本条目被改动：{wrong}", "entries were altered: {wrong}"),
            ("运行 shoumi ledger verify，保全现场", "run shoumi ledger verify; touch nothing"),
            wrong=wrong[:9],
        )
    else:
        what = ("末尾 {count} 条相符；全部：shoumi ledger verify", "the last {count} hold")
        yield ok("entries", what, count=min(size, _QUICK))


def witnessed() -> Iterator[Finding]:
    mend = ("运行 shoumi ledger witness", "run shoumi ledger witness")
    if witness.url() is None:
        what = (
            "没有见证人：数据库与高水位一同回退不会被发现",
            "no witness: who puts back database and high-water mark goes unnoticed",
        )
        yield warn("witness", what, ("设 SHOUMI_WITNESS_URL", "set SHOUMI_WITNESS_URL"))
        return
    witness.key()
    stands = anchors.standing()
    age = None if stands.silent_for is None else int(stands.silent_for.total_seconds() // 60)
    if stands.refused_status:
        what = (
            "见证人拒绝副署（{status}）：历史不一致，已停止开放",
            "the witness refuses ({status}): histories differ; nothing is opened",
        )
        stop = ("保全现场，运行 shoumi ledger verify", "touch nothing; run shoumi ledger verify")
        yield fail("witness", what, stop, status=stands.refused_status)
    elif not stands.holds:
        what = (
            "见证人静默过久（{age} 分钟，失败 {failures} 次），已停止开放",
            "the witness is silent too long ({age} min, {failures} failures); nothing is opened",
        )
        yield fail("witness", what, mend, age=age, failures=stands.failures)
    elif stands.failures:
        what = ("见证人没有应答，已 {age} 分钟", "the witness does not answer for {age} min")
        yield warn("witness", what, mend, age=age)
    else:
        what = (
            "见证人已副署 {size} 条，{age} 分钟前",
            "the witness has cosigned {size} entries, {age} min ago",
        )
        yield ok("witness", what, size=stands.size, age=age)


def root() -> Iterator[Finding]:
    opened = keyring.unlock()
    kind = opened.provider.kind
    is_beside = kind is ProviderKind.KEY_FILE or lies_beside_data(
        opened.provider.path, Path(settings.SHOUMI_HOME)
    )
    if is_beside and not clock.is_demo():
        yield fail(
            "root",
            (
                "根密钥与数据放在一起：拿走数据文件夹，就拿走了一切",
                "the root key lies beside the data: who takes the folder has everything",
            ),
            (
                "放到目录外：shoumi keys rotate --what root --passphrase-file，见 operating.md",
                "shoumi keys rotate --what root --passphrase-file; see docs/operating.md",
            ),
        )
        return
    what = ("根密钥（{kind}）可用，仅本人可读", "the root key ({kind}) is there, closed to others")
    yield ok("root", what, kind=kind)


def ages() -> Iterator[Finding]:
    found = queries.ages(clock.now())
    for age, make in ((Age.OVER, fail), (Age.DUE, warn)):
        names = [f"{one.what}/{one.name}" for one in found if one.age is age]
        if names:
            what = ("密钥该更换了：{names}", "keys are to be replaced: {names}")
            yield make("keys", what, ("见 shoumi keys list", "see shoumi keys list"), names=names)
    if all(one.age is Age.IN_DATE for one in found):
        first = found[0].over_at if found else None
        yield ok("keys", ("密钥都在期限内，最早到 {first}", "in date, until {first}"), first=first)


def clocks() -> Iterator[Finding]:
    last, now = reader.last_at(), clock.now()
    mend = ("校准系统时间（NTP）", "set the machine's clock right (NTP)")
    if minutes := running_time.minutes_ahead():
        what = (
            "系统时间突然快了 {minutes} 分钟，账本不再写入",
            "the clock leapt {minutes} minutes ahead; the ledger takes nothing",
        )
        right = (
            "校准系统时间（NTP）；若现在的时间无误：shoumi clock accept",
            "set the machine's clock right (NTP); if it is right now: shoumi clock accept",
        )
        yield fail("clock", what, right, minutes=minutes)
    elif last is not None and is_behind(now, last):
        yield _of_the_future(last, now)
    elif last is not None and last > now:
        what = ("系统时间比账本最后一条早：{last}", "the clock is behind the last entry: {last}")
        yield fail("clock", what, mend, last=last)
    else:
        yield ok("clock", ("系统时间不早于账本：{now}", "not behind the ledger: {now}"), now=now)
    drift = abs(server_time.now() - datetime.now(UTC))
    if drift > _DRIFT:
        what = ("与数据库相差 {drift} 秒", "{drift} s apart from the database's clock")
        yield warn("drift", what, mend, drift=round(drift.total_seconds()))


def _of_the_future(last: datetime, now: datetime) -> Finding:
    """An entry of a time that is still to come: the ledger, whose time never goes back, waits."""
    what = (
        "账本从第 {position} 条记录起，时间比系统时间晚，最晚到 {last}",
        "from entry {position} on the ledger is ahead of the clock, up to {last}",
    )
    mend = (
        "先校准系统时间（NTP）；若时间本来就准，账本到 {until} 才再写入（docs/operating.md）",
        (
            "set the machine's clock right (NTP); if it is right, the ledger takes nothing until "
            "{until} (docs/operating.md)"
        ),
    )
    position = reader.first_from(now + timedelta.resolution)
    return fail("clock", what, mend, position=position, last=last, until=last - TOLERANCE)


def orphans() -> Iterator[Finding]:
    older_than = datetime.now(UTC) - _YOUNG
    files = [*store.orphans(older_than=older_than), *packages.orphans(older_than=older_than)]
    lost = cleanup.orphans(made_before=clock.now() - _YOUNG)
    if files or lost:
        yield warn(
            "orphans",
            (
                "中断的导入留下 {files} 个文件、{lost} 把密钥",
                "left over: {files} files, {lost} keys",
            ),
            ("清除：shoumi doctor --sweep", "remove them: shoumi doctor --sweep"),
            files=len(files),
            lost=len(lost),
        )
    else:
        yield ok("orphans", ("没有残留的文件和密钥", "no file or key is left over"))
    if missing := store.missing():
        what = ("{count} 份文件的内容不见了", "the content of {count} documents is gone")
        mend = ("恢复 blobs 文件夹的备份", "restore the folder blobs from a backup")
        yield fail("documents", what, mend, count=len(missing))


def sweep() -> tuple[int, int]:
    """Remove what ``orphans`` found: how many files and keys there were."""
    at = clock.now()
    lost = cleanup.sweep(made_before=at - _YOUNG, at=at)
    older_than = datetime.now(UTC) - _YOUNG
    return store.sweep(older_than=older_than) + packages.sweep(older_than=older_than), lost


def examine() -> None:
    """Look at everything that is stored, now."""
    examination.whole(at=clock.now())


def brought() -> Iterator[Finding]:
    """What cards find."""
    for card in registry.cards():
        for one in card.health() if card.health else ():
            facts = one.facts or {}
            if one.state is Health.OK:
                yield ok(one.check, one.what, **facts)
            else:
                make = warn if one.state is Health.WARN else fail
                yield make(one.check, one.what, one.remedy, **facts)


def work() -> Iterator[Finding]:
    dead, lost = jobs.dead().count(), outbox.given_up().count()
    if dead or lost:
        what = ("放弃了 {dead} 项任务、{lost} 封邮件", "given up: {dead} jobs, {lost} messages")
        mend = ("见 shoumi worker status", "see shoumi worker status")
        yield warn("jobs", what, mend, dead=dead, lost=lost)
    else:
        yield ok("jobs", ("没有放弃的任务和邮件", "no job or message was given up"))
    if waiting := background_operations.in_vain():
        what = (
            "{count} 项任务等着，没有工作进程在干活",
            "{count} jobs wait and no worker is there",
        )
        mend = (
            "运行 shoumi worker；shoumi serve 会自己带一个",
            "run shoumi worker; shoumi serve brings one along",
        )
        yield warn("worker", what, mend, count=waiting)
    else:
        yield ok("worker", ("没有任务白等", "no job waits in vain"))


def rows() -> Iterator[Finding]:
    """Rows that open doors are what the ledger says."""
    mend = (
        "查明是谁改动了数据库，再从备份恢复；在此之前这些行什么都打不开",
        "find who changed the database, and restore it; until then these rows open nothing",
    )
    found = review.review()
    for one in found:
        if one.altered:
            what = (
                "{table} 有 {count} 行与账本不符：{altered}",
                "{table}: {count} rows are not what the ledger says: {altered}",
            )
            named = list(one.altered[:9])
            yield fail("rows", what, mend, table=one.table, count=len(one.altered), altered=named)
        if one.gone:
            what = (
                "{table} 少了账本记着的 {count} 行",
                "{table} lacks {count} rows that the ledger knows",
            )
            yield fail("rows", what, mend, table=one.table, count=one.gone)
    if all(one.is_sound for one in found):
        what = ("{count} 行放行依据与账本相符", "{count} rows that open doors hold")
        yield ok("rows", what, count=sum(one.rows for one in found))


CHECKS: tuple[tuple[str, Check], ...] = (
    ("ledger", ledger),
    ("witness", witnessed),
    ("root", root),
    ("keys", ages),
    ("clock", clocks),
    ("rows", rows),
    ("orphans", orphans),
    ("cards", brought),
    ("jobs", work),
)
