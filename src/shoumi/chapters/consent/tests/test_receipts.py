"""A receipt says what the ledger says, to anyone, and nothing of the person but a pseudonym."""

from __future__ import annotations

import base64
import copy
import json
import tomllib
from hashlib import sha256
from importlib.resources import files

import pytest
from django.db import transaction
from pyshacl import validate
from rdflib import Graph, URIRef

from shoumi.base import registry
from shoumi.base.clock import home as kind
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.tests.story import Story, on
from shoumi.base.dossier.export import trust_text
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind
from shoumi.base.subjects.services import NewSubject, mark_destroyed, store
from shoumi.base.vault import keys, logkey, ring
from shoumi.base.vault import services as vault
from shoumi.chapters.consent import receipts, rules
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.consent.services import answers, campaigns, notices
from shoumi.core.fields import FieldRule
from shoumi.core.ledger import proof, tree
from shoumi.core.ledger.note import read_vkey
from shoumi.core.ledger.proof import ProofRefused
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, DataGrade, Instrument, LegalBasis
from shoumi.core.verify.standalone import read_trust, verify

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keyring"]),
    # rdflib's own reader of JSON-LD uses what rdflib deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

DATA = files("shoumi.chapters.consent") / "data"
CONTENTS = {
    "controller": "云岚虚构家政服务有限公司",
    "recipient_name": "海棠虚构科技有限公司",
    "recipient_contact": "154 0000 0103",
    "purpose": "延续家政服务",
    "method": "加密交付",
    "categories": "姓名、手机号",
    "refusal": "不影响现有服务",
}
NAMES = ("虚构甲一", "虚构乙二", "虚构丙三", "虚构丁四")
MOBILES = tuple(f"154{number:08d}" for number in range(4))
SHAPES = Graph().parse(data=(DATA / "receipt.shacl.ttl").read_text("utf-8"), format="turtle")


class Asked:
    """Anna: yes.  Bert: no.  Chen: yes, taken back.  Dora, a child: yes, by her guardian."""

    def __init__(self, instrument=Instrument.ART23_SEPARATE_CONSENT, **contents):
        kind.create(kind.Kind.DEMO)
        vault.setup(at=on("08-23"))
        story = Story()
        self.deal, self.dpo = story.ref, story.dpo
        parties = {party.role: Ref(party.ref) for party in story.deal.parties.all()}
        people = store(
            deal=self.deal,
            dataset=Ref("set-1"),
            people=[
                NewSubject(
                    Kind.CHILD if name == NAMES[3] else Kind.INDIVIDUAL,
                    LegalBasis.CONTRACT,
                    {"name": name, "mobile": mobile},
                )
                for name, mobile in zip(NAMES, MOBILES, strict=True)
            ],
            actor=self.dpo,
            at=on("09-01"),
        )
        text = notices.approve(
            deal=self.deal,
            instrument=instrument,
            contents={**CONTENTS, **contents},
            paper=b"%PDF-",
            actor=self.dpo,
            at=on("09-02"),
        )
        made = campaigns.prepare(
            deal=self.deal,
            notice=Ref(text.ref),
            purpose=next(p for p, fit in rules.INSTRUMENTS.items() if instrument in fit),
            recipient=parties[PartyRole.TE],
            actor=self.dpo,
            at=on("09-03"),
        )
        self.campaign = Ref(made.ref)
        campaigns.open_window(campaign=self.campaign, actor=self.dpo, at=on("09-04"))
        yes, no = rules.Answer.GIVEN, rules.Answer.REFUSED
        self.record([(people[0], yes), (people[1], no)], "09-05")
        self.record([(people[2], yes), (people[3], yes)], "09-06")
        answers.withdraw(campaign=self.campaign, subject=people[2], actor=self.dpo, at=on("09-07"))
        self.people = dict(zip(("anna", "bert", "chen", "dora"), people, strict=True))

    def record(self, said, day):
        answers.record(
            campaign=self.campaign,
            answers=[answers.Said(who, what, by_guardian=True) for who, what in said],
            channel=rules.Channel.SIMULATED,
            actor=self.dpo,
            at=on(day),
        )

    def consent(self, who) -> Consent:
        return Consent.objects.get(subject=self.people[who])

    def consents(self):
        return list(Consent.objects.order_by("id"))

    def issue(self, consents=None, **more):
        return list(
            receipts.issue_many(
                campaign=self.campaign,
                consents=self.consents() if consents is None else consents,
                actor=self.dpo,
                at=on("09-08"),
                **more,
            )
        )


