"""How many pieces of personal information the scan of messages catches, how many clean messages it
refuses, and how long a text takes.

The very reading that services do before anything is kept: ``rules.findings`` over a text, and
``services.scanned`` over what the child of ``base.intake`` read of a file.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.messages.made_up import CHECKED, READ, Carrier, Made

from shoumi.base.intake import examination
from shoumi.base.intake.tests.file_makers import docx, paragraph, xlsx
from shoumi.chapters.collaboration.rules import findings
from shoumi.chapters.collaboration.services import prose, scanned

TODAY = date(2026, 12, 1)


@dataclass(slots=True)
class Figures:
    """``asked`` and ``caught`` by (label, shape, carrier); ``clean`` messages and those of them
    that were ``refused``; ``seconds`` of each text."""

    asked: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    caught: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    clean: int = 0
    refused: int = 0
    seconds: list[float] = field(default_factory=list)

    def recall(self, labels: Sequence[str], by: str = "") -> float:
        asked = sum(n for key, n in self.asked.items() if key[0] in labels and by in ("", *key))
        caught = sum(n for key, n in self.caught.items() if key[0] in labels and by in ("", *key))
        return caught / asked if asked else 1.0

    @property
    def false_refusals(self) -> float:
        return self.refused / self.clean if self.clean else 0.0

    @property
    def p95_ms(self) -> float:
        ordered = sorted(self.seconds)
        return 1000 * ordered[int(0.95 * (len(ordered) - 1))]


def measured(messages: Sequence[Made]) -> Figures:
    told = Figures()
    looked_at("先读一次，模型要装进内存。")
    for one in messages:
        began = time.perf_counter()
        found = Counter(looked_at(one.words)) if one.carrier is Carrier.TEXT else in_file(one)
        if one.carrier is Carrier.TEXT:
            told.seconds.append(time.perf_counter() - began)
        if not one.pieces:
            told.clean += 1
            told.refused += bool(found)
        for piece in one.pieces:
            key = (piece.label, piece.shape.value, one.carrier.value)
            told.asked[key] += 1
            if found[piece.label]:
                found[piece.label] -= 1
                told.caught[key] += 1
    return told


def looked_at(text: str) -> list[str]:
    seen = findings.of_text(text, today=TODAY, prose=prose.reader())
    return [one.label.value for one in seen]


def in_file(one: Made) -> Counter[str]:
    reading = examination.read(file_of(one), f"made-up.{one.carrier}", with_pictures=True)
    return Counter(label.value for label, _ in scanned.in_file(reading, today=TODAY))


def file_of(one: Made) -> bytes:
    lines = one.words.split("\n")
    match one.carrier:
        case Carrier.DOCX:
            return docx("".join(paragraph(line) for line in lines))
        case Carrier.XLSX:
            return xlsx([["事项"], *([line] for line in lines)])
    return _pdf(lines)


def _pdf(lines: Sequence[str]) -> bytes:
    import typst
    from pylopdf_fonts_zh_cn import sans_path

    text = "\\ \n".join("".join(f"\\u{{{ord(c):x}}}" for c in line) for line in lines)
    source = f'#set text(font: "Noto Sans SC")\n{text}'
    return typst.compile(
        source.encode(),
        font_paths=[str(sans_path().parent)],
        ignore_system_fonts=True,
        format="pdf",
    )


def lines_of(told: Figures) -> list[str]:
    """The figures, as they are printed."""
    pieces = sum(told.asked.values())
    said = [
        f"{told.clean} clean messages, {pieces} pieces of personal information in others",
        f"recall of checked kinds  {told.recall(CHECKED):.4f}",
    ]
    said += [f"  {label:<12} {told.recall([label]):.4f}" for label in (*CHECKED, *READ)]
    for by in ("plain", "full-width", "split", "text", "docx", "xlsx", "pdf"):
        said.append(f"  checked, {by:<11} {told.recall(CHECKED, by):.4f}")
    said.append(f"false refusals           {told.false_refusals:.4f}")
    said.append(f"text p95                 {told.p95_ms:.1f} ms")
    return said
