"""Words beside an act: the ledger commits to them, the dossier shows them, they can be erased."""

from __future__ import annotations

import json

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.tests.statements import given
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.base.dossier import export as dossier
from shoumi.base.dossier.text_erasure import erase_text
from shoumi.base.ledger import audit, reader, storage, texts
from shoumi.base.ledger.errors import NoSuchText
from shoumi.base.outbox.errors import BodyUnfit, CarriesIdentifier
from shoumi.base.vault import logkey
from shoumi.core.ledger import tree
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.standalone import verify
from shoumi.doors.demo import cast as people

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

WHY = "买方要求重排日程 / the buyer asked for another timetable"


@pytest.fixture
def noted(house):
    """A suspended deal with a note, and the position of its entry."""
    deals.suspend(
        deal=house.deal, reason=SuspendReason.SUPERVISION, actor=house.dpo, at=house.at, note=WHY
    )
    return reader.size() - 1


def checked(house, folder):
    dossier.export(
        folder,
        house.deal,
        papers=[],
        receipts=[],
        signer=logkey.signer(),
        origin=logkey.origin(),
        at=house.at,
    )
    report = verify(folder, Trust(key_of(logkey.vkey())))
    assert report.ok
    told = {row["place"] for row in report.not_checked if row["check"] == "texts"}
    return told, folder / "ledger" / "texts.jsonl"


def test_the_text_is_in_no_entry_and_in_the_dossier_with_its_commitment(house, noted, tmp_path):
    assert all(WHY.encode() not in entry.body for entry in reader.entries())
    told, file = checked(house, tmp_path / "dossier")
    assert told == set()
    (row,) = map(json.loads, file.read_text("utf-8").splitlines())
    assert (row["position"], row["fact"], row["text"]) == (noted, "note_commitment", WHY)


def test_an_erased_text_is_gone_and_the_tree_is_what_it_was(house, noted, tmp_path):
    before = list(storage.leaf_hashes(reader.size()))
    position = erase_text(position=noted, actor=house.dpo, at=house.at)
    assert reader.entry(position).line().facts == {"position": noted, "count": 1}
    assert list(texts.held()) == []
    assert list(storage.leaf_hashes(len(before))) == before
    assert tree.root(before) == tree.root(storage.leaf_hashes(len(before)))
    assert audit.verify_all().sound
    told, file = checked(house, tmp_path / "dossier")
    assert told == {f"position {noted}, note_commitment"}
    assert not file.exists()
    with pytest.raises(NoSuchText):
        erase_text(position=noted, actor=house.dpo, at=house.at)


def test_who_may_not_erase_erases_nothing(house, noted):
    with pytest.raises(NotPermitted):
        erase_text(position=noted, actor=house[people.CONSULTANT], at=house.at)
    assert [one.text for one in texts.held()] == [WHY]


def test_two_equal_texts_have_commitments_that_do_not_show_it(house, noted):
    deals.terminate(
        deal=house.deal,
        reason=TerminateReason.PARTIES_AGREED,
        actor=house.dpo,
        at=house.at,
        note=WHY,
    )
    one, two = texts.held()
    assert one.text == two.text
    assert one.salt != two.salt
    facts = [reader.entry(held.position).line().facts["note_commitment"] for held in (one, two)]
    assert facts[0] != facts[1]


def test_an_attestation_may_bear_a_note(house):
    said = attestations.attest(
        duty="12.1",
        actor=house[people.SECURITY],
        at=house.at,
        said=given("12.1", note=WHY),
    )
    (held,) = texts.held([said.position])
    assert held.text == WHY
    assert "note_commitment" in reader.entry(said.position).line().facts


def test_without_a_note_nothing_is_kept(house):
    deals.suspend(deal=house.deal, reason=SuspendReason.SUPERVISION, actor=house.dpo, at=house.at)
    assert "note_commitment" not in reader.entry(reader.size() - 1).line().facts
    assert list(texts.held()) == []


@pytest.mark.parametrize(
    ("note", "error"),
    [("手机 15400000001", CarriesIdentifier), ("a\x00b", BodyUnfit)],
)
def test_a_note_that_may_not_be_kept_stops_the_act(house, note, error):
    before = reader.size()
    with pytest.raises(error):
        deals.suspend(
            deal=house.deal,
            reason=SuspendReason.SUPERVISION,
            actor=house.dpo,
            at=house.at,
            note=note,
        )
    assert reader.size() == before
    assert list(texts.held()) == []
