"""Between the entry of a reading and the first person who is opened: what stops it even then."""

from __future__ import annotations

import pytest

from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.tasks import close_task
from shoumi.base.ledger import highwater, seal
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.gate import GateClosed

pytestmark = [pytest.mark.django_db(databases=["default", "keyring"], transaction=True)]


def test_nobody_is_read_once_the_ledger_is_sealed(house, task, found):
    made, _ = disclosure.open_made(house.asked(task), found, lambda _, parts: list(parts))
    seal.path().write_text("1 leaf_hash_wrong\n")
    with pytest.raises(GateClosed):
        list(made)


def test_nobody_is_read_where_the_mark_of_the_entry_cannot_be_written(
    house, task, found, monkeypatch
):
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(highwater.atomic_files, "replace", full)
    made, _ = disclosure.open_made(house.asked(task), found, lambda _, parts: list(parts))
    with pytest.raises(GateClosed):
        list(made)


def test_what_was_read_before_the_head_was_held_opens_nothing(house, task, found):
    with sharing():
        decisions.ask_house(house.asked(task))
        with sharing(anew=True):  # as another process, which shares nothing with this one
            close_task(task=task, actor=house.dpo, at=house.at)
        with pytest.raises(GateClosed):
            disclosure.open_many(house.asked(task), found)
