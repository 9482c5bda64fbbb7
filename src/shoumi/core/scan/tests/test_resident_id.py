from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from shoumi.core.scan.recognisers import resident_id
from shoumi.core.scan.tests.spans import TODAY, of

SAMPLE = "11010519491231002X"  # printed in GB 11643-1999
OLDER = "440524188001010014"  # the other sample printed there


def made(seventeen):
    """Seventeen digits with their check character, by the oracle."""
    return seventeen + ric.calc_check_digit(seventeen + "0")


def says_oracle(number):
    """The oracle raises KeyError for a region that it half knows."""
    try:
        return ric.is_valid(number)
    except KeyError:
        return False


HONG_KONG, MACAU, TAIWAN = (made(f"{region}18800101001") for region in (810000, 820000, 830000))
FOREIGN = made("931156" + "18800101" + "001")  # 9, Shanghai, China's numeric code
NOWHERE = made("999156" + "18800101" + "001")


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        (SAMPLE, ["VALID"]),
        (OLDER, ["VALID"]),
        (SAMPLE.lower(), ["VALID"]),
        (f"他的{SAMPLE}已核对", ["VALID"]),
        ("110105 19491231 002X", ["VALID"]),
        ("110105-19491231-002X", ["VALID"]),
        ("1101 0519 4912 3100 2X", ["VALID"]),
        ("１１０１０５１９４９１２３１００２Ｘ", ["VALID"]),
        ("110105194912310021", []),  # check character wrong
        ("身份证号码：110105194912310021", ["SUSPECT"]),
        ("id_no: 110105194912310021", ["SUSPECT"]),
        ("911010519491231002X", []),  # part of a longer number
        ("A11010519491231002X", []),
        ("0.11010519491231002X", []),
        ("11010519491231002X.5", []),
        ("110105194912310021-7", []),
        ("订单号11010519491231002X", []),
        ("990000198002291012", ["SHAPE"]),  # invented: region 990000
        ("身份证990000198002291012", ["SUSPECT"]),
        ("990000198002301012", []),  # 30 February
        (HONG_KONG, ["VALID"]),
        (MACAU, ["VALID"]),
        (TAIWAN, ["VALID"]),
        (FOREIGN, ["VALID"]),
        (NOWHERE, ["SHAPE"]),
        ("810000450101001", ["SHAPE"]),  # fifteen digits: nothing checks them
        ("身份证810000450101001", ["VALID"]),
        ("身份证990000450101001", ["SUSPECT"]),
        ("810000451301001", []),
    ],
)
def test_resident_numbers(text, grades):
    assert [grade for _, grade in of("RESIDENT_ID", text)] == grades


def test_someone_born_after_today_has_no_number():
    tomorrow = made("110105" + "20261125" + "001")
    assert of("RESIDENT_ID", tomorrow) == []
    assert of("RESIDENT_ID", made("110105" + "20261124" + "001"))[0][1] == "VALID"


def test_nobody_was_numbered_before_1850():
    assert of("RESIDENT_ID", made("110105" + "18491231" + "001")) == []


@given(st.from_regex(r"[1-9][0-9]{16}", fullmatch=True))
def test_the_check_digit_is_the_oracles(seventeen):
    assert resident_id.check_digit(seventeen) == ric.calc_check_digit(seventeen + "0")


@given(
    st.sampled_from(["110101", "110105", "310101", "310104", "120101", "990000", "119999"]),
    st.dates(date(1850, 1, 1), TODAY),
    st.integers(1, 999),
    st.sampled_from("0123456789X"),
)
def test_valid_is_what_the_oracle_calls_valid(region, born, sequence, check):
    number = f"{region}{born:%Y%m%d}{sequence:03d}{check}"
    is_found = "VALID" in [grade for _, grade in of("RESIDENT_ID", number)]
    assert is_found == says_oracle(number)
