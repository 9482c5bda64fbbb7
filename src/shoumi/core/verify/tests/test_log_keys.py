"""One key of the log in the place of another: who trusts either follows the note to the other."""

from __future__ import annotations

from functools import partial
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.core.verify import log_keys
from shoumi.core.verify.document import check_alone, extra_of
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.log_keys import Step
from shoumi.core.verify.report import Bad, Report
from shoumi.core.verify.standalone import read_trust
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import checked, failures
from shoumi.core.verify.tiled import check_log

OLD, NEW = evidence.KEY, Ed25519PrivateKey.from_private_bytes(b"\x04" * 32)
BY_OLD, BY_NEW = (Trust(key_of(evidence.vkey(key))) for key in (OLD, NEW))
AT = 6
KNOWN = Trust(BY_NEW.log, former=[(BY_OLD.log, AT)])


def succession(old=OLD, new=NEW, *, position=AT, signers=(OLD, NEW), name=evidence.ORIGIN):
    lines = [log_keys.SUCCESSION, name, evidence.vkey(old), evidence.vkey(new), str(position)]
    text = "".join(line + "\n" for line in lines)
    return (text + "\n" + "".join(evidence.signature_line(text, key) for key in signers)).encode()


def bodies(note):
    told = {"epoch": 2, "succession": sha256(note).hexdigest()}
    replaced = evidence.body(log_keys.REPLACED, 6, facts=told, deal=None)
    return [*evidence.bodies()[:AT], replaced, evidence.body("deal.closed", 7)]


def dossier(note=None, *, key=NEW, kept=None, size=8):
    """Over a log whose key was replaced; ``kept``: another note than the entry tells of."""
    note = note or succession()
    entries = bodies(note)[:size]
    leaves = [evidence.leaf(each) for each in entries]
    more = {
        "receipts/rcp-1.tlog-proof": evidence.proof(leaves[:5], 3, entries[3], OLD),
        f"ledger/log-keys/{AT}.note": kept or note,
    }
    disclosed = [number for number in range(size) if number != 2]
    return evidence.dossier(entries, key=key, disclosed=disclosed, extra_files=more)


@pytest.mark.parametrize("trust", [BY_OLD, BY_NEW, KNOWN, None], ids=["old", "new", "both", "none"])
def test_a_dossier_over_the_change_verifies_by_either_key(trust):
    report = checked(dossier(), trust)
    assert failures(report) == []
    assert "log key" in {each["check"] for each in report.checks}


def test_a_dossier_of_before_verifies_by_the_keys_of_today():
    later = Trust(BY_NEW.log, former=[(BY_OLD.log, len(evidence.bodies()))])
    assert checked(evidence.dossier(), later).ok


@pytest.mark.parametrize(
    ("files", "trust", "detail"),
    [
        (dossier(key=OLD), BY_OLD, "do not follow each other"),
        (dossier(), Trust(key_of(evidence.vkey(evidence.STRANGER))), "not the one you trust"),
        (dossier(size=6), BY_OLD, "not the key of that time"),
        (dossier(kept=succession(position=5)), BY_OLD, "not what the entry says"),
        (dossier(succession(signers=[NEW])), BY_OLD, "not signed by"),
    ],
    ids=["old key signs on", "new key too early", "unknown key", "another entry", "one signature"],
)
def test_a_dossier_that_does_not_follow_its_keys_is_refused(files, trust, detail):
    assert any(detail in said for _, said in failures(checked(files, trust)))


@pytest.mark.parametrize(
    "note",
    [
        evidence.note([log_keys.SUCCESSION, evidence.ORIGIN]),
        succession(name="another.example"),
        succession(new=OLD, signers=[OLD, OLD]),
        succession(signers=[OLD]),
        succession(signers=[NEW]),
    ],
    ids=["short", "of another log", "by itself", "old alone", "new alone"],
)
def test_what_both_keys_did_not_sign_leads_nowhere(note):
    with pytest.raises(Bad):
        log_keys.step_of(note)


def test_keys_follow_each_other_without_a_gap_up_to_the_newest():
    third = key_of(evidence.vkey(evidence.STRANGER))
    one, two = BY_OLD.log, BY_NEW.log
    first, second = Step(one, two, 6, ""), Step(two, third, 9, "")
    spans = log_keys.spans_of([first, second], third)
    assert [(span.after, span.last) for span in spans] == [(0, 6), (6, 9), (9, None)]
    assert [log_keys.key_at(spans, size) for size in (1, 6, 7, 10)] == [one, one, two, third]
    for steps, newest in (
        ([first, Step(one, third, 9, "")], third),
        ([first, second._replace(position=6)], third),
        ([first], third),
    ):
        with pytest.raises(Bad, match="follow each other"):
            log_keys.spans_of(steps, newest)
    with pytest.raises(Bad, match="no key is right"):
        log_keys.key_at(spans, 0)


def test_a_checkpoint_of_another_shape_claims_no_size():
    with pytest.raises(Bad):
        log_keys.claimed_size(evidence.note(["one", "two"]))


def alone(extra, *, size=5, key=OLD, trust=BY_OLD):
    leaves = [evidence.leaf(each) for each in bodies(succession())]
    proof = evidence.proof(leaves[:size], 3, evidence.dumped(extra), key)
    report = Report("document")
    check_alone(report, document=evidence.RECEIPT, name="rcp-1", proof=proof, trust=trust)
    return report


def test_a_proof_alone_carries_the_notes_for_who_trusts_the_key_of_before():
    body = bodies(succession())[3].decode()
    own = {"body": body, "vkey": evidence.vkey(NEW), "log_keys": [succession().decode()]}
    assert alone(own, size=8, key=NEW).ok
    assert alone({"body": body}, trust=KNOWN).ok
    assert not alone(own, size=5, key=NEW).ok


@pytest.mark.parametrize("notes", ["one", [7]])
def test_notes_of_another_shape_are_refused(notes):
    with pytest.raises(Bad):
        extra_of(evidence.dumped({"body": "{}", "log_keys": notes}))


def test_a_trust_file_names_the_keys_of_before(tmp_path):
    path = tmp_path / "trust.txt"
    path.write_text(evidence.trust_text(key=NEW) + f"former {evidence.vkey(OLD)} {AT}\n")
    assert read_trust(path).former == [(BY_OLD.log, AT)]


@pytest.mark.parametrize(("kept", "is_good"), [(succession(), True), (None, False)])
def test_a_whole_log_leads_from_the_old_key_to_the_new(kept, is_good):
    entries = bodies(succession())
    leaves = [evidence.leaf(each) for each in entries]
    files = evidence.tiled(entries, signed=evidence.checkpoint(leaves, NEW))
    files |= {"log-keys/6.note": kept or succession(position=5)}
    report = Report("log")
    check_log(report, {name: partial(bytes, data) for name, data in files.items()}, BY_OLD)
    assert report.ok is is_good
