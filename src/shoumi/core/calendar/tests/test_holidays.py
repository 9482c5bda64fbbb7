"""Tables of a year: read from the notice or from lines, and refused where they cannot be right."""

from datetime import date

import pytest

from shoumi.core.calendar import Holiday, Rest, china, holidays, notices
from shoumi.core.calendar.tests.notices import NOTICE_2026, NOTICE_2027
from shoumi.core.calendar.years import published


def rest(holiday, first, last=""):
    return Rest(date.fromisoformat(first), date.fromisoformat(last or first), holiday)


def whole(**other):
    """The made-up year as it is checked, with something else in place of a holiday."""
    read = notices.read(NOTICE_2027, 2027)
    rests = [other.get(one.holiday, one) for one in read.rests]
    return [one for one in rests if one], [*read.make_up, *other.get("worked", ())]


def test_the_notice_of_2026_gives_the_table_that_is_shipped():
    read = notices.read(NOTICE_2026, 2026)
    shipped = china().years[2026]
    rests, make_up = holidays.checked(2026, read.rests, read.make_up)
    assert (rests, set(make_up)) == (shipped.rests, shipped.make_up)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_table_gives_as_many_days_as_the_law(year):
    shipped = china().years[year]
    assert holidays.days_gained(shipped.rests, shipped.make_up) == holidays.statutory_days()
    assert holidays.missing_in(shipped.rests) == []


def test_lines_give_the_same_as_the_notice():
    read = notices.read(NOTICE_2027, 2027)
    by_name = "元旦 2027-01-01 2027-01-03\n\n spring：2027年2月5日至2027年2月12日"
    assert notices.rest_lines(by_name) == read.rests[:2]
    assert notices.day_lines("2027-01-31、2027/2/20\n2027.05.08") == read.make_up[:3]
    assert notices.rest_lines("National Mid_Autumn 2027-10-01")[0].holiday == (
        Holiday.NATIONAL_MID_AUTUMN
    )


@pytest.mark.parametrize(
    ("text", "rests", "worked"),
    [
        # Two holidays at once, months of two sentences, a remark that moves nothing.
        (
            "六、国庆节、中秋节：10月1日（周五）至8日放假调休，共8天。9月26日、10月9日上班。",
            [rest(Holiday.NATIONAL_MID_AUTUMN, "2027-10-01", "2027-10-08")],
            ["2027-09-26", "2027-10-09"],
        ),
        (
            "1、春节:2月6日到12日放假。鼓励各单位安排职工在除夕（2月5日）休息。",
            [rest(Holiday.SPRING, "2027-02-06", "2027-02-12")],
            [],
        ),
        ("一、元旦：1月1日（星期五）放假1天，不调休。", [rest(Holiday.NEW_YEAR, "2027-01-01")], []),
        (
            "一、抗战胜利日：9月3日至5日放假，9月12日（星期天）上班。",
            [rest(Holiday.OTHER, "2027-09-03", "2027-09-05")],
            ["2027-09-12"],
        ),
    ],
)
def test_a_paragraph_is_read_as_it_is_meant(text, rests, worked):
    read = notices.read(text, 2027)
    assert list(read.rests) == rests
    assert [day.isoformat() for day in read.make_up] == worked


def test_new_year_may_begin_at_the_weekend_before():
    text = "一、元旦：2022年12月31日（周六）至2023年1月2日（周一）放假调休，共3天。"
    assert notices.read(text, 2023).rests == (rest(Holiday.NEW_YEAR, "2023-01-01", "2023-01-02"),)
    friday = "一、元旦：2027年12月31日（周五）至2028年1月2日放假，共3天。"
    (found,) = notices.read(friday, 2028).rests
    with pytest.raises(holidays.DayOfAnotherYear):
        holidays.checked(2028, [found], [])


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("一、元旦：另行通知。", notices.NoticeUnread),
        ("一、元旦：放假。", notices.NoticeUnread),
        ("一、元旦：1月1日、2日、3日放假。", notices.NoticeUnread),
        ("一、元旦：1月1日、2日放假。", notices.NoticeUnread),
        ("一、元旦：2月30日放假。", notices.NoSuchDay),
        ("一、元旦：1日放假。", notices.NoSuchDay),
        ("一、元旦：1月1日（周四）放假。", notices.WeekdayDiffers),
        ("一、元旦：1月1日至3日放假，共4天。", notices.CountDiffers),
    ],
)
def test_a_notice_that_contradicts_itself_or_the_year_is_refused(text, refusal):
    with pytest.raises(refusal):
        notices.read(text, 2027)


