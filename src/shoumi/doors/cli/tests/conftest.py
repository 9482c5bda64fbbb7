"""A demo home with its cast, and ``shoumi`` called as on a command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from shoumi.base.accounts.models import Person
from shoumi.base.clock import home as homes
from shoumi.base.clock import services as clocks
from shoumi.base.collection_notices.tests.handed_in import told_at_collection
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.deals.tests.stages import reach
from shoumi.base.tests.kept import kept
from shoumi.base.vault import services as vault
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage
from shoumi.doors.cli import main
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.demo import made_up_papers

BEGIN = datetime(2026, 8, 24, 1, tzinfo=UTC)

# Made-up people: numbers that no network assigns (154 0000) and a region that does not exist (99).
CUSTOMERS = """客户编号,姓名,手机号,地址,区县,出生日期,服务类型,年消费额,销户日期
C001,陈虚安,15400001001,示例省虚构市样本路1号,样本区,1989-03-04,日常保洁,1200,
C002,李虚柏,15400001002,示例省虚构市样本路2号,样本区,1979-05-14,日常保洁,800,
C003,王虚晨,15400001003,示例省虚构市样本路3号,样本区,1990-07-24,月嫂,3000,
C004,赵虚丹,15400001004,示例省虚构市样本路4号,样本区,1985-01-02,月嫂,2500,
C005,钱虚恩,15400001005,示例省虚构市样本路5号,样本区,1975-11-30,日常保洁,500,2021-01-05
"""
CHANGED = (
    CUSTOMERS.replace("样本路1号", "样本路9号")
    .replace("C005,钱虚恩", "C006,孙虚帆")
    .replace("15400001005", "15400001006")
    .replace(",2021-01-05", ",")
)


@pytest.fixture
def empty(home, monkeypatch):
    """No home yet; ``shoumi`` speaks Chinese."""
    monkeypatch.setenv("SHOUMI_LANG", "zh")
    monkeypatch.delenv("SHOUMI_AS", raising=False)
    return home


@pytest.fixture
def shoumi(monkeypatch):
    """``shoumi("deal", "list")`` -> exit code, output; for ``--json`` each line and the first."""

    def call(*args, **options):
        given = [str(arg) for arg in args]
        monkeypatch.setattr(sys, "argv", ["shoumi", *given])
        result = CliRunner().invoke(main, given, **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        told = [json.loads(line) for line in result.stdout.splitlines() if "--json" in given]
        return SimpleNamespace(
            exit_code=result.exit_code,
            out=result.stdout,
            err=result.stderr,
            json=told[0] if told else None,
            lines=told,
        )

    return call


@pytest.fixture
def yes(shoumi):
    """As ``shoumi --json``, which must succeed; gives the document."""

    def call(*args, **options):
        result = shoumi(*args, "--json", **options)
        assert result.exit_code == 0, result.err
        assert len(result.lines) == 1
        return result.json

    return call


@pytest.fixture
def no(shoumi):
    """As ``shoumi``, which must be refused with words; gives them."""

    def call(*args, **options):
        result = shoumi(*args, **options)
        assert result.exit_code == 1, result.out + result.err
        assert result.err
        return result.err

    return call


@pytest.fixture
def approved(shoumi, yes):
    """Asks for what takes two persons, and has the head say yes; what follows is to give it again.

    Gives the reference of the request.
    """

    def call(*args):
        asked = shoumi(*args, "--json")
        assert asked.exit_code == 1, asked.out
        yes("approval", "approve", asked.json["approval"], "--as", people.HEAD)
        return asked.json["approval"]

    return call


class Built(NamedTuple):
    """As far as the test asks for it."""

    people: Mapping[str, Ref]
    deal: str = ""


@pytest.fixture
def built(request, empty) -> Built:
    """The home, the furthest state that the test names put back at once."""

    def deal():
        return Built(begun(), made_deal(*map(request.getfixturevalue, ("yes", "grant"))))

    def stocked():
        made = deal()
        stock(made.deal, *map(request.getfixturevalue, ("customers", "yes")))
        return made

    def signed():
        made = stocked()
        request.getfixturevalue("sign")(made.deal)
        return made

    if "signed" in request.fixturenames:
        return kept("demo home before its campaign", signed)
    if "stocked" in request.fixturenames:
        return kept("demo home with customers", stocked)
    if "deal" in request.fixturenames:
        return kept("demo home with a deal", deal)
    return kept("demo home", lambda: Built(begun()))


def begun():
    homes.create(homes.Kind.DEMO)
    vault.setup(at=BEGIN)
    clocks.start_story(at=BEGIN, actor=SYSTEM)
    return people.assemble(BEGIN)


@pytest.fixture
def house(built):
    """A demo home at the beginning of the story, with people, a policy and statements."""
    return built.people


@pytest.fixture
def grant(yes):
    def call(name, role, deal):
        ask = yes("person", "grant", "request", name, role, "--deal", deal, "--as", people.DPO)
        yes("person", "grant", "approve", ask["ref"], "--as", people.HEAD)

    return call


@pytest.fixture
def deal(built):
    """The number of an asset deal whose seller and buyer act for themselves."""
    return built.deal


def made_deal(yes, grant):
    made = yes(
        "deal", "create", "--type", "asset", "--title", "云岚转让",
        "--target", "云岚虚构家政服务有限公司,91990000MA0DEM0213",
        "--seller", f"{people.SELLER},@{people.SELLER}",
        "--buyer", f"海棠虚构科技有限公司,91990000MA0DEM03XT,@{people.BUYER}",
        "--as", people.CONSULTANT,
    )  # fmt: skip
    grant(people.SELLER, "TR", made["number"])
    grant(people.BUYER, "TE", made["number"])
    return made["number"]


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(made_up_papers.pdf("made up"))
    return path


@pytest.fixture
def customers(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS, "utf-8")
    return path


@pytest.fixture
def stocked(built, customers):
    """The deal with five customers in its data set."""
    return built.deal


def tell(deal):
    """The notice of the deal's data set is handed in, and covers it."""
    officer = Ref(Person.objects.get(name=people.DPO).ref)
    told_at_collection(DataSet.objects.get(deal__number=deal), actor=officer, at=BEGIN)


def stock(deal, customers, yes):
    yes(
        "deal", "dataset", deal, "customers", "客户档案",
        "--recipient-kind", "other", "--as", people.DPO,
    )  # fmt: skip
    tell(deal)
    reach(Ref(deals.by_number(deal).ref), DealStage.INVENTORY, at=BEGIN)
    yes("intake", "run", customers, "--deal", deal, "--as", people.DPO)
