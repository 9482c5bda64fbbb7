"""``make quality``: measure the scan on made-up data and write the page of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.quality import measure, pictures

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scan-quality.md"
_HEAD = f"""\
<!-- Written by `make quality`. -->

# How good the scan is

Strict F1: start, end and label right, in code points. Measured on {measure.DOCUMENTS} pieces of
made-up prose (seed {measure.SEED}, `tests/quality/made_up.py`), on the columns of a messy made-up
company (`tests/quality/messy.py`) and, for check digits, against `python-stdnum` with guards for
its known faults. The prose has rare characters, names with a middle dot, compound surnames, firms
called like people, order numbers and amounts. The house wrote both the scan and this data, so read
the figures as a floor under change, not as a promise for other text. They are held by
`tests/quality/test_scan_quality.py`. Scanned pages (`tests/quality/pictures.py`)
are made of other such prose, in print; an identifier counts when its label and every character are
right, blanks apart. Some are missed as a line ends between a number and the word naming it.
Handwriting, photographs and stamps over text are not among them.

| what | spans or judgements | F1 or share |
|---|---|---|
"""


def _rows() -> list[tuple[str, int, float]]:
    rows = [(label, score.wanted, score.f1) for label, score in measure.prose().items()]
    alone, rules, columns = measure.model_alone(), measure.rules_alone(), measure.columns()
    rows += [
        ("PERSON, the model alone", alone.wanted, alone.f1),
        ("PERSON, rules alone (without the names model)", rules.wanted, rules.f1),
        ("columns of a messy company", columns.wanted, columns.f1),
    ]
    for label, (judged, differ) in measure.oracle().items():
        rows.append((f"{label} VALID, agreement with the oracle", judged, 1 - differ / judged))
    return rows


def figures() -> dict[str, float]:
    return {name: value for name, _, value in _rows()}


def of_pictures(kinds: Sequence[str] = tuple(pictures.KINDS)) -> list[tuple[str, int, float]]:
    """Apart from the rest: a page takes some seconds."""
    return [
        (f"identifiers on {pictures.PAGES} scanned pages, {kind}", score.wanted, score.f1)
        for kind, score in pictures.scores(tuple(kinds)).items()
    ]


if __name__ == "__main__":
    told = [*_rows(), *of_pictures()]
    lines = [f"| {name} | {count} | {value:.3f} |" for name, count, value in told]
    PAGE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
