"""Dots: nobody is rounded away, and a dot for many says so."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures import crowds
from shoumi.base.pages.figures.tests import samples as s

amounts = st.lists(st.integers(0, 400_000), min_size=4, max_size=4)


def crowd(counts):
    return [f.Crowd(answer, count) for answer, count in zip(f.Answer, counts, strict=True)]


@given(amounts)
def test_dots_and_their_table_count_the_same_and_nobody_is_rounded_away(counts):
    given = crowd(counts)
    each = crowds.people_in_a_dot(given)
    told = crowds.shares(given)
    assert [int(row[1]) for row in f.dots_table(given, "zh").rows] == counts
    for count, dots in zip(counts, told, strict=True):
        assert (dots == 0) == (count == 0)
        assert dots * each >= count > (dots - 1) * each or count == 0
    assert sum(told) <= crowds.MOST_DOTS + len(counts)


@given(st.lists(st.integers(0, 250), min_size=4, max_size=4), st.sampled_from([38, 76]))
def test_up_to_a_thousand_one_dot_is_one_person(counts, columns):
    figure = f.dots(crowd(counts), "zh", columns)
    assert figure.count("M") - figure.count("</title>") + 1 == sum(counts)
    assert f.dot_words(crowd(counts), "zh") == "一点一人"


def test_a_dot_that_stands_for_many_says_so():
    given = crowd([30_000, 2, 0, 0])
    assert crowds.people_in_a_dot(given) == 50
    assert "一点代表 50 人" in f.dots(given, "zh")
    assert "up to 50 people" in f.dots(given, "en")


def test_the_crowd_of_the_design_fills_its_grid():
    tree = ElementTree.fromstring(f.dots(s.CROWD, "zh"))
    assert (tree.get("viewBox"), len(tree.findall("path"))) == ("0 0 706.8 120.9", 4)
