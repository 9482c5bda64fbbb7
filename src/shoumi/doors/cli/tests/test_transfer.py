"""Ask people, count, hand over, prove."""

from __future__ import annotations

import csv

import pyrage
import pytest

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.core.refs import Ref
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests import finished_assessments
from shoumi.doors.tests.entrusted import entrust
from shoumi.doors.tests.handover_house import invited

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

CONTENTS = """\
recipient_name = "海棠虚构科技有限公司"
recipient_contact = "154 0000 0103"
purpose = "延续家政服务"
method = "加密交付"
categories = "姓名、手机号、地址"
refusal = "拒绝不影响现有服务"
"""
# Everything that has to be on file or waived before the data may go, as terse as a deal can be.
STEPS = (
    ("file", "notice_17", people.CONSULTANT), ("pass", "intake", people.CONSULTANT),
    ("file", "service_agreement", people.SELLER), ("file", "terms_accepted", people.SELLER),
    ("file", "kyc_consent", people.SELLER), ("file", "authority", people.LEGAL),
    ("pass", "mandate", people.CONSULTANT), ("file", "dpa", people.LEGAL),
    ("finish", "inventory", people.DPO), ("pass", "pipia", people.DPO),
    ("waive", "listed", people.DPO), ("file", "buyer_notice", people.BUYER),
    ("file", "buyer_kyc", people.BUYER), ("pass", "matched", people.CONSULTANT),
    ("pass", "nda", people.LEGAL), ("pass", "dd_l1", people.DPO),
    ("file", "resolution", people.SELLER), ("pass", "internal_approval", people.LEGAL),
    ("file", "data_clauses", people.LEGAL), ("advance", "signed", people.LEGAL),
    ("file", "spa", people.LEGAL), ("finish", "signed", people.LEGAL),
    ("waive", "tax", people.DPO),
)  # fmt: skip
AFTER = (
    ("waive", "post_registration", people.DPO),
    ("finish", "notice_campaign", people.DPO), ("advance", "registered", people.CONSULTANT),
    ("file", "closing_statement", people.LEGAL), ("finish", "registered", people.CONSULTANT),
    ("file", "supervisor_signoff", people.SUPERVISOR), ("advance", "data_handover", people.DPO),
)  # fmt: skip


@pytest.fixture
def walk(yes, tmp_path):
    def steps(deal, steps):
        for verb, what, who in steps:
            if verb == "file":
                path = tmp_path / f"{what}.pdf"
                path.write_bytes(made_up_papers.pdf(what))
                yes("deal", "file", deal, what, path, "--as", who)
            elif verb == "waive":
                yes("deal", "waive", deal, what, "--reason", "not_applicable", "--as", who)
            else:
                for move in ("advance", "finish") if verb == "pass" else (verb,):
                    yes("deal", move, deal, what, "--as", who)

    return steps


@pytest.fixture
def sign(yes, walk):
    """``sign(deal)``: to the moment when its people are to be asked."""

    def by_commands(stocked):
        order = yes("destroy", "propose", stocked, "--expired", "--as", people.DPO)["number"]
        for name in (people.OPERATIONS, people.SECURITY):
            yes("destroy", "confirm", order, "--as", name)
        yes("destroy", "run", order, "--yes", "--as", people.OPERATIONS)
        for number, scope in enumerate(("due_diligence", "transfer"), start=1):
            risk = ("--risk", "vendor_leak:medium:low")
            yes("assessment", "assess", stocked, "--scope", scope, *risk, "--as", people.DPO)
            officer = Ref(Person.objects.get(name=people.DPO).ref)
            finished_assessments.finish_newest(actor=officer, at=clock.now())
            yes("assessment", "approve", number, "--as", people.LEGAL)
        nda = yes(
            "agreement", "draft", stocked, "--person", people.SELLER, "--person", people.BUYER,
            "--until", "2028-09-02", "--damages", "1000", "--loss", "1000", "--as", people.LEGAL,
        )["ref"]  # fmt: skip
        for name in (people.SELLER, people.BUYER):
            yes("agreement", "sign", nda, "--as", name)
        walk(stocked, STEPS)
        _entrust()

    return by_commands


@pytest.fixture
def signed(built):
    """The deal at the moment when its people are to be asked."""
    return built.deal


def _entrust() -> None:
    """Whoever delivers the letters has its token; how it gets it is told by the story."""

    def playing(role):
        return Ref(accounts.who(role, clock.now())[0])

    entrust(playing, clock.now)


def task(yes, deal, purpose, act, who, fields, until, by=people.DPO):
    return yes(
        "task", "open", deal, purpose, "--person", who, "--act", act, "--fields", fields,
        "--until", until, "--as", by,
    )["ref"]  # fmt: skip


