"""What people read instead of codes, Chinese and English side by side.

``of(member, lang)``        the name of a closed word, such as ``DealType.EQUITY``
``station(stage, lang)``    a milestone in a few characters
``field(code, lang)``       a field of the register
``condition(code)``         what a milestone waits for, and what to do about it
``sentence(tag, facts, lang)``  what an entry of the ledger says
"""

from shoumi.base.pages.names.conditions import Wanted, condition
from shoumi.base.pages.names.events import is_refusal, of_line, sentence
from shoumi.base.pages.names.words import field, of, of_code, pair, station, tables

__all__ = [
    "Wanted",
    "condition",
    "field",
    "is_refusal",
    "of",
    "of_code",
    "of_line",
    "pair",
    "sentence",
    "station",
    "tables",
]
