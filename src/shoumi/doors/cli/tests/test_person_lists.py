"""Several people at once by command: invited from a file."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.models import Person
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
LIST = "姓名,邮箱,岗位\n陈甲一,chen@house.example,客服、市场\n吴乙二,,安全、运维\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8-sig")
    return path


@pytest.mark.usefixtures("house")
def test_people_of_a_file_are_invited_and_a_bad_line_is_told(shoumi, file):
    only = shoumi("person", "invite-list", file, "--check", "--as", people.DPO)
    assert only.exit_code == 1
    assert not Person.objects.filter(name="陈甲一").exists()
    done = shoumi("person", "invite-list", file, "--as", people.DPO)
    assert done.exit_code == 1
    assert "邀请了 1 人，1 行没有办" in done.out
    assert "岗位: " in done.out
    link = done.out.partition("/enter/")[2].split()[0]
    assert Visitor().get(f"/enter/{link}").status_code == 200
    assert not Person.objects.filter(name="吴乙二").exists()


@pytest.mark.usefixtures("house")
def test_a_program_reads_what_became_of_each_line(yes, no, file):
    file.write_text("陈甲一\n吴乙二,,hr", "utf-8")
    told = yes("person", "invite-list", file, "--as", people.DPO)
    assert (told["invited"], told["left"]) == (2, 0)
    assert [(one["line"], one["roles"]) for one in told["lines"]] == [(1, []), (2, ["HR"])]
    assert len(yes("person", "grant", "list")["requests"]) == 1
    no("person", "invite-list", file, "--as", people.CONSULTANT)


@pytest.mark.usefixtures("house")
def test_several_roles_are_approved_and_one_refused_is_told(shoumi, yes, file):
    file.write_text("陈甲一,,hr\n吴乙二,,sec", "utf-8")
    yes("person", "invite-list", file, "--as", people.DPO)
    yes("person", "grant", "request", "吴乙二", "ops", "--as", people.DPO)
    asks = [one["ref"] for one in yes("person", "grant", "list")["requests"]]
    chosen = [part for ask in asks for part in ("--ask", ask)]
    own = shoumi("person", "approve-roles", "--ask", asks[0], "--as", people.DPO)
    assert (own.exit_code, "申请人和被授权人都不能批准" in own.out) == (1, True)
    done = shoumi("person", "approve-roles", *chosen, "--as", people.HEAD)
    assert done.exit_code == 1
    assert "批准了 2 个岗位，1 个没有批准" in done.out
    assert len(yes("person", "grant", "list")["requests"]) == 1