@pytest.fixture
def asked(signed, yes, no, shoumi, tmp_path):
    """The campaign, its file of codes and the vendor's letters: four people asked, one lost."""
    outline = shoumi("campaign", "notice", "outline", "ART23_SEPARATE_CONSENT").out
    empty, contents = tmp_path / "empty.toml", tmp_path / "notice.toml"
    empty.write_text(outline, "utf-8")
    contents.write_text(CONTENTS, "utf-8")
    write = ("campaign", "notice", "write", signed, "--instrument", "ART23_SEPARATE_CONSENT")
    no(*write, "--contents", empty, "--as", people.LEGAL)
    notice = yes(*write, "--contents", contents, "--as", people.LEGAL)["ref"]
    approve = ("campaign", "notice", "approve", notice, "--as")
    no(*approve, people.LEGAL)
    assert "WAITING" in shoumi("campaign", "notice", "list", signed).out
    assert yes(*approve, people.DPO)["ref"] == notice
    assert notice in shoumi("campaign", "notice", "list", signed).out
    prepare = ("campaign", "prepare", signed, "--notice", notice, "--purpose", "PROVISION")
    campaign = yes(*prepare, "--as", people.DPO)["ref"]
    no(*prepare, "--as", people.DPO)
    yes("deal", "advance", signed, "notice_campaign", "--as", people.DPO)
    letters, early = tmp_path / "letters.csv", tmp_path / "early.csv"
    fields = "name,mobile,guardian_name,guardian_mobile"
    send_task = task(yes, signed, "notice", "send", people.SERVICE, fields, "2026-09-20")
    own_task = task(yes, signed, "notice", "send", people.DPO, fields, "2026-09-20", by=people.HEAD)
    send = ("campaign", "send", campaign, "--task")
    no(*send, send_task, "--out", early, "--as", people.SERVICE)
    no(*send, send_task, "--out", early, "--as", people.DPO)
    assert not early.exists(), "the task is another's: no file, and no clock runs"
    assert standing(yes, signed)["state"] == "PREPARED"
    first = yes(*send, own_task, "--out", early, "--as", people.DPO)
    assert (first["written"], first["unreached"]) == (4, 0)
    lost = tmp_path / "lost.txt"
    refs = invited(campaign)
    lost.write_text(refs[-1] + "\n")
    no(*send, send_task, "--out", tmp_path / "not-mine.csv", "--as", people.CONSULTANT)
    assert not (tmp_path / "not-mine.csv").exists()
    sent = yes(*send, send_task, "--out", letters, "--unreached", lost, "--as", people.SERVICE)
    assert (sent["written"], sent["unreached"]) == (3, 1)
    assert letters.stat().st_mode & 0o777 == 0o600
    handed = ("campaign", "handed", campaign)
    no(*handed, early, "--as", people.SERVICE)
    assert yes(*handed, letters, "--as", people.SERVICE)["count"] == 3
    no(*handed, letters, "--as", people.SERVICE)
    with early.open(encoding="utf-8-sig") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    return signed, campaign, dict(zip(refs, codes, strict=True)), send_task


def standing(yes, deal):
    return yes("campaign", "status", deal)["campaigns"][0]


def test_answers_come_by_code_on_paper_or_not_at_all(asked, yes, no, shoumi, tmp_path):
    deal, campaign, codes, send_task = asked
    refs, texts = list(codes), list(codes.values())
    given = yes("campaign", "answer", "given", "--code", "-", input=texts[0] + "\n")
    assert given["state"] == "GIVEN"
    no("campaign", "answer", "refused", "--code", texts[0])
    no("campaign", "answer", "given", "--code", "guessed")
    forms = tmp_path / "forms.csv"
    forms.write_text(f"code,answer\n{texts[1]},也许\n", "utf-8")
    assert "forms.csv:2" in no("campaign", "record", campaign, forms, "--as", people.SERVICE)
    forms.write_text(f"subject,answer\n{refs[1]},不同意\n", "utf-8")
    assert yes("campaign", "record", campaign, forms, "--as", people.SERVICE)["count"] == 1
    out = tmp_path / "remind.csv"
    remind = ("campaign", "remind", campaign, "--task", send_task, "--out")
    assert yes(*remind, out, "--as", people.SERVICE)["count"] == 1
    (reminded,) = csv.DictReader(out.read_text("utf-8").splitlines())
    assert reminded["code"] == texts[2], "made again, and the same as in the letter"
    no(*remind, tmp_path / "again.csv", "--as", people.SERVICE)
    back = tmp_path / "back.txt"
    back.write_text("guessed\n")
    no("campaign", "bounced", campaign, back, "--as", people.SERVICE)
    back.write_text(f"{texts[2]}\n")
    yes("campaign", "bounced", campaign, back, "--as", people.SERVICE)
    (row,) = yes("campaign", "status", deal)["campaigns"]
    assert [row[name] for name in ("given", "refused", "silent", "unreached")] == [1, 1, 0, 2]
    assert campaign in shoumi("campaign", "status", deal).out
    no("campaign", "close", campaign, "--as", people.DPO)


def test_an_objection_goes_where_its_basis_leads(asked, yes):
    _, campaign, codes, _ = asked
    told = yes("campaign", "object", campaign, list(codes)[0], "--as", people.SERVICE)
    assert told["marketing_off"] == 1


