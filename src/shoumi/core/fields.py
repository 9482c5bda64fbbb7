"""One line of the field register: what may be stored about a person, why and for how long.

Handbook 1.2: a field without purpose, basis and retention is not taken in (PIPL 6, 17, 19).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shoumi.core.terms import DataGrade, LegalBasis, Purpose


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A registered field.

    ``code``       stable name, lower case with underscores
    ``grade``      the compartment its values are sealed in
    ``purposes``   for what it may be read
    ``basis``      the legal basis it is held under
    ``retention_days``  natural days after the service ends
    ``is_necessary``    without it the service cannot be given
    ``is_indexed``      has a blind index: only fields of high entropy may
    ``headings``   other spellings of its column heading
    """

    code: str
    zh: str
    en: str
    grade: DataGrade
    purposes: frozenset[Purpose]
    basis: LegalBasis
    retention_days: int
    is_necessary: bool
    is_sensitive: bool = False
    is_indexed: bool = False
    headings: tuple[str, ...] = ()


FieldRegister = Mapping[str, FieldRule]
