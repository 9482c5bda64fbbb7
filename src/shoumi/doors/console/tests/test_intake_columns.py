"""One heading in several files is decided once, and of each file otherwise where a person says so;
every place of a problem can be seen."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.doors.tests import datasets
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_OLD = "姓名,手机号,暗号\n虚构甲,15400001111,芝麻\n"
_NEW = "姓名,手机号,暗号\n虚构乙,15400002222,开门\n"


@pytest.fixture
def brings(house):
    """Who brings files, by name and text; where they wait."""
    made = datasets.customers(house)
    visitor = signed_in(house.dpo)

    def bring(**texts):
        files = [SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in texts.items()]
        answer = visitor.post(
            f"/deals/{house.deal}/do/intake-bring",
            {"dataset": made.ref, "files": files},
            secure=True,
        )
        assert answer.status_code == 303, answer.content.decode()
        return visitor, answer.headers["Location"].partition("?")[0]

    return bring


def _read(visitor, address, choices=None):
    assert visitor.post(address, choices or {}, secure=True).status_code == 303
    worked()
    return visitor.get(address).content.decode()


def _form(text):
    """The form as it stands, and the number of the row of 暗号."""
    keys = {}
    for name, key in re.findall(r'name="(key-\d+)"\s+value="([^"]*)"', text):
        keys.setdefault(name, []).append(unescape(key))
    (number,) = {name.removeprefix("key-") for name, own in keys.items() if own[0].endswith("暗号")}
    return {"columns": str(len(keys)), **keys}, number


def test_a_heading_of_two_files_is_one_row_that_names_both(brings):
    visitor, address = brings(old=_OLD, new=_NEW)
    text = _read(visitor, address)
    assert "先对列：1 列要你定" in text
    assert text.count('row-strong" lang="zh">暗号') == 1
    said, number = _form(text)
    keys = re.findall(rf'name="key-{number}"\s+value="([^"]*)"', text)
    assert [unescape(key).partition(":")[0] for key in keys] == ["old.csv", "new.csv"]
    assert "可以导入" in _read(visitor, address, said | {f"to-{number}": "-"})


def test_of_each_file_it_may_be_said_otherwise(brings):
    visitor, address = brings(old=_OLD, new=_NEW)
    said, number = _form(_read(visitor, address))
    said |= {f"to-{number}": "-", f"to-{number}-1": "remark"}
    text = _read(visitor, address, said)
    assert "可以导入" in text
    # What is not read alike any more are two rows.
    assert text.count('row-strong" lang="zh">暗号') == 2
    assert re.search(r'<option\s+value="remark"\s+selected', text)


def test_one_file_alone_has_nothing_to_split(brings):
    visitor, address = brings(old=_OLD)
    assert "要分开定" not in _read(visitor, address)


def test_every_place_of_a_problem_can_be_seen(brings):
    bad = "".join(f"虚构{n},15{n},\n" for n in range(6))
    visitor, address = brings(one=f"姓名,手机号,地址\n{bad}虚构甲,15400001111,\n")
    text = _read(visitor, address)
    assert "全部 6 处" in text
    for line in range(2, 8):
        assert f"one.csv:{line}" in text


def test_beyond_a_hundred_places_the_page_says_where_the_rest_is(brings):
    bad = "".join(f"虚构甲,15{n},\n" for n in range(120))
    visitor, address = brings(one=f"姓名,手机号,地址\n{bad}虚构甲,15400001111,\n")
    text = _read(visitor, address)
    assert "全部 120 处" in text
    assert "列出前 100 处" in text