@pytest.mark.both
def test_data_goes_to_the_key_alone_and_the_dossier_proves_it(
    asked, walk, yes, no, shoumi, tmp_path
):
    deal, campaign, codes, _ = asked
    for code in list(codes.values())[:2]:
        yes("campaign", "answer", "given", "--code", code)
    yes("clock", "advance", "--to", "2026-09-22T09:00")
    for duty, who in (("13.1", people.OPERATIONS), ("12.3", people.SECURITY)):
        ref = yes("person", "list", "--limit", "100")["people"]
        own = next(one["ref"] for one in ref if one["name"] == who)
        evidence = tmp_path / "notice.toml"
        shoumi("attest", "add", duty, "--as", own, "--evidence", evidence)
    closed = yes("campaign", "close", campaign, "--as", people.DPO)
    assert (closed["given"], closed["silent"]) == (2, 1)
    yes("campaign", "withdraw", campaign, list(codes)[1], "--as", people.SERVICE)
    walk(deal, AFTER)
    key = pyrage.x25519.Identity.generate()
    fields = "name,mobile"
    export = task(yes, deal, "handover", "export", people.SECURITY, fields, "2026-09-28")
    seal = ("handover", "seal", deal, "--key", key.to_public(), "--task", export)
    sealed = yes(*seal, "--as", people.SECURITY)
    assert (sealed["rows"], sealed["consented"], sealed["withdrawn"]) == (1, 2, 1)
    assert sealed["ref"] in shoumi("handover", "status", deal).out
    release = ("handover", "release", sealed["ref"], "--as", people.DPO)
    assert shoumi(*release).exit_code == 2
    file = yes(*release, "--yes")["file"]
    receive = ("handover", "receive", sealed["ref"], "--as", people.BUYER)
    no(*receive, "--sha256", "0" * 64)
    assert yes(*receive, "--file", file)["state"] == "RECEIVED"
    _prove(deal, yes, no, shoumi, tmp_path, campaign)


def _prove(deal, yes, no, shoumi, tmp_path, campaign):
    folder, trust = tmp_path / "dossier", tmp_path / "trust.txt"
    # Its papers are opened for who may export them on the page, and for nobody without a name.
    assert shoumi("ledger", "export", deal, folder).exit_code == 2
    no("ledger", "export", deal, folder, "--as", people.BUYER)
    assert not folder.exists()
    told = yes("ledger", "export", deal, folder, "--zip", "--as", people.DPO)
    assert told["receipts"] == 2
    yes("ledger", "trust", "-o", trust)
    assert shoumi("ledger", "trust", "-o", trust).exit_code == 1
    for path in (folder, told["zip"]):
        assert shoumi("verify", path, "--trust", trust).exit_code == 0
    assert shoumi("ledger", "export", deal, folder).exit_code == 1
    receipts = tmp_path / "receipts"
    assert yes("campaign", "receipts", campaign, receipts, "--as", people.DPO)["count"] == 2
    assert {path.suffix for path in receipts.iterdir()} == {".jsonld", ".tlog-proof"}


@pytest.mark.usefixtures("house")
def test_the_ledger_is_read_proved_and_verified(shoumi, yes, tmp_path):
    head = yes("ledger", "head")
    assert head["vkey"].split("+")[0] in head["checkpoint"]
    assert shoumi("ledger", "head", "--note").out == head["checkpoint"]
    assert yes("ledger", "verify")["ok"] is True
    assert "相符" in shoumi("ledger", "verify").out
    lines = shoumi("ledger", "list", "--limit", "2").out
    assert "vault.set_up" in lines
    entries = shoumi("ledger", "list", "--limit", "2", "--json").lines
    assert [entry["position"] for entry in entries] == [0, 1]
    out = tmp_path / "entry.tlog-proof"
    yes("ledger", "prove", "3", "-o", out)
    assert out.read_text().startswith("c2sp.org/tlog-proof@v1")
    assert shoumi("ledger", "prove", "3").out == out.read_text()
    assert shoumi("ledger", "prove", "99999").exit_code == 1


@pytest.mark.usefixtures("house")
def test_the_whole_log_goes_out_as_tiles_that_a_stranger_verifies(shoumi, yes, no, tmp_path):
    folder, trust = tmp_path / "log", tmp_path / "trust.txt"
    told = yes("ledger", "tiles", folder)
    assert told["size"] == yes("ledger", "head")["size"]
    yes("ledger", "trust", "-o", trust)
    assert {path.name for path in folder.iterdir()} == {"checkpoint", "tile"}
    assert shoumi("verify", folder, "--trust", trust).exit_code == 0
    bundle = next(folder.rglob("tile/entries/*/*"))
    bundle.write_bytes(bundle.read_bytes().replace(b'"v":1', b'"v":2', 1))
    assert shoumi("verify", folder, "--trust", trust).exit_code == 1
    no("ledger", "tiles", folder)
