"""Every row of the files is in one of three: taken in, set aside, left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shoumi.base.intake import record_linkage, tables
from shoumi.base.intake.problems import Decision, Problems
from shoumi.base.intake.record_linkage import Excluded, Out
from shoumi.base.intake.rows import SetAside


def linked(
    rows: record_linkage.Rows, settled: Mapping[str, Decision], found: Problems
) -> tuple[record_linkage.Linked, list[SetAside], list[Excluded]]:
    """The people, without those of whom two rows stand in one sheet or who match two that are held:
    unless a person accepted it, such rows wait to be mended."""
    aside: list[SetAside] = []
    out: list[Excluded] = []
    while True:
        told = record_linkage.link(rows)
        gone: dict[int, str] = {}
        for code, places in told.people.repeated_rows():
            if settled.get(code) is not Decision.ACCEPT:
                gone |= {at: gone.get(at, code) for at in places}
        if not gone:
            return told, aside, out
        own = told.people.rows
        found.add(
            [
                replace(one, is_error=False)
                for one in told.errors
                if settled.get(one.code) is not Decision.ACCEPT
            ]
        )
        for at, code in gone.items():
            if settled.get(code) is Decision.LEAVE_OUT:
                out.append(Excluded(Out.DECIDED, own.source(at)))
            else:
                aside.append(SetAside(own.source(at), dict(own[at].values), ((code, ""),)))
        rows = own.without(gone)


def accepted(settled: Mapping[str, Decision]) -> list[str]:
    """The kinds that a person takes as they are written."""
    return [code for code, decision in settled.items() if decision is Decision.ACCEPT]


def counted(
    taken: Sequence[tables.Taken],
    people: record_linkage.People,
    excluded: Sequence[Excluded],
    set_aside: Sequence[SetAside],
) -> dict[str, int]:
    """Every row of the files is in one of three; each of them is counted where it came to lie."""
    held = sum(1 for _ in people.rows.held_already())
    untold = sum(one.rows for one in taken if one.is_left_out)
    blank = sum(one.blank for one in taken)
    return {
        "file_rows": sum(one.rows for one in taken),
        "taken_in": sum(1 for number in people.of_row if number >= 0) - held,
        "set_aside": len(set_aside),
        "left_out": len(excluded) + blank + untold,
        "out_blank": blank,
        "out_sheets": untold,
    }
