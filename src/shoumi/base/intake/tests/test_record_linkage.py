from __future__ import annotations

from datetime import date

import pytest

from shoumi.base.intake import record_linkage
from shoumi.base.intake.record_linkage import Doubt, Out, Source
from shoumi.base.intake.tests.cast import ANNA, BERT, REGISTER, TODAY, row
from shoumi.core.refs import Ref

NAME = {"name": "张虚一"}
BORN = {"birth_on": "1990-01-01"}
OTHER_MOBILE = {"mobile": "15400009999"}


def link(*rows):
    return record_linkage.link(record_linkage.rows_of(REGISTER, TODAY, rows))


def two(first, second, **more):
    return link(row(first), row(second, file="b.csv", **more))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ANNA, ANNA),
        (ANNA, {"id_number": ANNA["id_number"]}),
        (ANNA, {**NAME, "mobile": ANNA["mobile"], "address": "样本路1号"}),
        ({**NAME, "customer_no": "A1"}, {**NAME, "customer_no": "A1", **OTHER_MOBILE}),
        ({**NAME, **BORN}, {**NAME, **BORN, **OTHER_MOBILE}),
        ({**NAME, "address": "样本路1号"}, {**NAME, "address": "样本路 1号"}),
        ({**NAME, "company_name": "虚构甲公司"}, {**NAME, "company_name": "虚构甲公司"}),
        ({"name": "阿依·古丽", **OTHER_MOBILE}, {"name": "阿依•古丽", **OTHER_MOBILE}),
    ],
)
def test_the_same_person_in_two_files_is_one(first, second):
    linked = two(first, second)
    assert (len(linked.people), linked.doubtful, linked.errors) == (1, [], [])
    assert [source.file for source in linked.people[0].sources] == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        # one mobile, two names
        (ANNA, {"name": "李虚二", "mobile": ANNA["mobile"]}, Doubt.SAME_MOBILE),
        # one name and nothing else
        (NAME, NAME, Doubt.SAME_NAME),
        ({**NAME, **OTHER_MOBILE}, {**NAME, "mobile": ANNA["mobile"]}, Doubt.SAME_NAME),
        # one number, two names
        (ANNA, {"name": "李虚二", "id_number": ANNA["id_number"]}, Doubt.SAME_ID),
        # name and mobile agree, the identity numbers do not
        (ANNA, {**ANNA, "id_number": BERT["id_number"]}, Doubt.CONTRADICTION),
        ({**ANNA, **BORN}, {**NAME, "mobile": ANNA["mobile"], "birth_on": "1991-01-01"},
         Doubt.CONTRADICTION),
        # name and address agree, the mobiles do not
        ({**NAME, "mobile": "15400001001", "address": "样本路1号"},
         {**NAME, **OTHER_MOBILE, "address": "样本路1号"}, Doubt.CONTRADICTION),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_listed_and_not_merged(first, second, why):
    linked = two(first, second)
    assert len(linked.people) == 2
    assert why in {one.why for one in linked.doubtful}
    assert linked.doubtful[0].people == (0, 1)
    assert linked.doubtful[0].places == ("a.csv:2", "b.csv:2")


def test_different_people_are_left_alone():
    linked = two(ANNA, BERT)
    assert (len(linked.people), linked.doubtful) == (2, [])


def test_one_name_at_one_address_with_two_birthdays_is_no_doubt():
    home = {**NAME, "address": "样本路1号"}
    linked = two({**home, **BORN, **OTHER_MOBILE}, {**home, "birth_on": "1980-01-01"})
    assert (len(linked.people), linked.doubtful) == (2, [])


def test_one_name_with_two_birthdays_is_no_doubt():
    linked = two({**NAME, **BORN}, {**NAME, "birth_on": "1980-01-01"})
    assert (len(linked.people), linked.doubtful) == (2, [])


def test_one_name_twice_in_one_file_is_no_doubt():
    linked = link(row({**NAME, **OTHER_MOBILE}), row({**NAME, "mobile": "15400001001"}, line=3))
    assert (len(linked.people), linked.doubtful) == (2, [])


def test_a_chain_never_joins_two_identities():
    """The row in the middle matches both, the ends have different identity numbers."""
    middle = {**NAME, "mobile": ANNA["mobile"]}
    end = {**middle, "id_number": BERT["id_number"]}
    linked = link(row(ANNA), row(middle, file="b.csv"), row(end, file="c.csv"))
    assert [len(own.sources) for own in linked.people] == [2, 1]
    assert Doubt.CONTRADICTION in {one.why for one in linked.doubtful}


