"""A stranger checks a receipt alone, and issuing one is an act of the ledger."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

import pytest
from django.db import transaction

from shoumi.base.deals.tests.story import on
from shoumi.base.ledger import reader
from shoumi.base.vault import logkey
from shoumi.chapters.consent import receipts, rules
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.consent.tests.respondents import (
    graph,
    written,
)
from shoumi.core.ledger import proof, tree
from shoumi.core.ledger.note import read_vkey
from shoumi.core.ledger.proof import ProofRefused
from shoumi.core.ledger.tests.flips import refuse_every_bit
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState
from shoumi.core.verify.document import check_alone, extra_of, holds
from shoumi.core.verify.log import read_proof
from shoumi.core.verify.report import Bad, Report
from shoumi.core.verify.standalone import verify

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    # rdflib's own reader of JSON-LD uses what rdflib deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


# Proof


def test_a_receipt_verifies_alone_with_and_without_a_trust_file(asked, trust, tmp_path):
    for issued in asked.issue():
        path = written(tmp_path, issued)
        assert verify(path, None).ok
        report = verify(path, trust)
        assert report.ok, report.checks
        assert report.anchored


@pytest.mark.slow
def test_no_flipped_bit_of_a_receipt_is_the_one_its_proof_is_for(asked, tally):
    issued = asked.issue()[0]
    extra = extra_of(read_proof(issued.proof.encode()).extra)
    holds(extra, issued.content)
    tally("receipt", refuse_every_bit(issued.content, lambda one: holds(extra, one), Bad))


def test_no_flipped_bit_of_the_proof_of_a_receipt_is_taken(asked, trust, tally):
    issued = asked.issue()[0]

    def take(altered):
        report = Report("receipt")
        check_alone(report, document=issued.content, name="", proof=altered, trust=trust)
        if not report.ok:
            raise Bad("refused")

    whole = issued.proof.encode()
    take(whole)
    tally("proof of a receipt", refuse_every_bit(whole, take, Bad))


@pytest.mark.parametrize("change", ["row", "index", "position", "path", "body"])
def test_the_proof_of_another_row_or_place_does_not_hold(asked, trust, tmp_path, change):
    first, second = asked.issue()[:2]
    held = proof.read(first.proof)
    extra, other = json.loads(held.extra), json.loads(proof.read(second.proof).extra)
    index = held.index
    if change == "row":
        extra["row"] = other["row"]
    elif change == "index":
        extra["row"]["index"] = 1
    elif change == "path":
        extra["row"]["proof"] = other["row"]["proof"]
    elif change == "body":
        extra["body"] = extra["body"].replace('"count":5', '"count":6')
    else:
        index -= 1
    text = json.dumps(extra, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    forged = proof.Proof(index, held.path, held.signed, text.encode())
    path = written(tmp_path, first)
    path.with_suffix(".tlog-proof").write_text(forged.text())
    assert not verify(path, trust).ok


def test_the_receipt_of_one_person_does_not_stand_with_the_proof_of_another(asked, trust, tmp_path):
    first, second = asked.issue()[:2]
    path = written(tmp_path, first)
    path.with_suffix(".tlog-proof").write_text(second.proof)
    assert not verify(path, trust).ok


@pytest.mark.parametrize("who", ["anna", "bert", "chen", "dora"])
def test_a_stranger_finds_this_very_answer_in_the_log(asked, who):
    said = json.loads(receipts.build(asked.consent(who)))
    log = read_vkey(logkey.vkey())
    person = said["dpv:hasDataSubject"]["dct:identifier"]
    for event in said["dpv:hasConsentStatus"]:
        held = proof.read(event["shoumi:proof"])
        assert held.index == event["shoumi:position"]
        extra = json.loads(held.extra)
        leaf = tree.leaf_hash(extra["body"].encode())
        proof.verify(event["shoumi:proof"], leaf=leaf, log=log)
        body = json.loads(extra["body"])
        if body["tag"] == "consent.withdrawn":
            assert body["about"] == person
            continue
        own = extra["row"]
        assert own["index"] == event["shoumi:row"]
        row = json.loads(own["text"])
        assert row["subject"] == person
        assert row["notice"] == said["dpv:hasNotice"]["shoumi:sha256"]
        assert _holds(own, body["rows"], own["index"])
        assert not _holds(own, body["rows"], own["index"] ^ 1)
        with pytest.raises(ProofRefused):
            proof.verify(event["shoumi:proof"], leaf=tree.leaf_hash(b"{}"), log=log)


def _holds(own, rows, index):
    return tree.verify_inclusion(
        leaf=tree.leaf_hash(own["text"].encode()),
        index=index,
        size=rows["count"],
        proof=[base64.b64decode(step) for step in own["proof"]],
        root=bytes.fromhex(rows["root"]),
    )


# Issuing


def test_issuing_is_one_entry_that_commits_to_every_receipt_and_the_list(asked):
    size = reader.size()
    issued = asked.issue()
    assert reader.size() == size + 1
    line = reader.entry(size).line()
    assert (line.tag, line.about, line.deal) == ("consent.receipted", asked.campaign, asked.deal)
    assert line.facts == {"count": 4, "of": 4}
    rows = [json.loads(row) for row in reader.rows(size)]
    digests = [row.get("receipt") or row["list"] for row in rows]
    assert digests == [sha256(each.content).hexdigest() for each in issued]
    assert [row["state"] for row in rows[:-1]] == ["GIVEN", "REFUSED", "WITHDRAWN", "GIVEN"]
    assert ["withdrawal" in row for row in rows[:-1]] == [False, False, True, False]


def test_files_are_named_for_the_consent_in_ascii(asked):
    issued = asked.issue()
    names = [each.name for each in issued]
    assert names[:-1] == [f"consent-{each.ref}.jsonld" for each in asked.consents()]
    assert names[-1] == f"consent-list-{asked.campaign}.jsonld"
    assert all(name.isascii() for name in names)


@pytest.mark.parametrize(("of", "word"), [(None, "全部 2 份"), (40, "抽样：40 份同意中的 2 份")])
def test_the_list_says_whether_it_is_all_of_them(asked, of, word):
    *_, last = asked.issue(asked.consents()[:2], of=of)
    said = json.loads(last.content)
    assert said["dct:description"].startswith(word)
    assert (said["shoumi:count"], said["shoumi:of"]) == (2, of or 2)
    assert len(said["dct:hasPart"]) == 2
    graph(last.content)


def test_nothing_to_issue_is_no_act(asked):
    size = reader.size()
    assert asked.issue([]) == []
    assert reader.size() == size


@pytest.mark.parametrize("wrong", ["campaign", "of"])
def test_issuing_across_campaigns_or_more_than_there_are_is_a_bug(asked, wrong):
    consents = asked.consents()
    if wrong == "campaign":
        asked.campaign = Ref("camp-other")
    with pytest.raises(ValueError, match="campaign by campaign"):
        asked.issue(consents, of=1 if wrong == "of" else None)


def test_inside_a_transaction_no_receipt_is_made(asked):
    with transaction.atomic(), pytest.raises(RuntimeError):
        asked.issue()


# What the database says must be what the ledger holds


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("anna", {"state": ConsentState.REFUSED}),
        ("bert", {"state": ConsentState.GIVEN}),
        ("anna", {"state": ConsentState.EXPIRED}),
        ("anna", {"lane": rules.Lane.GUARDIAN}),
        ("anna", {"channel": rules.Channel.PORTAL}),
        ("anna", {"notice_sha256": "0" * 64}),
        ("anna", {"row": 1}),
        ("anna", {"row": 7}),
        ("anna", {"position": 0}),
        ("anna", {"answered_at": on("09-09")}),
        ("anna", {"state": ConsentState.WITHDRAWN, "withdrawn_at": on("09-07")}),
        ("chen", {"withdrawn_at": on("09-08")}),
        ("chen", {"row": 1}),
    ],
)
def test_a_consent_changed_behind_the_ledger_gets_no_receipt(asked, who, change):
    Consent.objects.filter(subject=asked.people[who]).update(**change)
    size = reader.size()
    with pytest.raises(receipts.Unfounded) as caught:
        asked.issue()
    assert caught.value.facts["consent"] == asked.consent(who).ref
    assert reader.size() == size


def test_a_place_in_the_ledger_given_to_somebody_else_gets_no_receipt(asked):
    Consent.objects.filter(subject=asked.people["anna"]).update(subject="sub-emil")
    Consent.objects.filter(subject=asked.people["dora"]).update(subject=asked.people["anna"])
    with pytest.raises(receipts.Unfounded):
        asked.issue()
