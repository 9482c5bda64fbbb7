"""Orders of destruction, legal holds and what recipients owe, by page."""

from __future__ import annotations

import json

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.deals.models import Party
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.subjects import examination
from shoumi.base.subjects.ledger_pseudonyms import digest_of, pseudonyms
from shoumi.base.subjects.models import Finding, Subject
from shoumi.base.subjects.models import State as SubjectState
from shoumi.base.vault import keys
from shoumi.base.vault.models import SubjectKey
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Hold, Order, RecipientProof
from shoumi.chapters.destruction.tests import recipient_papers
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.house import values
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def damaged_key(ref):
    assert SubjectKey.objects.filter(subject=ref).update(wrapped=b"plain")


def missing_key(ref):
    assert SubjectKey.objects.filter(subject=ref).update(is_erased=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_opens_empty_and_says_what_to_do(house, lang):
    answer = signed_in(house.dpo, lang=lang).get("/destruction")
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_an_order_is_proposed_witnessed_carried_out_and_certified(house):
    (ref,) = house.keep_many(1)
    dpo = signed_in(house.dpo)
    form = dpo.get(f"/customers/{ref}/do/destroy-one").content.decode()
    assert not [value for value in values(0).values() if value in form]
    dpo.act(f"/customers/{ref}/do/destroy-one", basis="REQUESTED")
    order = Order.objects.get()
    dpo.act(f"/destruction/{order.ref}/do/destroy-run", is_sure="on")
    worked()
    assert "两人" in dpo.get(f"/destruction/{order.ref}").content.decode()
    assert Subject.objects.get(ref=ref).state != SubjectState.DESTROYED
    assert dpo.act(f"/destruction/{order.ref}/do/destroy-witness").status_code == 403
    for who in (people.OPERATIONS, people.SECURITY):
        signed_in(house[who]).act(f"/destruction/{order.ref}/do/destroy-witness")
    unsure = dpo.act(f"/destruction/{order.ref}/do/destroy-run")
    assert unsure.status_code == 422
    dpo.act(f"/destruction/{order.ref}/do/destroy-run", is_sure="on")
    worked()
    assert Subject.objects.get(ref=ref).state == SubjectState.DESTROYED
    dpo.act(f"/destruction/{order.ref}/do/destroy-certify")
    paper = dpo.get(f"/destruction/{order.ref}/certificate")
    assert carried_proofs.verdict(paper.content) == "proven"
    proof = dpo.get(f"/destruction/{order.ref}/proof").content.decode()
    assert "c2sp.org/tlog-proof" in proof
    gone = dpo.get(f"/customers/{ref}")
    assert gone.status_code == 200
    assert "钥匙已毁" in gone.content.decode()
    page = signed_in(house.dpo, lang="en").get(f"/destruction/{order.ref}")
    assert page.status_code == 200


def test_what_is_on_hold_is_not_destroyed_until_the_hold_is_lifted(house):
    (ref,) = house.keep_many(1)
    legal, dpo = signed_in(house.legal), signed_in(house.dpo)
    legal.act(f"/customers/{ref}/do/hold-one", cause="DISPUTE")
    hold = Hold.objects.get()
    refused = dpo.act(f"/customers/{ref}/do/destroy-one", basis="REQUESTED")
    assert refused.status_code == 422
    assert not Order.objects.exists()
    assert ref in dpo.get("/destruction").content.decode()
    legal.act(f"/holds/{hold.ref}/do/hold-lift", is_sure="on")
    dpo.act(f"/customers/{ref}/do/destroy-one", basis="REQUESTED")
    assert Order.objects.count() == 1


def test_a_recipient_proves_its_copies_gone(house):
    owner = signed_in(house.dpo)
    where = f"/deals/{house.deal}/do"
    party, signed = recipient_papers.signed_paper(house)

    def proves(content):
        paper = SimpleUploadedFile("证明.pdf", content)
        said = recipient_papers.said()
        return owner.act(f"{where}/recipient-proved", party=party, paper=paper, **said)

    assert proves(signed).status_code == 422, "nothing is owed yet"
    assert owner.act(f"{where}/recipient-owes", party=party, due_on="2026-12-04").status_code == 200
    unsigned = proves("我方已全部销毁。".encode())
    assert unsigned.status_code == 422
    assert "没有接收方的有效签名" in unsigned.content.decode()
    assert proves(signed).status_code == 200
    assert RecipientProof.objects.get(party=party).received_at is not None


def test_the_recipient_signs_by_page(house):
    where = f"/deals/{house.deal}/do"
    party, _ = recipient_papers.signed_paper(house)
    signed_in(house.dpo).act(f"{where}/recipient-owes", party=party, due_on="2026-12-04")
    person = Ref(Party.objects.get(ref=party).person)
    given = {"party": party, "is_sure": "on", **recipient_papers.said()}
    signs = f"/papers/{house.deal}/do/recipient-signs"
    assert signed_in(house.dpo).act(signs, **given).status_code >= 400
    assert signed_in(person).act(signs, **given).status_code == 200
    assert RecipientProof.objects.get(party=party).signer == person


def test_destroying_needs_a_proof_of_a_moment_ago(house):
    answer = signed_in(house.dpo, is_fresh=False).get("/destruction/x/do/destroy-run")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/step-up")


@pytest.mark.parametrize("spoil", [damaged_key, missing_key], ids=["damaged", "missing"])
def test_who_has_a_key_that_does_not_open_is_ordered_destroyed_and_the_paper_says_so(house, spoil):
    bad, good = house.keep_many(2)
    spoil(bad)
    examination.whole()
    dpo = signed_in(house.dpo)
    assert f"/customers/{bad}/do/destroy-one" in dpo.get(f"/customers/{bad}").content.decode()
    dpo.act(f"/customers/{bad}/do/destroy-one", basis="REQUESTED")
    order = Order.objects.get()
    for who in (people.OPERATIONS, people.SECURITY):
        signed_in(house[who]).act(f"/destruction/{order.ref}/do/destroy-witness")
    dpo.act(f"/destruction/{order.ref}/do/destroy-run", is_sure="on")
    worked()
    assert Subject.objects.get(ref=bad).state == SubjectState.DESTROYED
    assert keys.existing([bad, good]) == {good}
    assert not Finding.objects.exists()
    line = [reader.entry(one).line() for one in latest_entries.all_of([Tag.BEGUN])][-1]
    assert (line.facts["unread"], line.rows.count) == (1, 1)
    dpo.act(f"/destruction/{order.ref}/do/destroy-certify")
    paper = dpo.get(f"/destruction/{order.ref}/certificate")
    pages = pypdfium2.PdfDocument(paper.content)
    read = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "1 with a damaged key" in " ".join(read.split())


def test_one_damaged_key_does_not_keep_the_others_of_a_deal_from_being_destroyed(house):
    bad, *others = house.keep_many(3)
    damaged_key(bad)
    signed_in(house.dpo).act(f"/deals/{house.deal}/do/destroy-propose", basis="DEAL_CLOSED")
    order = Order.objects.get()
    assert order.count == 3
    (line,) = [reader.entry(one).line() for one in latest_entries.all_of([Tag.PROPOSED])]
    assert (line.facts["unread"], line.rows.count) == (1, 3)
    told = [json.loads(row) for row in reader.rows(latest_entries.last([Tag.PROPOSED]))]
    named = set(pseudonyms(others).values())
    assert {one.get("subject") for one in told} - {None} == named
    assert [one["reference"] for one in told if "reference" in one] == [digest_of(bad)]
    assert bad not in str(told)
