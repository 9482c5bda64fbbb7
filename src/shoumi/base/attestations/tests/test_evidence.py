"""The evidence of a statement is looked at, kept sealed, and opened by those who may."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NoSuchPerson, NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import controls, queries, services
from shoumi.base.attestations.models import Attestation
from shoumi.base.attestations.tests.statements import TODAY, given, paper
from shoumi.base.documents import examined, store
from shoumi.base.documents.errors import NotAPaper
from shoumi.base.documents.examined import PersonalInformation
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.core.handbook import Record, demand, demands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.fixture
def house():
    return House()


@pytest.fixture
def sec(house):
    return house.staff(Role.SEC, name="李测试")


def attest(actor, duty="12.1", at=AT, deal=None, **changes):
    return services.attest(duty=duty, said=given(duty, **changes), actor=actor, at=at, deal=deal)


def test_the_file_is_sealed_and_kept_and_comes_back_as_it_was(home, sec):
    looked = paper("防火墙检查：默认拒绝")
    said = attest(sec, evidence=looked)
    assert bytes(said.evidence) == looked.digest
    document = Document.objects.get(ref=said.document)
    assert (document.kind, document.deal) == ("evidence", "")
    held = b"".join(path.read_bytes() for path in (home / store.FOLDER).iterdir())
    assert looked.content not in held
    opened = services.open_evidence(attestation=Ref(said.ref), actor=sec, at=AT)
    assert opened == looked.content
    line = reader.entry(reader.size() - 1).line()
    assert (line.tag, line.about) == ("attestation.evidence_opened", said.ref)


def test_evidence_of_a_statement_about_one_deal_belongs_to_it(sec):
    said = attest(sec, deal=Ref("deal-1"))
    assert Document.objects.get(ref=said.document).deal == "deal-1"


def test_who_opens_it(house, sec):
    ref = Ref(attest(sec).ref)
    auditor = house.staff(Role.AUD, name="外部审计", kind=Kind.EXTERNAL)
    for may in (sec, house.head, house.dpo, auditor):
        assert services.open_evidence(attestation=ref, actor=may, at=AT)
    supervisor = house.staff(Role.SUP, name="外部监督员", kind=Kind.EXTERNAL)
    for may_not in (supervisor, house.staff(Role.CS, name="王样本")):
        with pytest.raises(NotPermitted):
            services.open_evidence(attestation=ref, actor=may_not, at=AT)
    with pytest.raises(services.NoSuchAttestation):
        services.open_evidence(attestation=Ref("att-none"), actor=sec, at=AT)


def test_of_an_earlier_version_only_the_fingerprint_is_there(sec):
    said = attest(sec)
    rows = Attestation.objects.filter(ref=said.ref)
    authenticated.change(rows, kind="", document="", looked=None)
    with pytest.raises(services.OnlyFingerprint):
        services.open_evidence(attestation=Ref(said.ref), actor=sec, at=AT)
    old = Attestation.objects.get()
    assert (old.named, old.unread) == ({}, 0)
    assert controls.holding("12.1", None, AT).state is ControlState.ATTESTED


def test_only_a_record_of_the_demand_is_its_evidence(sec):
    assert attest(sec, kind=Record.SECURITY_BASELINE).kind == "security_baseline"
    with pytest.raises(services.NotSuchEvidence):
        attest(sec, kind=Record.BACKUP_RUN)


def test_every_demand_names_records_that_people_have_a_word_for():
    from shoumi.base.messages import names

    for one in demands():
        assert one.evidence
        for kind in one.evidence:
            assert all(names.pair(kind))


@pytest.mark.parametrize("never", ["身份证 990000198002291012", "银行卡 9999990000000014"])
def test_a_number_of_an_identity_paper_or_account_is_refused_with_where(sec, never):
    looked = paper(f"防火墙检查\n负责人 {never}")
    with pytest.raises(PersonalInformation) as refused:
        attest(sec, evidence=looked)
    assert refused.value.facts["places"] == ("report.txt:2",)
    assert not Document.objects.exists()
    assert not Attestation.objects.exists()


def test_some_contacts_are_told_and_a_whole_list_is_refused(sec):
    def contacts(count):
        return paper("\n".join(f"邮箱 staff{n}@shifan.example.com" for n in range(count)))

    few = attest(sec, evidence=contacts(20))
    assert few.named == {"EMAIL": 20}
    assert reader.entry(few.position).line().facts["personal"] == 20
    with pytest.raises(PersonalInformation):
        attest(sec, evidence=contacts(21))


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00", b"%PDF-1.4 made-up"])
def test_what_is_no_text_is_no_paper(content):
    with pytest.raises(NotAPaper):
        examined.of_text(content, place="x.txt", today=TODAY)


def test_a_statement_about_training_covers_those_it_names_and_nobody_else(house):
    hr, one, other = (house.staff(Role.HR), house.staff(Role.CS), house.staff(Role.CON))
    for persons in ((), [Ref("person-none")]):
        with pytest.raises((services.PersonsUnfit, NoSuchPerson)):
            attest(hr, "19.3", persons=persons)
    said = attest(hr, "19.3", persons=[one, one])
    assert said.persons == [one]
    rows = list(reader.rows(said.position))
    assert rows == [f'{{"person":"{one}"}}'.encode()]
    assert queries.covering("19.3", one, AT).state is ControlState.ATTESTED
    assert queries.covering("19.3", other, AT).state is ControlState.NOT_BUILT


def test_a_later_statement_about_others_leaves_the_earlier_one(house):
    hr, one, other = (house.staff(Role.HR), house.staff(Role.CS), house.staff(Role.CON))
    first = attest(hr, "19.3", persons=[one])
    second = attest(hr, "19.3", persons=[other])
    services.revoke(attestation=Ref(second.ref), actor=hr, at=AT)
    assert queries.covering("19.3", one, AT).position == first.position
    assert queries.covering("19.3", other, AT).reason == "attestation.revoked"


def test_one_of_an_earlier_version_covers_everybody_until_it_ends(house):
    hr, one = house.staff(Role.HR), house.staff(Role.CS)
    said = attest(hr, "19.3", persons=[hr])
    authenticated.change(Attestation.objects.filter(ref=said.ref), persons=None)
    assert queries.covering("19.3", one, AT).state is ControlState.ATTESTED
    assert queries.covering("19.3", one, said.until).state is ControlState.STALE


def test_no_other_statement_names_persons(sec):
    assert [one.id for one in demands() if one.names_persons] == ["19.3"]
    with pytest.raises(services.PersonsUnfit):
        attest(sec, persons=[sec])
    assert demand("12.1").names_persons is False
