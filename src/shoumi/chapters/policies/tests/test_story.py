from types import SimpleNamespace

import pytest

from shoumi.base.intake.plan import plan
from shoumi.chapters.policies import rules, story
from shoumi.core.terms import HandlerTier
from shoumi.doors.demo import sample_customers, sample_files


@pytest.mark.parametrize(
    ("customers", "tier"), [(99_999, HandlerTier.SMALL), (100_000, HandlerTier.ORDINARY)]
)
def test_the_policy_tells_as_much_as_a_handler_of_that_size_must(customers, tier):
    assert story.tier(SimpleNamespace(customers=customers, is_own_data=False)) is tier


def test_how_many_the_readers_files_hold_is_not_known_at_the_start():
    told = SimpleNamespace(customers=1000, is_own_data=True)
    assert story.tier(told) is HandlerTier.ORDINARY


@pytest.mark.slow
def test_a_large_company_is_read_without_a_doubt(tmp_path):
    """Sixty thousand people in the files as they are handed over: all found, none confused."""
    many = sample_customers.customers(60_000)
    paths = sample_files.write(tmp_path / "company", many)
    register = rules.read_register(rules.built_in_register())
    made = plan(paths, register, sample_customers.TODAY, allow_synthetic=True)
    made.require()
    assert made.counts["people"] == 60_000
    assert made.counts["expired"] == 720
    assert made.counts["children"] == 360
    assert list(made.doubtful) == []
