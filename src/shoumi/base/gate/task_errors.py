"""Why a task is not opened as it was asked for."""

from __future__ import annotations

from shoumi.core.errors import Invalid


class TaskNamesNobody(Invalid):
    """What is owed to a person names that person.  Facts: ``purpose``."""

    code = "task.names_nobody"
    keeps = ("1.3",)


class TaskActsUnfit(Invalid):
    """Facts: ``purpose``, ``acts`` that it does not take."""

    code = "task.acts_unfit"
    keeps = ("1.3",)


class WarnsByHand(Invalid):
    """To tell people of an incident passes no door: it is done by the incident's letters alone."""

    code = "task.warns_by_hand"
    keeps = ("1.3",)
