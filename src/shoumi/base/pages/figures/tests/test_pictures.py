"""The doors, the matrix of risks and the path from company to company."""

from xml.etree import ElementTree

from shoumi.base.pages import figures as f
from shoumi.base.pages.figures.tests import samples as s


def test_a_table_of_doors_counts_those_that_are_shut():
    table = f.doors_table(s.DOORS, "zh")
    assert table.caption == "13 扇门，4 扇关着，0 扇没人守"
    assert table.rows[1] == ("个人信息角色", "1 人关", "19.3")


def test_the_matrix_shows_each_risk_where_it_was_and_where_it_is_left():
    tree = ElementTree.fromstring(f.matrix(s.RISKS, "zh"))
    told = [text.text for text in tree.iter("text") if "matrix-number" in text.get("class")]
    assert sorted(told) == ["1", "1", "2", "2", "3"]  # what no measure moved stands once
    assert tree[0].text == "3 项风险，最高是“高”，采取措施后是“中”。"
    blocked = [path for path in tree.iter("path") if "s-cinfill" in path.get("class")]
    assert len(blocked) == 6


def test_more_risks_than_a_square_has_room_for_are_in_the_table():
    many = [s.RISKS[2]] * 11
    tree = ElementTree.fromstring(f.matrix(many, "en"))
    assert len(list(tree.iter("circle"))) == 8
    assert len(f.matrix_table(many, "en").rows) == 11


def test_a_long_company_name_stays_inside_the_picture_on_a_phone():
    long = ("海棠虚构科技有限公司", "Haitang")
    tree = ElementTree.fromstring(f.path_picture(long, long, "zh"))
    width, height = map(float, tree.get("viewBox").split()[2:])
    phone = 19  # font size on a phone, in units of the picture
    for one in tree.iter("tspan"):
        half = len(one.text or "") * phone / 2
        assert half <= float(one.get("x")) <= width - half, one.text
        assert float(one.get("y")) < height
