"""How each requirement of a matrix stands right now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base.attestations import controls
from shoumi.chapters.defence.rules import matrices
from shoumi.chapters.defence.rules.matrices import Matrix, Requirement, Shown
from shoumi.core.errors import Missing
from shoumi.core.handbook import demand
from shoumi.core.terms import ControlState


class NoSuchMatrix(Missing):
    code = "audit.no_matrix"


def named(matrix: str) -> Matrix:
    """
    Raises:
        NoSuchMatrix
    """
    if matrix not in set(Matrix):
        raise NoSuchMatrix
    return Matrix(matrix)


def standings(matrix: Matrix, at: datetime) -> list[tuple[Requirement, Shown]]:
    """Each row in order, as the demands stand at that moment."""
    rows = matrices.table(matrix).rows
    wanted = sorted({each for one in rows for each in one.demands})
    found = controls.survey(at, wanted=[demand(each) for each in wanted])
    states: Mapping[str, ControlState] = {each.id: held.state for each, held in found}
    return [(one, matrices.shown(one, states)) for one in rows]


def told(one: Requirement, state: Shown) -> dict[str, object]:
    """As a command and an operation tell it."""
    return {
        "number": one.number,
        "requirement": one.words[1],
        "state": state,
        "whose": one.whose,
        "demands": list(one.demands),
        "test": one.test,
    }
