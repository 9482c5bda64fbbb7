from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.tests.kept import kept
from shoumi.chapters.vendors.tests.vendor_house import Desk
from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, LegalBasis, Purpose


def _rule(code, zh, en):
    why = frozenset({Purpose.NOTICE})
    return FieldRule(code, zh, en, DataGrade.L3, why, LegalBasis.CONTRACT, 365, is_necessary=True)


@pytest.fixture
def desk(home, db, monkeypatch):
    """The register is another chapter's; here it has two fields."""
    rules = [_rule("mobile", "手机号", "mobile number"), _rule("name", "姓名", "name")]
    monkeypatch.setattr(registry, "field_register", lambda: {one.code: one for one in rules})
    return kept("vendors", Desk)
