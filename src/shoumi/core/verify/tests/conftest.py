from __future__ import annotations

import pytest

from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import LEAVES, PEM


@pytest.fixture
def folder(tmp_path):
    return evidence.write(evidence.dossier(), tmp_path / "dossier")


@pytest.fixture
def trust(tmp_path):
    path = tmp_path / "trust.txt"
    path.write_text(evidence.trust_text(seen=[(7, evidence.root(LEAVES))], extra=PEM))
    return path
