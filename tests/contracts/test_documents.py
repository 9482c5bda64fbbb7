"""What the product promises outwards is what was kept, or somebody agreed to the difference."""

from __future__ import annotations

import pytest
from tests.contracts import archives, demos, differences, documents, files


@pytest.mark.parametrize("contract", documents.CONTRACTS)
def test_a_contract_is_kept_or_its_difference_is_listed(contract):
    """The others take a demo each: ``make contracts``."""
    now = documents.CONTRACTS[contract]()
    found = differences.compare(contract, files.read(contract), now, differences.accepted())
    assert not found.unlisted, "\n".join(found.lines())


def test_every_kept_document_is_of_a_contract_and_none_is_empty():
    kept = {path.stem for path in files.KEPT.glob("*.json") if not path.stem.startswith("home-")}
    assert kept == {*documents.CONTRACTS, *demos.NAMES}
    assert all(files.read(name) for name in kept)


def test_every_listed_difference_is_of_a_contract_and_says_why():
    homes = [archives.named(archive) for archive in archives.HOMES]
    for each in differences.accepted():
        assert each.contract in {*documents.CONTRACTS, *demos.NAMES, *homes}
        assert each.differs.strip("* >")
        assert each.reason


def test_every_command_and_every_tag_is_among_them():
    """What is kept is the whole: a walk that stops half-way would find nothing that moves."""
    assert len(files.read("commands")) > 150
    assert len(files.read("events")) > 140
    assert len(files.read("refusals")) > 500
    assert len(files.read("addresses")) > 250
    assert len(files.read("storage")["tables"]) > 70