@pytest.fixture
def register(monkeypatch):
    """What the policies' chapter would bring."""
    rules = {
        code: FieldRule(code, "", "", DataGrade.L3, frozenset(), LegalBasis.CONTRACT, days, True)
        for code, days in (("name", 1095), ("mobile", 365))
    }
    monkeypatch.setattr(registry, "field_register", lambda: rules)


@pytest.fixture
def asked(home, register):
    yield Asked()
    ring.lock()


def graph(content: bytes) -> Graph:
    return Graph().parse(data=content, format="json-ld")


def conforms(content: bytes) -> bool:
    return bool(validate(graph(content), shacl_graph=SHAPES)[0])


def written(folder, issued):
    """The receipt and its proof as files; the path of the receipt."""
    path = folder / issued.name
    path.write_bytes(issued.content)
    path.with_suffix(".tlog-proof").write_text(issued.proof)
    return path


@pytest.fixture
def trust(tmp_path, asked):
    path = tmp_path / "trust.txt"
    path.write_text(trust_text(logkey.vkey()))
    return read_trust(path)


# What it says


def test_a_receipt_of_each_state_conforms_to_the_published_shapes(asked):
    for issued in asked.issue()[:-1]:
        told = validate(graph(issued.content), shacl_graph=SHAPES)
        assert told[0], told[2]


@pytest.mark.parametrize(
    ("who", "state", "lane", "types"),
    [
        ("anna", "GIVEN", "SELF", ["dpv:ConsentGiven"]),
        ("bert", "REFUSED", "SELF", ["dpv:ConsentRefused"]),
        ("chen", "WITHDRAWN", "SELF", ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]),
        ("dora", "GIVEN", "GUARDIAN", ["dpv:ConsentGiven"]),
    ],
)
def test_a_receipt_says_what_the_person_said_and_who_said_it(asked, who, state, lane, types):
    said = json.loads(receipts.build(asked.consent(who)))
    assert (said["shoumi:state"], said["shoumi:lane"]) == (state, lane)
    assert said["shoumi:isSeparate"] is True
    assert [event["@type"] for event in said["dpv:hasConsentStatus"]] == types
    basis = said["dpv:hasProcess"]["dpv:hasLegalBasis"]["dct:source"]
    assert "PIPL 23" in basis
    assert ("PIPL 31" in basis) is (lane == "GUARDIAN")
    answer = said["dpv:hasConsentStatus"][0]
    assert answer["dpv:isIndicatedBy"]["@id"].startswith(
        "urn:shoumi:person:guardian-of-psn-" if lane == "GUARDIAN" else "urn:shoumi:person:psn-"
    )


def test_a_simulated_answer_is_shown_as_one(asked):
    said = json.loads(receipts.build(asked.consent("anna")))
    assert said["shoumi:isSimulated"] is True
    method = said["dpv:hasConsentStatus"][0]["dpv:hasIndicationMethod"]
    assert method["shoumi:channel"] == "SIMULATED"
    assert "没有人被问过" in method["dct:description"]


