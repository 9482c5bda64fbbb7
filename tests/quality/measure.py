"""What the scan reaches on made-up data, each figure beside what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from stdnum import luhn
from stdnum.cn import ric, uscc
from tests.quality import messy
from tests.quality.company import Company
from tests.quality.made_up import Document, Maker, documents
from tests.quality.scores import Score, strict

from shoumi.base.intake.name_model import model
from shoumi.base.intake.plan import plan
from shoumi.base.intake.record_linkage import Person
from shoumi.core.fields import FieldRegister
from shoumi.core.scan import column_verdicts, find_spans, profile, scan_table
from shoumi.core.scan.free_text import heard
from shoumi.core.scan.prose import ProseReader, with_prose

TODAY = date(2026, 11, 24)
DOCUMENTS, SEED = 500, 20261124
NUMBERS = 1_500
_KEY = b"quality of scans"


def _reader() -> ProseReader:
    return ProseReader(model(), key=_KEY)


@cache
def made_up() -> tuple[Document, ...]:
    return tuple(documents(DOCUMENTS, seed=SEED))


@cache
def prose() -> dict[str, Score]:
    """Strict scores of every label on made-up prose."""
    texts = [one.text for one in made_up()]
    told = (
        with_prose(find_spans(text, today=TODAY), people)
        for text, people in zip(texts, _reader().read(texts), strict=True)
    )
    spans = [[(s.start, s.end, s.label.value) for s in found] for found in told]
    return strict(zip((one.spans for one in made_up()), spans, strict=True))


@cache
def model_alone() -> Score:
    """The model without gate, rules or mending, on the same names."""
    tagged = model()([one.text for one in made_up()])
    told = [[(t.start, t.end, "PERSON") for t in tokens if t.tag == "PER"] for tokens in tagged]
    names = [[span for span in one.spans if span[2] == "PERSON"] for one in made_up()]
    return strict(zip(names, told, strict=True))["PERSON"]


@cache
def rules_alone() -> Score:
    """Names without the model: beside a word of role or title."""
    told = [
        [
            (s.start, s.end, "PERSON")
            for s in find_spans(one.text, today=TODAY)
            if s.label == "PERSON"
        ]
        for one in made_up()
    ]
    names = [[span for span in one.spans if span[2] == "PERSON"] for one in made_up()]
    return strict(zip(names, told, strict=True))["PERSON"]


def _is_identity(number: str) -> bool:
    """By python-stdnum, around its faults: it has no residence permits and stumbles over 620201."""
    try:
        if ric.calc_check_digit(number) != number[-1] or ric.get_birth_date(number) > TODAY:
            return False
        return number[:2] in ("81", "82", "83") or bool(ric.get_birth_place(number))
    except KeyError:
        return number.startswith("620201")
    except ValueError:
        return False


def _numbers() -> Iterator[tuple[str, str, bool]]:
    """(number, label, what the oracle says) of right, mistyped and random numbers."""
    maker = Maker(SEED)
    for _ in range(NUMBERS):
        number = _identity(maker)
        for one in (number, _mistyped(maker, number)):
            yield one, "RESIDENT_ID", _is_identity(one)
        code = maker.value("USCC").replace("990000", "110000", 1)
        code = code[:-1] + uscc.calc_check_digit(code[:-1])
        for one in (code, _mistyped(maker, code)):
            yield one, "USCC", uscc.is_valid(one) and one[2:4] == "11"
        head = f"6222{maker.digits(14)}"
        card = head + luhn.calc_check_digit(head)
        for one in (card, _mistyped(maker, card)):
            yield one, "BANK_CARD", luhn.is_valid(one) and one.startswith("62")


def _identity(maker: Maker) -> str:
    """Of someone born after 1990: the oracle wants the county to be older than the person, while
    numbers were first given out to grown-ups.
    """
    while True:
        number = maker.value("RESIDENT_ID_VALID")
        if number[6:10] > "1990":
            return number


def _mistyped(maker: Maker, number: str) -> str:
    at = maker.rnd.randrange(2, len(number))
    return number[:at] + maker.rnd.choice("0123456789") + number[at + 1 :]


@cache
def oracle() -> dict[str, tuple[int, int]]:
    """Of each label: (numbers judged, judgements that differ from the oracle's)."""
    told: dict[str, tuple[int, int]] = {}
    for number, label, is_valid in _numbers():
        ours = any(
            span.label == label and span.grade == "VALID" and span.end - span.start == len(number)
            for span in find_spans(f"：{number}。", today=TODAY)
        )
        judged, differ = told.get(label, (0, 0))
        told[label] = judged + 1, differ + (ours != is_valid)
    return told


@cache
def columns() -> Score:
    """Verdicts on the columns of a messy company: (column, label) pairs."""
    wanted = found = right = 0
    for name in messy.TABLES:
        table = messy.table(name, seed=SEED)
        profiles = profile(table)
        counts = heard(table, scan_table(table, today=TODAY), profiles, _reader(), today=TODAY)
        told = {(v.column, v.label.value) for v in column_verdicts(counts, profiles)}
        wanted += len(messy.wanted(name))
        found += len(told)
        right += len(told & messy.wanted(name))
    return Score(wanted, found, right)


def linked(folder: Path, register: FieldRegister) -> tuple[Company, Sequence[Person]]:
    """A made-up company in three files, and the people an import makes of it."""
    company = Company(SEED)
    files = company.write(folder)
    return company, plan(files, register, TODAY, allow_synthetic=True).people
