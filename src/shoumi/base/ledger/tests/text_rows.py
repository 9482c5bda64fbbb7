"""The rows of committed texts as somebody with the database changes them, past every service."""

from __future__ import annotations

from shoumi.base.ledger.models import CommittedText


def kept() -> list[str]:
    return list(CommittedText.objects.order_by("id").values_list("text", flat=True))


def change(position: int, **values: object) -> None:
    assert CommittedText.objects.filter(position=position).update(**values) == 1


def delete(position: int) -> None:
    CommittedText.objects.filter(position=position).delete()


def put_in(position: int, fact: str, text: str) -> None:
    CommittedText.objects.create(position=position, fact=fact, salt=b"0" * 32, text=text)
