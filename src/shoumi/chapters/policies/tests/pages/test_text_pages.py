"""The text by page: begun from a starter, written, looked at, saved, compared, published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from shoumi.chapters.policies import rules, services, story, texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Item, State
from shoumi.chapters.policies.tests.pages.editor_form import form
from shoumi.chapters.policies.texts import starters
from shoumi.core.terms import HandlerTier, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def newest():
    return PolicyVersion.objects.order_by("-number").first()


def drafted(house, text):
    services.draft(
        items=rules.SHORT,
        register=rules.built_in_register(),
        tier=HandlerTier.SMALL,
        actor=house.dpo,
        at=house.at,
        text=text,
    )
    return newest()


def sent(house, one, told, who=None):
    return signed_in(who or house.dpo).post(f"/policies/{one.ref}/text", told)


def page(who, address, lang="zh"):
    return signed_in(who, lang=lang).get(address).content.decode()


def everybody(address, lang="zh"):
    visitor = Client(headers={"accept-language": "en" if lang == "en" else "zh-CN"})
    answer = visitor.get(address)
    return answer.status_code, answer.content.decode()


def test_a_starter_is_a_draft_whose_gaps_are_named_until_they_are_filled(house):
    given = {"tier": "ORDINARY", "start": "starter"}
    answer = signed_in(house.dpo).post("/policies/do/policy-draft", given)
    assert answer.status_code == 303
    one = newest()
    told = page(house.dpo, f"/policies/{one.ref}")
    assert "草稿，正文还没写全" in told
    for missing in ("公司名称", "个人信息保护负责人", "投诉受理机关及电话", "行使方式"):
        assert missing in told.partition("批准前还缺")[2].partition("</div>")[0]
    assert f"/policies/{one.ref}/text" in told
    assert "/do/policy-approve" not in told
    approve = {"role": "DPO", "is_sure": "on"}
    refused = signed_in(house.dpo).post(f"/policies/{one.ref}/do/policy-approve", approve)
    assert refused.status_code == 422
    assert "处理者的信息没有写全：公司名称、地址" in refused.content.decode()

    text = replace(story.text(), passages=texts.of(one).passages)
    assert sent(house, one, form(one, text)).status_code == 303
    refused = signed_in(house.dpo).post(f"/policies/{one.ref}/do/policy-approve", approve)
    assert "段还有空没有填" in refused.content.decode()


def test_a_preview_shows_what_was_typed_and_keeps_nothing(house):
    one = drafted(house, story.text())
    told = form(one) | {"do": "look", "rights-zh": "**只是看看** <script>x</script>"}
    shown = sent(house, one, told)
    assert shown.status_code == 200
    said = shown.content.decode()
    assert "<strong>只是看看</strong> &lt;script&gt;x&lt;/script&gt;" in said
    assert newest().text_sha256 == one.text_sha256


def test_a_save_keeps_it_gaps_and_all(house):
    one = drafted(house, story.text())
    told = form(one) | {"rights-zh": "{{还没想好}}", "handler-contact": ""}
    answer = sent(house, one, told)
    assert answer.status_code == 303
    saved = page(house.dpo, answer.headers["Location"])
    assert "已保存。批准前还缺：联系方式、第 10 段：还没想好" in saved
    shown = page(house.dpo, answer.headers["Location"], "en")
    assert "passage 10, still to fill in its Chinese: 1" in shown
    stale = sent(house, one, form(one))  # written from what was there before
    assert stale.status_code == 422
    assert "别人改了正文" in stale.content.decode()


def test_a_passage_comes_another_goes_and_an_item_moves(house):
    one = drafted(house, story.text())
    told = form(one) | {"scope-gone": "on", "item-scope": "handler", "item-minors": "new"}
    told |= {"new-title_zh": "孩子", "new-title_en": "Children", "new-zh": "另写。", "new-en": "x"}
    assert sent(house, one, told).status_code == 303
    text = texts.of(newest())
    assert text.saying(Item.SCOPE).code == "handler"
    assert text.saying(Item.MINORS).title == ("孩子", "Children")
    assert "scope" not in {passage.code for passage in text.passages}


def test_an_item_whose_passage_went_is_missing_and_is_completed_from_the_starter(house):
    one = drafted(house, story.text())
    assert sent(house, one, form(one) | {"rights-gone": "on"}).status_code == 303
    one = newest()
    told = page(house.dpo, f"/policies/{one.ref}")
    assert f'href="/policies/{one.ref}/text#field-item-rights"' in told
    assert sent(house, one, form(one) | {"do": "complete"}).status_code == 303
    passage = texts.of(newest()).saying(Item.RIGHTS)
    assert passage.body == starters.starter(HandlerTier.SMALL).saying(Item.RIGHTS).body


def test_what_is_too_long_is_refused_and_stays_on_the_page(house):
    one = drafted(house, story.text())
    long = "长" * (texts.MOST_CHARACTERS + 1)
    answer = sent(house, one, form(one) | {"rights-zh": long})
    assert answer.status_code == 422
    assert long in answer.content.decode()


def test_only_writers_write_and_only_in_drafts(house):
    one = drafted(house, story.text())
    assert sent(house, one, form(one), house.legal).status_code == 403
    assert sent(house, one, form(one), house[people.SERVICE]).status_code == 403
    runs = PolicyVersion.objects.get(state=State.PUBLISHED)
    assert signed_in(house.dpo).get(f"/policies/{runs.ref}/text").status_code == 409


def test_who_approves_sends_the_digest_of_what_was_read(house):
    one = drafted(house, story.text())
    address = f"/policies/{one.ref}/do/policy-approve"
    assert f'value="{one.text_sha256}"' in page(house.dpo, address)
    sent(house, one, form(one) | {"rights-zh": "换过的话。"})
    given = {"role": "DPO", "seen": one.text_sha256, "is_sure": "on"}
    answer = signed_in(house.dpo).post(address, given)
    assert answer.status_code == 422
    assert "别人改了正文" in answer.content.decode()


def test_versions_stand_side_by_side(house):
    one = drafted(house, story.text())
    sent(house, one, form(one) | {"complaints-zh": "先找我们。也可以起诉。<b>"})
    told = page(house.dpo, f"/policies/{one.ref}/compare")
    assert "<ins>先找我们。</ins>" in told
    assert "&lt;b&gt;" in told
    assert "<del>可以先找个人信息保护负责人" in told
    assert "1 段不同" in told
    runs = PolicyVersion.objects.get(state=State.PUBLISHED)
    assert "左边第 1 版，右边第 2 版" in page(house.dpo, f"/policies/{runs.ref}/compare")
    own = signed_in(house.dpo).get(f"/policies/{one.ref}/compare?against={one.ref}")
    assert own.status_code == 404


@pytest.mark.parametrize(
    ("lang", "name", "rights", "body"),
    [
        ("zh", "示例安转企业服务有限公司", "您的权利，怎样行使", "您有权查阅、复制"),
        ("en", "Anzhuan Sample Business Services Co., Ltd.", "Your rights", "You may see, copy"),
    ],
)
def test_the_rules_say_who_handles_and_what_anybody_may_do(house, lang, name, rights, body):
    status, told = everybody("/rules", lang)
    assert status == 200
    for said in (name, rights, body, 'href="#passage-rights"', 'id="passage-rights"', "2026"):
        assert said in told


def test_earlier_versions_are_read_at_addresses_of_their_own_and_drafts_are_not(house):
    first = everybody("/rules/1")[1]
    assert "您有权查阅、复制" in first
    one = drafted(house, story.text())
    assert everybody(f"/rules/{one.number}")[0] == 404
    for role, who in ((Role.DPO, house.dpo), (Role.LEG, house.legal)):
        services.approve(version=one.ref, role=role, actor=who, at=house.at)
    services.publish(version=one.ref, actor=house.dpo, at=house.at)
    assert "被新版代替" in everybody("/rules/1")[1]
    assert 'href="/rules/1"' in everybody("/rules")[1]
    PolicyVersion.objects.filter(number=1).update(passages=[])
    assert everybody("/rules/1")[0] == 404


def test_a_version_without_a_text_says_so_and_prints_nothing_else(house):
    from shoumi.base.tests import authenticated

    found = PolicyVersion.objects.filter(state=State.PUBLISHED)
    authenticated.change(found, passages=[], handler={}, tier="", text_sha256="")
    told = everybody("/rules")[1]
    assert "本版本没有正文。" in told
    assert "处理者名称和联系方式" not in told
    assert "公司名称" not in told
