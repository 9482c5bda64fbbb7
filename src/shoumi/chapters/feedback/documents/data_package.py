"""All that is held of one person as one archive: to be read (PDF), and to be taken elsewhere (JSON
and CSV, PIPL 45(3))."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence

from shoumi.base.documents.signed_documents import make
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import list_files
from shoumi.chapters.feedback.services.data_packages import Held
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both, Lang

_FIELDS: Both = ("您的信息", "What is stored of you")
_COLUMNS: Sequence[Both] = (
    ("字段", "field"),
    ("内容", "value"),
    ("用途", "purposes"),
    ("依据", "legal basis"),
    ("服务结束后保存的天数", "days kept after the service"),
)


def archive(held: Held) -> bytes:
    """A ZIP; the same data and moment give the same bytes."""
    out = io.BytesIO()
    moment = held.at.timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in _files(held):
            made.writestr(zipfile.ZipInfo(name, moment), content)
    return out.getvalue()


def _files(held: Held) -> Iterator[tuple[str, bytes]]:
    rows = list(_field_rows(held))
    yield f"{held.number}.pdf", _paper(held, rows)
    yield f"{held.number}.json", _data(held)
    for place, (name, columns, lines) in enumerate(
        [(_FIELDS, _COLUMNS, rows), *((one.name, one.columns, one.rows) for one in held.parts)]
    ):
        words = [[_word(cell, held.lang) for cell in line] for line in lines]
        heads = [say(one, held.lang) for one in columns]
        yield f"{place:02d}.csv", list_files.made(list_files.CSV, name[0], heads, words, ())


def _field_rows(held: Held) -> Iterator[Sequence[Both | str]]:
    for code, value in sorted(held.values.items()):
        rule = held.register[code]
        purposes = [names.pair(one) for one in sorted(rule.purposes)]
        yield (
            (rule.zh, rule.en),
            value,
            ("、".join(zh for zh, _ in purposes), ", ".join(en for _, en in purposes)),
            names.pair(rule.basis),
            str(rule.retention_days),
        )


def _word(cell: Both | str, lang: Lang) -> str:
    return cell if isinstance(cell, str) else say(cell, lang)


def _paper(held: Held, rows: Sequence[Sequence[Both | str]]) -> bytes:
    left = [held.register[code] for code in held.left_out]
    return make(
        "held_data",
        held.number,
        held.at,
        facts=[
            ["制作日期", "made on", day_in_china(held.at).isoformat()],
            [
                "不在里面、可另行查阅",
                "not in it, to be asked for",
                "、".join(one.zh for one in left) or None,
            ],
        ],
        fields=[[_word(cell, held.lang) for cell in line] for line in rows],
        parts=[
            {
                "name": list(one.name),
                "columns": [list(column) for column in one.columns],
                "rows": [[_word(cell, held.lang) for cell in line] for line in one.rows],
            }
            for one in held.parts
        ],
    )


def _data(held: Held) -> bytes:
    """By names that do not change with the language."""
    told = {
        "request": held.number,
        "made_at": held.at.isoformat(),
        "fields": {
            code: {
                "value": value,
                "purposes": sorted(held.register[code].purposes),
                "basis": held.register[code].basis,
                "retention_days": held.register[code].retention_days,
            }
            for code, value in sorted(held.values.items())
        },
        "left_out": list(held.left_out),
        "parts": [
            {
                "name": one.name[1],
                "rows": [
                    {
                        column[1]: _word(cell, "en")
                        for column, cell in zip(one.columns, line, strict=True)
                    }
                    for line in one.rows
                ],
            }
            for one in held.parts
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