def test_the_notice_of_another_year_is_not_taken_for_this_ones():
    with pytest.raises(notices.WeekdayDiffers):
        notices.read(NOTICE_2026, 2027)


@pytest.mark.parametrize("text", ["", "没有假期"])
def test_a_text_without_a_holiday_is_refused_by_what_is_missing(text):
    read = notices.read(text, 2027)
    with pytest.raises(holidays.HolidayMissing):
        holidays.checked(2027, read.rests, read.make_up)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ("2027-01-01 2027-01-03", notices.NoticeUnread),
        ("元旦", notices.NoticeUnread),
        ("元旦 2027-01-01 2027-01-02 2027-01-03", notices.NoticeUnread),
        ("元旦 2027-02-30", notices.NoSuchDay),
    ],
)
def test_a_line_that_says_no_holiday_is_refused(lines, refusal):
    with pytest.raises(refusal) as refused:
        notices.rest_lines(f"春节 2027-02-05 2027-02-11\n{lines}")
    assert refused.value.facts["line"] == 2


def test_a_line_of_make_up_days_has_one():
    with pytest.raises(notices.NoticeUnread):
        notices.day_lines("周六")


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"new_year": rest(Holiday.NEW_YEAR, "2027-01-03", "2027-01-01")}, holidays.RangeUnfit),
        ({"spring": rest(Holiday.SPRING, "2027-02-05", "2027-02-20")}, holidays.RangeUnfit),
        ({"new_year": rest(Holiday.NEW_YEAR, "2026-12-31", "2027-01-02")},
         holidays.DayOfAnotherYear),
        ({"worked": [date(2028, 1, 1)]}, holidays.DayOfAnotherYear),
        ({"labour": rest(Holiday.LABOUR, "2027-04-05", "2027-04-06")}, holidays.DayTwice),
        ({"worked": [date(2027, 10, 2)]}, holidays.DayTwice),
        ({"worked": [date(2027, 5, 8)]}, holidays.DayTwice),
        ({"worked": [date(2027, 3, 1)]}, holidays.MakeUpNoWeekend),
        ({"dragon_boat": None}, holidays.HolidayMissing),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_right_is_refused(other, refusal):
    with pytest.raises(refusal):
        holidays.checked(2027, *whole(**other))


def test_both_holidays_of_autumn_may_be_one():
    autumn = rest(Holiday.NATIONAL_MID_AUTUMN, "2027-10-01", "2027-10-08")
    rests, make_up = whole(national=autumn, mid_autumn=None)
    assert autumn in holidays.checked(2027, rests, make_up)[0]


@pytest.mark.parametrize(
    ("name", "holiday"),
    [("清明节", Holiday.QINGMING), ("春节、元旦", Holiday.OTHER), ("中秋节、国庆节",
     Holiday.NATIONAL_MID_AUTUMN), ("胜利日", Holiday.OTHER)],
)  # fmt: skip
def test_a_name_becomes_a_closed_word(name, holiday):
    assert holidays.called(name) is holiday


def test_a_calendar_with_a_year_of_its_own_keeps_the_others():
    read = notices.read(NOTICE_2027, 2027)
    calendar = china().with_years([published(2027, "s", read.rests, read.make_up)])
    assert calendar.is_known(date(2027, 3, 1))
    assert not calendar.is_workday(date(2027, 2, 8))
    assert calendar.is_workday(date(2027, 5, 8))
    assert calendar.years[2026] is china().years[2026]
    assert not china().is_known(date(2027, 3, 1))
