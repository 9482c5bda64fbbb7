"""A PDF as covered pictures of its pages: read in a child, weighed here, drawn in another child.

Neither child keeps anything or reaches a network, and what they say is bounded and unpacked here
only as rows of pixels; no picture format that a file could have prepared is decoded.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess  # noqa: S404
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shoumi.base.intake import limits, wire_format
from shoumi.base.rooms.page_images import Picture
from shoumi.base.viewer import worker
from shoumi.base.viewer.errors import PageUnread, TooManyPages, WillNotDraw
from shoumi.core.redact.cover import ASKED, NUMBER, PICTURE, Reader, covers
from shoumi.core.scan import Label, find_spans

MOST_PAGES = 100
_ROOT = Path(__file__).resolve().parents[3]
_MEMORY, _MAPPED = 768 << 20, 1536 << 20
_CPU_SECONDS, _WALL_SECONDS = 120, 600
_MOST_BYTES = 512 << 20
_READ_BYTES = 1 << 20
_CHANNELS = 3

# What stands on a bar: short, for bars are small; and for who reads no Chinese the page says it.
NAMES: Mapping[str, str] = {
    Label.RESIDENT_ID: "证件号",
    Label.USCC: "信用代码",
    Label.BANK_CARD: "银行卡",
    Label.EMAIL: "邮箱",
    Label.MOBILE: "手机",
    Label.LANDLINE: "电话",
    Label.MAC: "设备",
    Label.IP: "设备",
    Label.PLATE: "车牌",
    Label.PASSPORT: "证件号",
    Label.HK_MACAU_PERMIT: "证件号",
    Label.TAIWAN_PERMIT: "证件号",
    Label.IMEI: "设备",
    Label.WECHAT: "微信",
    Label.QQ: "QQ",
    Label.DATE_OF_BIRTH: "生日",
    Label.BANK_ACCOUNT: "银行账户",
    Label.ADDRESS: "地址",
    Label.PERSON: "姓名",
    NUMBER: "号码",
    PICTURE: "图片",
    ASKED: "已遮盖",
}

Bar = tuple[worker.Box, str]


def draw(
    pdf: bytes, *, asked: Mapping[str, str] | None = None, read: Reader | None = find_spans
) -> list[Picture]:
    """The pages of ``pdf`` as pictures, with bars over what ``core/redact/cover`` finds.

    ``asked``  words to cover wherever they stand -> what they are
    ``read``   None: the pages are the house's own and were weighed before they were set

    Raises:
        WillNotDraw, TooManyPages, PageUnread
    """
    bars, counts = [], []
    for number, page in enumerate(_pages("read", pdf), 1):
        facts = page.facts
        if not str(facts["chars"]).strip() and facts["drawn"]:
            raise PageUnread(page=number)
        found, count = _bars(facts, asked or {}, read)
        bars.append(found)
        counts.append(count)
    drawn = list(_pages("draw", pdf, bars))
    if not drawn or len(drawn) != len(counts):
        raise WillNotDraw
    return [_picture(page, count) for page, count in zip(drawn, counts, strict=True)]


def _picture(page: wire_format.Frame, count: Mapping[str, int]) -> Picture:
    width, height = page.facts["width"], page.facts["height"]
    if not (isinstance(width, int) and isinstance(height, int)):
        raise WillNotDraw
    if not 0 < min(width, height) <= max(width, height) <= worker.LONG_SIDE + 1:
        raise WillNotDraw
    pixels = bytes(page.blob)
    try:
        size = len(zlib.decompressobj().decompress(pixels, width * height * _CHANNELS + 1))
    except zlib.error:
        raise WillNotDraw from None
    if size != width * height * _CHANNELS:
        raise WillNotDraw
    return Picture(width, height, pixels, count)


def _bars(
    facts: Mapping[str, Any], asked: Mapping[str, str], read: Reader | None
) -> tuple[list[Bar], Counter[str]]:
    chars, boxes = facts["chars"], facts["boxes"]
    bars: list[Bar] = [(box, NAMES[PICTURE]) for box in facts["pictures"]]
    count: Counter[str] = Counter({PICTURE: len(bars)} if bars else {})
    for cover in covers(chars, asked=asked, read=read) if read else ():
        lines = list(_lines(boxes[cover.start : cover.end]))
        # The name stands once, on the longest of the pieces of a cover that goes over lines.
        longest = max(lines, key=lambda box: box[2] - box[0], default=None)
        name = NAMES.get(cover.what, NAMES[ASKED])
        bars += [(box, name if box is longest else "") for box in lines]
        count[cover.what] += 1
    return bars, count


def _lines(boxes: Sequence[worker.Box]) -> Iterator[worker.Box]:
    """The boxes of characters joined where they stand side by side."""
    joined: worker.Box | None = None
    for left, bottom, right, top in boxes:
        if right <= left or top <= bottom:
            continue  # a break between lines has no place on the page
        if joined is None:
            joined = (left, bottom, right, top)
            continue
        middle, tall = (bottom + top) / 2, top - bottom
        beside = joined[1] <= middle <= joined[3] and -tall <= left - joined[2] <= 3 * tall
        if beside:
            joined = (
                min(joined[0], left),
                min(joined[1], bottom),
                max(joined[2], right),
                max(joined[3], top),
            )
        else:
            yield joined
            joined = (left, bottom, right, top)
    if joined is not None:
        yield joined


def _pages(kind: str, pdf: bytes, bars: Sequence[Sequence[Bar]] = ()) -> list[wire_format.Frame]:
    try:
        frames = list(wire_format.read(_run({"kind": kind, "bars": bars, "most": MOST_PAGES}, pdf)))
    except wire_format.Malformed:
        raise WillNotDraw from None
    if frames and frames[-1].kind == "many":
        raise TooManyPages(count=frames[-1].facts["count"], most=MOST_PAGES)
    if not frames or frames[-1].kind != "end":
        raise WillNotDraw
    return frames[:-1]


def _run(order: dict[str, object], pdf: bytes) -> bytearray:
    caps = {
        "memory": _MEMORY,
        "mapped": _MAPPED,
        "cpu": _CPU_SECONDS,
        "files": limits.OPEN_FILES,
    }
    command = [sys.executable, "-I", "-X", "utf8", worker.__file__]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and file, arguments as a list
        [*command, json.dumps({"limits": caps, "root": str(_ROOT)})],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A traceback quotes what it failed on.
        stderr=subprocess.DEVNULL,
        env={"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"},
        cwd="/",
        close_fds=True,
    ) as child:
        try:
            threading.Thread(target=_tell, args=(child, order, pdf), daemon=True).start()
            heard = _listen(child)
            child.wait(timeout=_WALL_SECONDS)
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise WillNotDraw
    return heard


def _tell(child: subprocess.Popen[bytes], order: dict[str, object], pdf: bytes) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(order).encode() + b"\n")
        child.stdin.write(pdf)
        child.stdin.close()
    except OSError:
        return  # it is gone, which its exit code says


def _listen(child: subprocess.Popen[bytes]) -> bytearray:
    assert child.stdout is not None
    descriptor = child.stdout.fileno()
    deadline = time.monotonic() + _WALL_SECONDS
    heard = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(descriptor, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not ready.select(left):
                raise WillNotDraw
            if not (chunk := os.read(descriptor, _READ_BYTES)):
                return heard
            heard += chunk
            if len(heard) > _MOST_BYTES:
                raise WillNotDraw
