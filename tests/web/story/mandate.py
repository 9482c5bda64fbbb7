"""24 August: the deal is made, its sides are named, the mandate is given."""

from __future__ import annotations

from tests.web.story import house
from tests.web.story.cast import CONSULTANT, HOLDER, SELLER
from tests.web.story.walk import Tale


def tell(tale: Tale) -> None:
    tale.go(8, 24, 10)
    creates(tale)
    _names_others(tale)
    admits_sides(tale)
    early = tale.opens(CONSULTANT, "mandate", refused="还不能")
    tale.stage("条件不齐，委托打不开", early, "还缺")
    gives_mandate(tale)


def creates(tale: Tale, deal_type: str = "equity") -> None:
    made = tale.act(
        CONSULTANT,
        "/deals",
        "deal-create",
        deal_type=deal_type,
        title=f"{tale.companies.target}转让",
        target=tale.companies.target,
        target_code=tale.companies.target_code,
        seller=SELLER,
        seller_person=SELLER,
        buyer=tale.companies.buyer,
        buyer_code=tale.companies.buyer_code,
        buyer_person=tale.companies.buyer_person,
    )
    tale.deal = made.page.url.removeprefix(tale.served.site).partition("?")[0]
    tale.stage("建立转让", made, "转让已建立，里程碑都在等")


def _names_others(tale: Tale) -> None:
    tale.act(CONSULTANT, tale.deal, "deal-party", role="其他股东", name=HOLDER, person=HOLDER)
    done = tale.act(
        CONSULTANT,
        tale.deal,
        "deal-party",
        role="供应商",
        name=tale.companies.vendor,
        uscc=tale.companies.vendor_code,
    )
    tale.stage("登记其他股东与供应商", done, "当事方已登记")


def admits_sides(tale: Tale) -> None:
    """Either side gets its role, for this deal alone."""
    house.asks(tale, SELLER, "TR", deal=tale.companies.target)
    house.asks(tale, tale.companies.buyer_person, "TE", deal=tale.companies.target)
    house.grants(tale, 2)


def gives_mandate(tale: Tale) -> None:
    tale.file(CONSULTANT, "notice_17")
    tale.opens(CONSULTANT, "intake")
    done = tale.finishes(CONSULTANT, "intake")
    tale.stage("意向登记", done, "里程碑已完成")
    papers = ("service_agreement", "terms_accepted", "kyc_consent", "authority")
    tale.file_all(CONSULTANT, *papers)
    tale.opens(CONSULTANT, "mandate")
    done = tale.finishes(CONSULTANT, "mandate")
    tale.stage("委托签约与实名核验", done, "里程碑已完成")
