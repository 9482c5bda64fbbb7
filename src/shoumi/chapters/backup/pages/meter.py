"""How much would be lost now, on a line of minutes: hatched beyond the limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.safestring import SafeString

from shoumi.base.messages.text import say
from shoumi.base.pages.figures.svg import FigureTable, figure, hatch, line, path, rect, text
from shoumi.core.messages import Both, Lang

WIDTH, HEIGHT = 1000.0, 76.0
TOP, TALL = 30.0, 18.0
# The limit stands at five sixths of the line; what is more than the line shows stands at its end.
_EDGE = WIDTH * 5 / 6
FOOT = TOP + TALL + 22


def told(length: timedelta, lang: Lang) -> str:
    """``41 秒``, ``3 分 06 秒``, ``2 小时 05 分``, ``3 天``."""
    seconds = int(length.total_seconds())
    if seconds < 60:
        words: Both = (f"{seconds} 秒", f"{seconds} s")
    elif seconds < 3600:
        minutes, rest = divmod(seconds, 60)
        words = (f"{minutes} 分 {rest:02d} 秒", f"{minutes} min {rest:02d} s")
        if not rest:
            words = (f"{minutes} 分", f"{minutes} min")
    elif seconds < 48 * 3600:
        hours, rest = divmod(seconds // 60, 60)
        words = (f"{hours} 小时 {rest:02d} 分", f"{hours} h {rest:02d} min")
    else:
        days = seconds // 86400
        words = (f"{days} 天", f"{days} days")
    return say(words, lang)


def _sentence(now: timedelta | None, worst: timedelta | None, limit: timedelta, lang: Lang) -> str:
    if now is None:
        return say(("还没有读回过副本。", "No copy was read back yet."), lang)
    zh = f"现在会丢 {told(now, 'zh')}，上限 {told(limit, 'zh')}"
    en = f"{told(now, 'en')} would be lost now; the limit is {told(limit, 'en')}"
    if worst is not None:
        zh += f"，24 小时里最多 {told(worst, 'zh')}"
        en += f"; at most {told(worst, 'en')} in 24 hours"
    return say((f"{zh}。", f"{en}."), lang)


def meter(
    now: timedelta | None, worst: timedelta | None, limit: timedelta, lang: Lang
) -> SafeString:
    """A bar from nothing to ``now``; a mark where the worst of the last day stood."""
    beyond = hatch([(_EDGE, TOP), (WIDTH, TOP), (WIDTH, TOP + TALL), (_EDGE, TOP + TALL)], 6)
    most = say((f"{told(limit, lang)}，上限", f"limit {told(limit, lang)}"), lang)
    drawn = [
        rect(0, TOP, _EDGE, TALL, "f-jadewash", rx=2),
        rect(_EDGE, TOP, WIDTH - _EDGE, TALL, "f-cinwash"),
        *(_now(now, limit, lang) if now is not None else ()),
        path(beyond, "s-cinfill", stroke_width=1.2),
        line((_EDGE, TOP - 6), (_EDGE, TOP + TALL + 6), "s-cinfill", stroke_width=2),
        text(_EDGE - 8, TOP - 10, most, "meter-words", text_anchor="end"),
        text(0, FOOT, "0", "meter-words"),
        *(_worst(worst, limit, lang) if worst is not None and worst != now else ()),
    ]
    return figure((WIDTH, HEIGHT), _sentence(now, worst, limit, lang), *drawn, class_="loss-meter")


def _place(length: timedelta, limit: timedelta) -> float:
    return min(WIDTH, max(3.0, length / limit * _EDGE))


def _worst(worst: timedelta, limit: timedelta, lang: Lang) -> Iterator[SafeString]:
    at = _place(worst, limit)
    ends = (at, TOP - 4), (at, TOP + TALL + 4)
    yield line(*ends, "s-ink2", stroke_width=1.5, stroke_dasharray="3 3")
    words = say((f"24 小时里最多 {told(worst, lang)}", f"most in 24 h: {told(worst, lang)}"), lang)
    yield text(at, FOOT, words, "meter-words", text_anchor="end" if at > WIDTH / 2 else "start")


def _now(now: timedelta, limit: timedelta, lang: Lang) -> Iterator[SafeString]:
    at = _place(now, limit)
    paint = "f-jade" if now <= limit else "f-cinfill"
    yield rect(0, TOP, min(at, _EDGE), TALL, paint, rx=2)
    yield line((at, TOP - 8), (at, TOP + TALL + 6), "s-ink", stroke_width=2.5)
    # Beside the words of the limit there is no room for it.
    place, anchor = (WIDTH, "end") if at > _EDGE - 160 else (at, "start" if at < 60 else "middle")
    yield text(place, TOP - 13, told(now, lang), "meter-now", text_anchor=anchor)


def table(
    now: timedelta | None, worst: timedelta | None, limit: timedelta, lang: Lang
) -> FigureTable:
    heads = (("什么", "what"), ("多久", "how long"))
    none = say(("还不知道", "not known yet"), lang)
    rows = (
        (("现在会丢", "would be lost now"), now),
        (("24 小时里最多", "most in 24 hours"), worst),
        (("上限", "limit"), limit),
    )
    return FigureTable(
        _sentence(now, worst, limit, lang),
        tuple(say(head, lang) for head in heads),
        tuple((say(name, lang), none if one is None else told(one, lang)) for name, one in rows),
    )