def test_a_withdrawn_consent_names_the_entry_of_the_withdrawal(asked):
    said = json.loads(receipts.build(asked.consent("chen")))
    answer, back = said["dpv:hasConsentStatus"]
    line = reader.entry(back["shoumi:position"]).line()
    assert line.tag == "consent.withdrawn"
    assert line.about == said["dpv:hasDataSubject"]["dct:identifier"]
    assert answer["dct:date"] == "2026-09-06T02:00:00.000000Z"
    assert back["dct:date"] == "2026-09-07T02:00:00.000000Z"
    assert "dpv:hasIndicationMethod" not in back


def test_what_the_notice_leaves_out_is_not_made_up(asked):
    controller, recipient = json.loads(receipts.build(asked.consent("anna")))["dpv:hasEntity"]
    assert controller["dpv:hasName"] == "云岚虚构家政服务有限公司"
    assert "91990000MA0DEM0213" in controller["dpv:hasIdentifier"]
    assert recipient["dpv:hasContact"] == "154 0000 0103"
    for party in (controller, recipient):
        assert party["dpv:hasAddress"].startswith("告知书未载明")


def test_what_the_notice_says_is_what_stands_there(home, register):
    asked = Asked(
        Instrument.ART22_RECONSENT,
        recipient_address="示例省虚构市样本路1号",
        retention="服务关系结束后 3 年",
        storage_location="中国境内",
    )
    content = receipts.build(asked.consent("anna"))
    said = json.loads(content)
    assert said["dpv:hasEntity"][1]["dpv:hasAddress"] == "示例省虚构市样本路1号"
    place, period = said["dpv:hasProcess"]["dpv:hasStorageCondition"]
    assert place["dct:description"] == "中国境内"
    assert period["dpv:hasDuration"]["dct:description"] == "服务关系结束后 3 年"
    assert "PIPL 22" in said["dpv:hasProcess"]["dpv:hasLegalBasis"]["dct:source"]
    assert conforms(content)
    ring.lock()


def test_nothing_of_the_person_stands_in_a_receipt_or_its_proof(asked):
    for issued in asked.issue():
        for text in (issued.content.decode(), _opened(issued.proof), issued.name):
            assert not [own for own in (*NAMES, *MOBILES, *asked.people.values()) if own in text]


def _opened(text: str) -> str:
    return text + (proof.read(text).extra or b"").decode()


def test_the_pseudonym_is_the_ledgers_even_after_the_key_is_gone(asked):
    before = json.loads(receipts.build(asked.consent("anna")))["dpv:hasDataSubject"]
    anna = asked.people["anna"]
    assert before["dct:identifier"] == keys.pseudonyms([anna])[anna]
    mark_destroyed([anna], on("09-08"))
    keys.erase([anna])
    assert json.loads(receipts.build(asked.consent("anna")))["dpv:hasDataSubject"] == before


def test_a_receipt_uses_the_listed_terms_of_dpv_and_all_of_them(asked):
    listed = tomllib.loads((DATA / "vocabulary.toml").read_text("utf-8"))
    wanted = {f"https://w3id.org/dpv#{term}" for term in listed["dpv"]}
    wanted |= {f"https://w3id.org/dpv/loc#{term}" for term in listed["loc"]}
    wanted |= {f"https://w3id.org/dpv/schema/{term}" for term in listed["schema"]}
    used = {
        str(term)
        for consent in asked.consents()
        for triple in graph(receipts.build(consent))
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith("https://w3id.org/dpv")
    }
    # Another purpose, and a notice that states a period, use these two in place of others.
    assert wanted - used == {"https://w3id.org/dpv#Use"}
    assert used <= wanted


def test_the_context_is_inside_and_every_term_of_ours_is_bound(asked):
    content = receipts.build(asked.consent("anna"))
    context = json.loads(content)["@context"]
    assert isinstance(context, dict)
    assert "@import" not in context
    assert len(graph(content)) > 60


# Removing anything


