"""What every authenticated table has, and what its codes cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the code of a row of one table is made over, and which entries tell of the row.

    ``columns``   every column a door depends on, by the name of its attribute
    ``told_by``   column -> tags of the entries about what stands in it that change the row; each of
                  them gives the row a new position and code, even where it looks the same after it
    ``made_by``   those of them that make a row, about what stands in the first column of
                  ``told_by``; empty where rows of another table are made with it
    ``anywhere``  tags of entries that make rows of which no entry is about them; of a table that
                  has one row, and no ``told_by``, those that change it
    ``made_at``   the column that has the position of the entry that made the row, where it stays
                  so: rows are put in order by it, never by their number in the table
    ``in_words``  puts the values in words, where there are so many rows that JSON takes too long;
                  no two rows of the house may have the same words
    """

    columns: Sequence[str]
    told_by: Sequence[tuple[str, Sequence[StrEnum]]]
    made_by: Sequence[StrEnum] = ()
    anywhere: Sequence[StrEnum] = ()
    made_at: str = ""
    in_words: Callable[[Sequence[object]], str] | None = None

    @property
    def tags(self) -> list[str]:
        return sorted({tag.value for _, tags in self.told_by for tag in tags})


class AuthenticatedRow(models.Model):
    """``entry_position`` is that of the newest entry about the row, ``mac`` the code over it and
    the columns."""

    entry_position = models.BigIntegerField(null=True)
    mac = models.BinaryField(max_length=34, null=True)

    coverage: ClassVar[Coverage]

    class Meta:
        abstract = True


def by_someone(at: str, by: str, *, name: str) -> models.CheckConstraint:
    """What may happen to a row later has a time and a person, or neither yet."""
    never = Q(**{f"{at}__isnull": True, by: ""})
    return models.CheckConstraint(
        condition=never | (Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""})), name=name
    )
