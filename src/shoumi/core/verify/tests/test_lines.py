"""Lines of rows: read fast where one is like another, and never read in a second spelling."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.verify.report import Bad, Counted, canonical, canonical_lines


def line(**facts: object) -> bytes:
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


def test_every_line_comes_out_as_it_stands():
    lines = [line(subject="psn-1", lane="SELF"), line(subject="psn-2", lane="SELF"), line(n=1)]
    lines += [line(), b"[1]\n", line(subject="名", lane='"'), line(subject="psn-3", lane="")]
    told = list(canonical_lines(b"".join(lines), "rows"))
    assert told == [each[:-1] for each in lines]
    assert list(canonical_lines(b"", "rows")) == []


@pytest.mark.parametrize(
    "second",
    [
        b'{"subject":"psn-2","lane":"SELF"}',
        b'{"lane":"SELF", "subject":"psn-2"}',
        b'{"lane":"SELF","lane":"SELF","subject":"psn-2"}',
        b'{"lane":"\\u0053ELF","subject":"psn-2"}',
        b'{"lane":"S\x01","subject":"psn-2"}',
        b'{"lane":"\xff","subject":"psn-2"}',
        b'{"lane":"SELF","subject":"psn-2"}\r',
        b"",
    ],
)
def test_a_second_spelling_is_refused_with_its_line(second):
    data = line(lane="SELF", subject="psn-1") + second + b"\n"
    with pytest.raises(Bad) as bad:
        list(canonical_lines(data, "ledger/rows/7.jsonl"))
    assert bad.value.place == "ledger/rows/7.jsonl, line 2"


def test_a_line_that_does_not_end_is_refused():
    with pytest.raises(Bad):
        list(canonical_lines(line(a="b")[:-1], "rows"))


@given(st.lists(st.binary(max_size=8).map(lambda raw: b'{"a":"' + raw + b'"}'), max_size=4))
def test_what_passes_is_what_the_slow_way_passes(lines):
    data = line(a="b") + b"".join(each + b"\n" for each in lines)

    def slow() -> bool:
        try:
            return all(canonical(each) is not None for each in data.split(b"\n")[:-1])
        except Bad:
            return False

    try:
        told = list(canonical_lines(data, "rows"))
    except Bad:
        assert not slow()
    else:
        assert slow()
        assert b"".join(each + b"\n" for each in told) == data


def test_things_are_counted_as_they_pass():
    counted = Counted([b"a", b"b"])
    assert (list(counted), counted.count) == ([b"a", b"b"], 2)
