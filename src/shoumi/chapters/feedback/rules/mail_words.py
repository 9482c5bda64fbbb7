"""What the mails say that the house sends by itself."""

from __future__ import annotations

from datetime import date

from shoumi.core.messages import Lang

_RECEIPT = {
    "zh": (
        "您好：\n\n您的来信已经收到，登记为 DSR-{number:04d}，最迟 {due} 答复您。"
        "{link}\n\n要补充，直接回复这封邮件。邮件里请不要写身份证号、银行卡号。\n\n"
        "这封信是自动发出的。\n"
    ),
    "en": (
        "Hello,\n\nyour mail arrived. It is DSR-{number:04d} and will be answered by {due} at the "
        "latest.{link}\n\nTo add something, answer this mail. Please write no numbers of identity "
        "papers or bank cards in a mail.\n\nThis mail was sent automatically.\n"
    ),
}
_LINK = {
    "zh": "期限和答复也可以在这里看，请不要转给别人：\n{address}",
    "en": " Clock and answer can be read here too; please hand the address to nobody:\n{address}",
}
_TRIAL = (
    "渠道试验 · Trial of the channel",
    (
        "这封信用来试公布的邮箱通不通，收到后自动记下，不用回复。\n\n"
        "This mail tries the published address. It is noted when it arrives; nobody answers it.\n"
    ),
)


def receipt(lang: Lang, number: int, due: date, address: str) -> str:
    """``address``  where the person reads it; empty where the house has no public one"""
    link = _LINK[lang].format(address=address) if address else ""
    return _RECEIPT[lang].format(number=number, due=due, link=link)


def trial() -> tuple[str, str]:
    """Subject and text."""
    return _TRIAL
