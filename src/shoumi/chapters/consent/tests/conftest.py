from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.dossier.export import trust_text
from shoumi.base.tests.kept import kept
from shoumi.base.tests.open_doors import open_doors
from shoumi.base.vault import logkey
from shoumi.chapters.consent.tests.campaign_house import Bureau
from shoumi.chapters.consent.tests.respondents import Respondents
from shoumi.chapters.consent.tests.term_versions import Versions
from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, LegalBasis, Purpose
from shoumi.core.verify.standalone import read_trust

LEAVING = frozenset({Purpose.HANDOVER})


@pytest.fixture
def doors(monkeypatch):
    open_doors(monkeypatch)


@pytest.fixture
def bureau(home, db, doors):
    return kept("bureau", Bureau)


@pytest.fixture
def versions(bureau, monkeypatch):
    return Versions(monkeypatch, bureau.at)


@pytest.fixture
def register(monkeypatch):
    """What the policies' chapter would bring."""
    rules = {
        code: FieldRule(code, zh, code, DataGrade.L3, LEAVING, LegalBasis.CONTRACT, days, True)
        for code, zh, days in (("name", "姓名", 1095), ("mobile", "手机号", 365))
    }
    monkeypatch.setattr(registry, "field_register", lambda: rules)


@pytest.fixture
def asked(home, register, doors):
    return kept("asked", Respondents)


@pytest.fixture
def trust(tmp_path, asked):
    path = tmp_path / "trust.txt"
    path.write_text(trust_text(logkey.vkey()))
    return read_trust(path)
