import stat

import pytest

from shoumi.base.clock import home
from shoumi.base.clock.home import HomeExists, HomeUnreadable, Kind


def test_a_home_without_the_file_is_a_real_one():
    assert home.kind() is Kind.REAL


@pytest.mark.parametrize("kind", Kind)
def test_a_home_is_of_the_kind_it_was_created_with(kind):
    home.create(kind)
    assert home.kind() is kind
    assert stat.S_IMODE(home.path().stat().st_mode) == 0o600


@pytest.mark.parametrize("second", Kind)
def test_the_kind_is_said_once(second):
    home.create(Kind.DEMO)
    with pytest.raises(HomeExists) as refusal:
        home.create(second)
    assert refusal.value.facts == {"kind": Kind.DEMO}
    assert home.kind() is Kind.DEMO


def test_the_data_folder_is_made_private(settings, tmp_path):
    settings.SHOUMI_HOME = tmp_path / "new"
    home.create(Kind.REAL)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize("text", ["", "kind = 'toy'", "kind", 'sort = "demo"'])
def test_a_file_that_says_nothing_is_refused(text):
    home.path().write_text(text)
    with pytest.raises(HomeUnreadable):
        home.kind()
