"""In a home that was put back and that nobody has opened no command works but to open it."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import home_seal, reader
from shoumi.base.ledger.home_seal import HomeSeal, Stage
from shoumi.doors.cli import COMMANDS, WHILE_SEALED, _of_cards

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def nouns():
    """Every noun that works in a home."""
    own = [noun for noun, (_, needs_home) in COMMANDS.items() if needs_home]
    return sorted({*own, *_of_cards()} - WHILE_SEALED)


@pytest.mark.parametrize("stage", list(Stage))
def test_no_command_works_there(built, shoumi, stage):
    home_seal.write(HomeSeal("restore-test", stage, size=reader.size()))
    found = nouns()
    assert len(found) > 20
    answers = {noun: shoumi(noun, "any") for noun in found}
    assert {noun for noun, one in answers.items() if one.exit_code != 1} == set()
    assert {noun for noun, one in answers.items() if "还封着" not in one.err} == set()
