"""Texts of this chapter that no closed word asks for."""

from __future__ import annotations

from shoumi.base.messages import names
from shoumi.chapters.consent import rules
from shoumi.core.terms import Instrument


def test_the_parts_of_a_notice_are_named():
    parts = frozenset(rules.ORDER) | rules.missing(Instrument.NONE, {})
    assert frozenset().union(*rules.CONTENTS.values()) < parts
    assert names.tables()["consent.contents"].keys() == parts
