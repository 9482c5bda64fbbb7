"""How entries about agreements read, with and without their facts."""

from shoumi.base.messages import sentences


def test_facts_stand_in_their_places():
    facts = {"kind": "MUTUAL", "persons": 4, "until": "2028-10-20", "document": "0" * 64}
    assert sentences.sentence("agreement.signed", facts, "zh") == (
        "签署了双方保密协议，共 4 人，有效至 2028-10-20"
    )
    assert sentences.sentence("agreement.signed", facts, "en") == (
        "signed the mutual NDA for 4 people, until 2028-10-20"
    )


def test_one_is_one_and_a_part_without_its_fact_is_left_out():
    assert sentences.sentence("agreement.signed", {"kind": "REVIEWER", "persons": 1}, "en") == (
        "signed the reviewer's NDA for 1 person"
    )
    assert sentences.sentence("agreement.signed", {"kind": "REVIEWER"}, "zh") == (
        "签署了审阅人保密协议，共 — 人"
    )
