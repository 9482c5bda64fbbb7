"""What one person approved alone by SQL: no command carries it out, and the doctor names it."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.models import Ask, Person
from shoumi.base.approvals.models import Approval
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def found(shoumi):
    checks = shoumi("doctor", "--json").json["checks"]
    told = [one for one in checks if (one["check"], one["state"]) == ("rows", "fail")]
    return {one["what"].split()[0] for one in told}


@pytest.mark.usefixtures("house")
def test_a_forged_yes_carries_nothing_out(shoumi):
    rotate = ("keys", "rotate", "--what", "kek", "--as", people.SECURITY)
    assert shoumi(*rotate).exit_code
    wish = Approval.objects.get(action="rotation")
    assert found(shoumi) == set()
    Approval.objects.filter(ref=wish.ref).update(
        state="approved",
        answered_by_id=Person.objects.get(name=people.DPO).ref,
        answered_at=wish.requested_at,
    )
    told = shoumi(*rotate)
    assert told.exit_code
    assert "存证账本不符" in told.err + told.out
    assert found(shoumi) == {"approvals_approval"}


@pytest.mark.usefixtures("house")
def test_nobody_grants_a_role_on_a_request_that_was_made_anothers(shoumi, yes):
    holder, officer = (Person.objects.get(name=name).ref for name in (people.SERVICE, people.DPO))
    asked = yes("person", "grant", "request", holder, "CON", "--as", officer)["ref"]
    grant = ("person", "grant", "approve", asked, "--as", officer)
    assert shoumi(*grant).exit_code
    Ask.objects.filter(ref=asked).update(requested_by=Person.objects.get(name=people.HEAD))
    told = shoumi(*grant)
    assert told.exit_code
    assert "存证账本不符" in told.err + told.out
    assert found(shoumi) == {"accounts_ask"}
