"""Which entry about a thing is the newest: what a row says holds only as long as it is its own.

Entries that are evidence of reading are left out: they change nothing, and there are many.  The
condition stands in each statement as it does in the index ``ledger_entry_of_acts``, so that both
engines use it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import connections

from shoumi.base.ledger import reader
from shoumi.base.ledger.events import Tag
from shoumi.base.ledger.evidence import READS

_CHUNK = 500
_RESTORED = "restore.replayed"
_ACTS = f"NOT (tag IN ({', '.join(repr(tag) for tag in sorted(READS))}))"
_NEWEST = (
    "SELECT about, MAX(position) FROM ledger_entry WHERE {acts} AND tag IN ({tags})"
    " AND about IN ({refs}){below} GROUP BY about"
)
_LAST = "SELECT MAX(position) FROM ledger_entry WHERE {acts} AND tag IN ({tags})"
_ALL = "SELECT position FROM ledger_entry WHERE {acts} AND tag IN ({tags}) ORDER BY position"
_ABOUT = "SELECT position FROM ledger_entry WHERE {acts} AND tag IN ({tags}) AND about = %s"
_OF_DEAL = "SELECT position FROM ledger_entry WHERE {acts} AND tag IN ({tags}) AND deal = %s"
_ROWLESS = (
    "SELECT position FROM ledger_entry WHERE {acts} AND tag IN ({tags})"
    " AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.{column} = ledger_entry.about"
    "{same})"
    " AND NOT EXISTS (SELECT 1 FROM ledger_entry lost WHERE {lost} AND lost.tag = '{tag}'"
    " AND lost.about = ledger_entry.about)"
    " ORDER BY position"
)


def newest(
    tags: Collection[str], about: Collection[str], *, below: int | None = None
) -> dict[str, int]:
    """The position of the newest entry of one of ``tags`` about each; nothing where there is none.

    ``below``  only entries before that position
    """
    limit = "" if below is None else f" AND position < {below:d}"
    found: dict[str, int] = {}
    refs = sorted(set(about))
    with connections["default"].cursor() as cursor:
        for start in range(0, len(refs), _CHUNK):
            part = refs[start : start + _CHUNK]
            cursor.execute(
                _NEWEST.format(acts=_ACTS, tags=_marks(tags), refs=_marks(part), below=limit),
                [*tags, *part],
            )
            found.update(cursor.fetchall())
    return found


def told_in_sql(tags: Collection[str], *columns: str, anywhere: Collection[str] = ()) -> str:
    """``newest`` as an expression within another statement, about what stands in ``columns`` of it.

    ``anywhere``  tags of which the newest counts where there is none about it
    Names of the code's own, so they stand in the text.
    """
    head = f"SELECT MAX(position) FROM ledger_entry WHERE {_ACTS} AND tag IN "  # noqa: S608
    found = [f"({head}({_words(tags)}) AND about IN ({', '.join(columns)}))"]
    found += [f"({head}({_words(anywhere)}))"] if anywhere else []
    return f"COALESCE({', '.join(found)})" if anywhere else found[0]


def _words(tags: Collection[str]) -> str:
    return ", ".join(repr(str(tag)) for tag in tags)


def last(tags: Collection[str]) -> int | None:
    """The position of the newest entry of one of ``tags``, whatever it is about."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_LAST.format(acts=_ACTS, tags=_marks(tags)), [*tags])
        position: int | None = cursor.fetchone()[0]
        return position


def all_of(tags: Collection[str]) -> list[int]:
    """The positions of all entries of one of ``tags``."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_ALL.format(acts=_ACTS, tags=_marks(tags)), [*tags])
        return [position for (position,) in cursor.fetchall()]


def about(tags: Collection[str], ref: str) -> list[int]:
    """The positions of all entries of one of ``tags`` about ``ref``."""
    return _positions(_ABOUT, tags, ref)


def of_deal(tags: Collection[str], deal: str) -> list[int]:
    """The positions of all entries of one of ``tags`` in ``deal``.  It looks at those of every
    deal, so it is for tags that are rare."""
    return _positions(_OF_DEAL, tags, deal)


def restored() -> list[range]:
    """The positions of entries that a restore took over: what they made may not be here."""
    found = reader.some(all_of([_RESTORED]))
    told = [one.line().facts for one in found]
    return [
        range(int(facts["size"]), int(facts["size"]) + int(facts["caught_up"])) for facts in told
    ]


def _positions(statement: str, tags: Collection[str], value: str) -> list[int]:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement.format(acts=_ACTS, tags=_marks(tags)), [*tags, value])
        return [position for (position,) in cursor.fetchall()]


def without_row(
    tags: Collection[str],
    table: str,
    column: str,
    *,
    deal_column: str = "",
    made_at: str = "",
) -> Iterator[int]:
    """The positions of entries of ``tags`` about something that ``table`` has no row of, and that
    no restore said was lost.

    ``deal_column``  where a row says its deal: one that stands in another than the entry is none
    ``made_at``      a column: a row that has another position there than that of the entry is none
    The table and the columns are names of the code's own.
    """
    quote = connections["default"].ops.quote_name
    own = {deal_column: "deal"} if deal_column else {}
    own |= {made_at: "position"} if made_at else {}
    same = [f" AND {quote(table)}.{quote(of)} = ledger_entry.{to}" for of, to in own.items()]
    with connections["default"].cursor() as cursor:
        cursor.execute(
            _ROWLESS.format(
                acts=_ACTS,
                tags=_marks(tags),
                table=quote(table),
                column=quote(column),
                same="".join(same),
                lost=_ACTS.replace("(tag ", "(lost.tag "),
                tag=Tag.ROW_LOST.value,
            ),
            [*tags],
        )
        yield from (position for (position,) in cursor.fetchall())


def _marks(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))