def test_a_later_file_has_the_last_word_and_empties_nothing():
    linked = two({**ANNA, "address": "旧址"}, {**NAME, "mobile": ANNA["mobile"], "address": "新址"})
    (person,) = linked.people
    assert person.values == {**ANNA, "address": "新址"}
    assert person.origin["address"].file == "b.csv"
    assert person.origin["id_number"].file == "a.csv"


def test_the_same_person_twice_in_one_sheet_is_an_error_naming_both_lines():
    (error,) = link(row(ANNA), row(ANNA, line=7)).errors
    assert (error.code, error.place, error.facts) == (
        "row.duplicate_person",
        "a.csv:7",
        {"other": "a.csv:2"},
    )


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"role": "员工"}, Out.STAFF),
        ({"role": "在职员工"}, Out.STAFF),
        ({"role": "Staff"}, Out.STAFF),
        ({"sheet": "员工花名册"}, Out.STAFF),
        ({"role": "收件人"}, Out.RECIPIENT),
        ({"is_recipient": True}, Out.RECIPIENT),
    ],
)
def test_staff_and_recipients_are_no_customers(more, why):
    linked = link(row(ANNA, **more), row(BERT, line=3))
    assert [one.why for one in linked.excluded] == [why]
    assert [own.values["name"] for own in linked.people] == ["李虚二"]


@pytest.mark.parametrize(("role", "count"), [("员工", 2), ("收件人", 2), ("客户", 1)])
def test_nobody_is_joined_by_the_row_of_somebody_who_is_no_customer(role, count):
    known = row({**NAME, "mobile": ANNA["mobile"]})
    again = row({**NAME, "id_number": ANNA["id_number"], **OTHER_MOBILE}, file="b.csv")
    between = row(ANNA, file="c.csv", role=role)
    assert len(link(known, again, between).people) == count


def test_a_customer_in_a_sheet_of_staff_may_say_so():
    assert len(link(row(ANNA, sheet="员工与客户", role="客户")).people) == 1


def test_children_lead_to_their_guardians():
    child = {"name": "吴小样", "birth_on": "2015-09-01", "mobile": "15400000121",
             "guardian_name": "吴演示", "guardian_mobile": "15400000121"}  # fmt: skip
    guardian = {"name": "吴演示", "mobile": "15400000121"}
    linked = link(row(child), row(guardian, line=3), row(ANNA, line=4))
    assert [own.is_child for own in linked.people] == [True, False, False]
    assert linked.people[0].guardian == 1
    assert linked.doubtful == []


def test_contacts_and_retention_are_told():
    gone = {**ANNA, "closed_on": "2023-08-25"}
    kept = {**BERT, "closed_on": "2023-08-26", "company_name": "虚构甲公司"}
    first, second = link(row(gone), row(kept, line=3)).people
    assert (first.is_expired, first.retention_until) == (True, date(2026, 8, 24))
    assert (second.is_expired, second.is_contact) == (False, True)


def test_rows_of_people_held_already_come_out_under_their_reference():
    ref = Ref("sub-0000000000000001")
    held = row({**ANNA, "address": "旧址"}, held=ref, file="", line=0)
    (person,) = link(held, row({**ANNA, "address": "新址"})).people
    assert (person.held, person.values["address"]) == (ref, "新址")
    assert [source.file for source in person.sources] == ["a.csv"]


def test_a_row_that_matches_two_held_people_is_an_error():
    held = [
        row({**NAME, "mobile": ANNA["mobile"]}, held=Ref("sub-1"), file="", line=0),
        row({"id_number": ANNA["id_number"]}, held=Ref("sub-2"), file="", line=0),
    ]
    assert [error.code for error in link(*held, row(ANNA)).errors] == ["row.held_twice"]


def test_the_work_grows_with_the_rows():
    rows = [
        row({"name": "王虚三", "mobile": f"154{n:08d}", "address": f"路{n}号"}, line=n)
        for n in range(20_000)
    ]
    again = [row(dict(one.values), file="b.csv", line=n) for n, one in enumerate(rows)]
    linked = link(*rows, *again)
    assert len(linked.people) == 20_000
    assert all(len(own.sources) == 2 for own in linked.people)


def test_the_row_of_a_workbook_is_told_with_its_sheet_and_that_of_a_text_with_its_line():
    assert Source("客户.xlsx", "北区", 7, is_in_book=True).place == "客户.xlsx:北区!7"
    assert Source("客户.csv", "客户", 7).place == "客户.csv:7"
