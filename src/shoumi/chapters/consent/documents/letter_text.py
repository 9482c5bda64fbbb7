"""What the letters of a campaign say, from the notice that was approved: all of it, and how to
answer.  Nobody is named."""

from __future__ import annotations

from shoumi.base.correspondence.channels.text import Text
from shoumi.base.correspondence.rules import Occasion
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import names
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.queries import covered_fields
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument

_CODE = "您的回执码："


def of(campaign: Campaign, occasion: Occasion = Occasion.NOTICE) -> Text:
    """The text of a campaign whose ``notice`` was judged by the caller."""
    contents = campaign.notice.contents
    asks = rules.asks_consent(Instrument(campaign.instrument))
    keeper = contents.get("controller") or _keeper(Ref(campaign.deal))
    told = [
        (names.of_code("consent.contents", name, "zh"), _said(campaign, name))
        for name in rules.outline(Instrument(campaign.instrument))
        if contents.get(name, "").strip()
    ]
    return Text(
        subject=_subject(asks=asks, occasion=occasion),
        greeting="尊敬的客户：",
        lead=_lead(keeper, asks=asks, occasion=occasion),
        parts=told,
        how=(
            "请打开下面的网址，或者扫二维码，查看全文并答复；网址是您专用的，请不要转给别人。"
            if asks
            else "请打开下面的网址，或者扫二维码，查看全文；您不愿意的，可以在那里提出异议。"
        ),
        code_words=_CODE,
        closing=(
            (
                "同意或者不同意都可以，同意了也可以随时撤回。不答复，算不同意，现有的服务照常。"
                if asks
                else "您不答复，原有的服务照常。"
            ),
            keeper,
        ),
    )


def _keeper(deal: Ref) -> str:
    return next((own.name for own in deals.parties(deal, PartyRole.TARGET)), "")


def _said(campaign: Campaign, name: str) -> str:
    """Categories are printed with the fields that each covers."""
    if name != "categories":
        return str(campaign.notice.contents[name]).strip()
    found = covered_fields.categories(campaign.notice)
    return "、".join(one.printed("zh") for one in found)


def _subject(*, asks: bool, occasion: Occasion) -> str:
    about = "个人信息单独同意的征询" if asks else "个人信息转移告知"
    return f"提醒：{about}" if occasion is Occasion.REMINDER else about


def _lead(keeper: str, *, asks: bool, occasion: Occasion) -> str:
    if occasion is Occasion.REMINDER:
        return f"{keeper}此前就您的个人信息征求过您的意见，还没有收到答复。只提醒这一次。"
    if asks:
        return f"{keeper}就您的个人信息征求您的意见，只问一件事，由您决定。"
    return f"{keeper}就您的个人信息依法告知您。"
