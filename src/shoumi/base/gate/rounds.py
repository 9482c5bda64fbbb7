"""Many people who are read take long: the gate is asked again before each round, and at the end.

Each time as of the newest entry: what was taken back since the reading began is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shoumi.base.gate.decisions import ask_each, ask_house
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import card, reader
from shoumi.base.subjects.services import BATCH
from shoumi.core.gate import Question
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref

# People read until the gate is asked once more.
ROUND = 10_000


def of(
    question: Question, subjects: Sequence[Ref], position: int | None
) -> Iterator[Sequence[Ref]]:
    """The people batch by batch; before each round the gate is asked about all of it again.

    ``position``  of the entry that was made with the first answer: as long as it is the newest,
                  that answer is the one the first round would get

    Raises:
        GateClosed: someone may not be read any more.
    """
    for start in range(0, len(subjects), ROUND):
        part = subjects[start : start + ROUND]
        if start or not _is_answered(position):
            decisions = ask_each(_as_of_now(question), part)
            for ref in decisions.refused():
                decisions[ref].require()
        for at in range(0, len(part), BATCH):
            report(Step.OPENING, start + at, len(subjects))
            yield part[at : at + BATCH]


def _is_answered(position: int | None) -> bool:
    """Whether the answer that the entry at ``position`` was made with is the one of now."""
    return position is not None and reader.size() == position + 1 and card.is_ready()


def end(question: Question) -> None:
    """After the last one: what concerns nobody alone still lets them be read.

    Raises:
        GateClosed
    """
    ask_house(_as_of_now(question)).apart_from({Code.PERSON_NOT_IN_TASK}).require()


def _as_of_now(question: Question) -> Question:
    return replace(question, at=reader.not_before(question.at))