EVENT = ("dpv:hasConsentStatus", 0)
PROCESS = ("dpv:hasProcess",)
MANDATORY = [
    ("@type",),
    ("dct:conformsTo",),
    ("dct:identifier",),
    ("dpv:hasRecordOfActivity",),
    ("dpv:hasRecordOfActivity", "dct:identifier"),
    ("dpv:hasDataSubject",),
    ("dpv:hasDataSubject", "dct:identifier"),
    ("dpv:hasNotice",),
    ("dpv:hasNotice", "shoumi:sha256"),
    ("dpv:hasNotice", "dct:language"),
    PROCESS,
    (*PROCESS, "dpv:hasPurpose"),
    (*PROCESS, "dpv:hasPurpose", "dct:description"),
    (*PROCESS, "dpv:hasLegalBasis", "dct:source"),
    (*PROCESS, "dpv:hasPersonalData"),
    (*PROCESS, "dpv:hasPersonalData", 0, "dct:title"),
    (*PROCESS, "dpv:hasPersonalData", 0, "skos:broader"),
    (*PROCESS, "dpv:hasDataController"),
    (*PROCESS, "dpv:hasRecipient"),
    (*PROCESS, "dpv:hasStorageCondition", 0),
    (*PROCESS, "dpv:hasStorageCondition", 1),
    (*PROCESS, "dpv:hasStorageCondition", 0, "dpv:hasLocation"),
    (*PROCESS, "dpv:hasStorageCondition", 1, "dpv:hasDuration"),
    (*PROCESS, "dpv:hasJurisdiction"),
    (*PROCESS, "dpv:hasConsentControl"),
    (*PROCESS, "dpv:hasConsentControl", "dpv:isExercisedAt"),
    ("dpv:hasEntity", 0),
    *(
        ("dpv:hasEntity", 1, f"dpv:{field}")
        for field in ("hasIdentifier", "hasName", "hasAddress", "hasContact")
    ),
    ("dpv:hasEntity", 1, "@type"),
    ("dpv:hasConsentStatus",),
    (*EVENT, "@type"),
    (*EVENT, "dct:date"),
    (*EVENT, "dpv:hasDuration"),
    (*EVENT, "dpv:isIndicatedBy"),
    (*EVENT, "dpv:hasLegalBasis"),
    (*EVENT, "shoumi:position"),
    (*EVENT, "shoumi:proof"),
    ("shoumi:state",),
    ("shoumi:isSeparate",),
    ("shoumi:lane",),
    ("shoumi:isSimulated",),
]


def without(said, path):
    said = copy.deepcopy(said)
    inner = said
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return said


def test_a_receipt_without_any_one_mandatory_field_does_not_conform(asked):
    said = json.loads(receipts.build(asked.consent("anna")))
    held = []
    for path in MANDATORY:
        found = graph(json.dumps(without(said, path)).encode())
        # Without its type a document is no receipt at all, so no shape speaks of it.
        if path != ("@type",) and validate(found, shacl_graph=SHAPES)[0]:
            held.append(path)
    assert held == []


def test_a_name_put_beside_the_pseudonym_does_not_conform(asked):
    said = json.loads(receipts.build(asked.consent("anna")))
    said["dpv:hasDataSubject"]["dpv:hasName"] = "虚构甲一"
    assert not conforms(json.dumps(said).encode())


# Proof


def test_a_receipt_verifies_alone_with_and_without_a_trust_file(asked, trust, tmp_path):
    for issued in asked.issue():
        path = written(tmp_path, issued)
        assert verify(path, None).ok
        report = verify(path, trust)
        assert report.ok, report.checks
        assert report.anchored


def test_one_flipped_bit_anywhere_in_a_receipt_is_noticed(asked, trust, tmp_path):
    issued = asked.issue()[0]
    path = written(tmp_path, issued)
    for place in range(0, len(issued.content), 97):
        flipped = bytearray(issued.content)
        flipped[place] ^= 1
        path.write_bytes(bytes(flipped))
        assert not verify(path, trust).ok, place


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
