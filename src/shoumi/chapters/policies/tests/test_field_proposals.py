"""What imported files had and the register lacks is proposed; people decide on each."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import rules
from shoumi.chapters.policies.field_models import FieldProposal
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import field_proposals as found
from shoumi.chapters.policies.rules import field_proposals as proposable
from shoumi.chapters.policies.services import field_proposals as services
from shoumi.chapters.policies.services.errors import (
    ProposalSettled,
    RegisterNamesIt,
    WordsMissing,
)
from shoumi.core.refs import Ref
from shoumi.core.scan.labels import Label
from shoumi.core.terms import DataGrade, Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
DATASET = Ref("dataset-1")


def propose(office, *kinds):
    services.propose(frozenset(kinds), DATASET, office.dora, AT)
    return list(FieldProposal.objects.order_by("id"))


def accept(office, one, actor=None, **changed):
    return services.accept(
        proposal=Ref(one.ref), changed=changed, actor=actor or office.dora, at=AT
    )


def refuse(office, one, why="客户不需要给我们这个。"):
    return services.refuse(proposal=Ref(one.ref), why=why, actor=office.dora, at=AT)


def newest():
    return rules.read_register(PolicyVersion.objects.order_by("-number")[0].register)


def test_every_kind_the_scan_knows_has_a_field_to_propose():
    for kind in Label:
        [code] = proposable.wanted([kind.value], registered=())
        assert proposable.proposed(code).code == code
    for kind in ("health", "faith", "tracks", "biometric", "identity"):
        [code] = proposable.wanted([kind], registered=())
        rule = proposable.proposed(code)
        assert (rule.grade, rule.is_sensitive) == (DataGrade.L4, True)
    assert proposable.wanted(["none-such"], registered=()) == []


def test_only_what_the_register_does_not_name_is_proposed_and_once(office):
    office.published()
    made = propose(office, "MOBILE", "QQ", "health")
    assert [one.code for one in made] == ["health", "qq"]
    assert propose(office, "QQ", "health") == made


def test_one_that_is_accepted_stands_in_a_new_draft_as_it_was_changed(office):
    office.published()
    [one] = propose(office, "QQ")
    before = PolicyVersion.objects.count()
    done = accept(office, one, purposes=frozenset({Purpose.NOTICE}), retention_days=90)
    assert PolicyVersion.objects.count() == before + 1
    rule = newest()["qq"]
    assert (rule.purposes, rule.retention_days) == (frozenset({Purpose.NOTICE}), 90)
    assert rule.grade is DataGrade.L3
    assert done.version == PolicyVersion.objects.order_by("-number")[0].ref
    with pytest.raises(ProposalSettled):
        refuse(office, one)
    assert found.lacking({"QQ"}) == []


def test_one_that_is_refused_is_not_proposed_again_under_the_same_version(office):
    office.published()
    [one] = propose(office, "QQ")
    with pytest.raises(WordsMissing):
        refuse(office, one, "  ")
    refuse(office, one)
    assert found.waiting() == []
    assert propose(office, "QQ") == [FieldProposal.objects.get()]
    assert "qq" not in newest()


def test_a_field_that_somebody_added_meanwhile_is_not_written_over(office):
    office.published()
    [one] = propose(office, "QQ")
    own = rules.written(proposable.proposed("qq"))
    office.draft(register=f"{rules.built_in_register()}\n{own}")
    with pytest.raises(RegisterNamesIt):
        accept(office, one)
    refuse(office, one, "已经登记了")


def test_others_than_officer_and_group_decide_on_none(office):
    office.published()
    [one] = propose(office, "QQ")
    clerk = office.house.staff(Role.CS, name="钱虚乙")
    with pytest.raises(NotPermitted):
        accept(office, one, actor=clerk)


def test_a_proposal_that_was_changed_by_hand_is_believed_by_nobody(office):
    office.published()
    [one] = propose(office, "QQ")
    FieldProposal.objects.update(code="health")
    with pytest.raises(NotAuthentic):
        accept(office, one)
    with pytest.raises(NotAuthentic):
        found.waiting()
