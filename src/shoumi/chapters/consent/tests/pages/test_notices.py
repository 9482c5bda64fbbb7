"""A notice from its outline: written, seen as customers see it, approved as it was seen."""

from __future__ import annotations

import hashlib
import html
from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.documents import store
from shoumi.base.jobs import sealed_staging
from shoumi.base.ledger import reader
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.queries import covered_fields
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
ASKED = Instrument.ART23_SEPARATE_CONSENT
WRITTEN = {name: f"写明{name}" for name in rules.outline(ASKED) if name != "categories"}
TEXT: dict[str, object] = {**WRITTEN, "fields_contact": ["name", "mobile"]}
PRINTED = "姓名与联系方式（姓名、手机号）"


def write(house, who=None, instrument=ASKED, **given):
    visitor = signed_in(who or house.legal)
    return visitor.post(f"/deals/{house.deal}/notices/{instrument.value}", given)


def digest_of(answer):
    return answer.content.decode().partition('name="seen" value="')[2].partition('"')[0]


def written(house, who=None, **more):
    """A text that was seen and laid before another person."""
    text = {**TEXT, **more}
    seen = digest_of(write(house, who, do="look", **text))
    assert write(house, who, do="write", seen=seen, **text).status_code == 303
    return NoticeDraft.objects.latest("id")


def answered(house, draft, act="approve", who=None):
    return signed_in(who or house.dpo).post(
        f"/notices/{draft.ref}/do/notice-{act}", {"is_sure": "on"}
    )


def approved(house, **more):
    assert answered(house, written(house, **more)).status_code == 303
    return Notice.objects.latest("id")


@pytest.mark.parametrize("instrument", rules.CONTENTS)
def test_the_form_asks_for_what_the_law_wants_said(house, instrument):
    answer = signed_in(house.dpo).get(f"/deals/{house.deal}/notices/{instrument.value}")
    form = answer.content.decode()
    for name, is_wanted in rules.outline(instrument).items():
        if name == "categories":
            assert form.count('name="fields_contact"') == 4
            continue
        field = form.partition(f'<textarea name="{name}"')[2].partition(">")[0]
        assert field, name
        assert ("required" in field) is is_wanted, name
    assert rules.CONTENTS[instrument] <= rules.outline(instrument).keys()


def test_what_is_missing_is_said_at_its_field_and_nothing_is_stored(house):
    answer = write(house, do="look", **{**TEXT, "refusal": " "})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"refusal"}
    assert not Notice.objects.exists()


def test_it_is_seen_in_both_languages_before_it_is_approved(house):
    visitor = signed_in(house.dpo)
    head = reader.size()
    answer = visitor.post(f"/deals/{house.deal}/notices/{ASKED.value}", {"do": "look", **TEXT})
    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert 'aria-label="中文页"' in shown
    for words in (
        *("您同意吗", "Do you agree?", "写明purpose", "写明controller_contact"),
        *(
            "为什么要",
            "Who asks",
            "And if you refuse",
            "我们最多再提醒一次",
            "One reminder at most",
        ),
    ):
        assert words in shown, words
    assert not Notice.objects.exists()
    assert reader.size() == head, "to look is no act"


def test_only_what_was_seen_is_approved(house):
    seen = digest_of(write(house, do="look", **TEXT))
    for given in ({"seen": ""}, {"seen": seen, "purpose": "别的"}):
        answer = write(house, do="write", **{**TEXT, **given})
        assert answer.status_code == 422
        assert "还没有提交" in answer.content.decode()
    assert not NoticeDraft.objects.exists()
    one = approved(house)
    assert one.contents == {**WRITTEN, "categories": PRINTED}
    assert covered_fields.of_notice(one) == {"name", "mobile"}
    line = reader.entry(one.position).line()
    assert (line.tag, line.actor) == ("notice.approved", house.dpo)


def test_a_text_that_names_no_field_is_no_text(house):
    answer = write(house, do="look", **WRITTEN)
    assert answer.status_code == 422
    assert "信息种类" in answer.content.decode()
    assert not Notice.objects.exists()


def test_what_is_not_registered_for_the_handover_cannot_be_ticked(house):
    form = signed_in(house.dpo).get(f"/deals/{house.deal}/notices/{ASKED.value}").content.decode()
    assert 'value="mobile"' in form
    assert 'value="bank_account"' not in form
    assert "3 级" in form.partition('value="mobile"')[2].partition("</label>")[0]
    assert write(house, do="look", **{**TEXT, "fields_contact": ["wechat"]}).status_code == 422
    assert not Notice.objects.exists()


def test_the_page_of_a_text_says_which_fields_it_covers_and_which_words_are_none(house):
    one = approved(house, words_contact="怎么找到您")
    visitor = signed_in(house.dpo)
    page = visitor.get(f"/notices/{one.ref}").content.decode()
    assert "怎么找到您（姓名、手机号）" in page
    assert "name and contact (name, mobile number)" in page
    Notice.objects.filter(pk=one.pk).update(
        categories=[], contents={"categories": "姓名、客户资料"}
    )
    page = visitor.get(f"/notices/{one.ref}").content.decode()
    assert "客户资料" in page.partition("没有对应字段的用词")[2].partition("</dd>")[0]


def test_versions_are_listed_with_who_and_when(house):
    first, second = approved(house), approved(house, purpose="第二版")
    visitor = signed_in(house.dpo)
    listed = visitor.get(f"/notices?deal={house.deal}").content.decode()
    assert listed.index(second.sha256[:16]) < listed.index(first.sha256[:16])
    assert listed.partition("<tbody")[2].partition("</tbody")[0].count(people.DPO) == 2
    page = visitor.get(f"/notices/{first.ref}").content.decode()
    assert first.sha256 in page
    assert people.DPO in page
    assert "Do you agree?" in html.unescape(page)


def test_the_list_costs_the_same_however_many_there_are(house, django_assert_max_num_queries):
    def asked() -> int:
        visitor = signed_in(house.dpo)
        visitor.get(f"/notices?deal={house.deal}")
        with django_assert_max_num_queries(60) as told:
            assert visitor.get(f"/notices?deal={house.deal}").status_code == 200
            return len(told)

    approved(house)
    few = asked()
    for n in range(5):
        approved(house, purpose=f"再一版 {n}")
    assert asked() == few > 3


def test_no_one_else_writes_and_a_stranger_finds_none(house, stranger):
    one = approved(house)
    assert write(house, house[people.SERVICE], do="look", **TEXT).status_code == 403
    outsider = signed_in(stranger)
    for address in (f"/notices/{one.ref}", f"/notices?deal={house.deal}"):
        assert outsider.get(address).status_code == 404
    assert signed_in(house.dpo).get(f"/deals/{house.deal}/notices/CHAT").status_code == 404


def test_writing_begins_on_the_deals_page(house):
    Handing(house)
    visitor = signed_in(house.dpo)
    address = f"/deals/{house.deal}/do/notice-begin"
    assert address in visitor.get(f"/deals/{house.deal}").content.decode()
    answer = visitor.post(address, {"instrument": ASKED.value})
    assert answer.headers["Location"] == f"/deals/{house.deal}/notices/{ASKED.value}"
    form = visitor.get(answer.headers["Location"]).content.decode()
    assert "海棠虚构科技" in form, "what the deal knows stands there already"


# A paper of one's own

PDF = b"%PDF-1.7\n" + bytes(range(256))


def file(content=PDF):
    return SimpleUploadedFile("notice.pdf", content, "application/pdf")


def slip_of(answer):
    return answer.content.decode().partition('name="slip" value="')[2].partition('"')[0]


def look(house, **more):
    """The page after a look, and what an approval of it has to send."""
    answer = write(house, do="look", **{**TEXT, **more})
    return answer, {**TEXT, "seen": digest_of(answer), "slip": slip_of(answer)}


def kept_paper():
    return store.get(Ref(Notice.objects.latest("id").document))


def test_a_paper_of_ones_own_is_brought_once_and_kept_as_it_came(house):
    answer, seen = look(house, paper=file())
    assert hashlib.sha256(PDF).hexdigest() in answer.content.decode()
    assert not any(PDF in one.read_bytes() for one in sealed_staging.folder().iterdir()), (
        "it lies sealed"
    )
    assert write(house, do="write", **seen).status_code == 303
    draft = NoticeDraft.objects.get()
    brought = signed_in(house.dpo).get(f"/notices/{draft.ref}/paper")
    assert brought.content == PDF, "who approves it can read it"
    assert answered(house, draft).status_code == 303
    assert kept_paper() == PDF
    assert list(sealed_staging.folder().iterdir()) == [], "it waits no longer"


def test_it_stays_while_the_text_is_mended_and_without_it_one_is_made(house):
    _, seen = look(house, paper=file())
    answer = write(house, do="look", **{**seen, "refusal": " "})
    assert slip_of(answer) == seen["slip"]
    _, again = look(house, slip=seen["slip"], purpose="第二版")
    assert again["slip"] == seen["slip"]
    _, bare = look(house, slip=seen["slip"], without="on")
    assert bare["slip"] == ""
    assert write(house, do="write", **bare).status_code == 303
    assert answered(house, NoticeDraft.objects.get()).status_code == 303
    assert kept_paper().startswith(b"%PDF-")
    assert kept_paper() != PDF


def test_another_paper_than_the_one_that_was_seen_is_not_approved(house):
    _, seen = look(house, paper=file())
    for given in ({"paper": file(PDF + b"more")}, {"slip": ""}, {"without": "on"}):
        answer = write(house, do="write", **{**seen, **given})
        assert answer.status_code == 422
        assert "还没有提交" in answer.content.decode()
    assert not Notice.objects.exists()


def test_what_is_no_pdf_is_refused_and_the_one_before_stays(house):
    _, seen = look(house, paper=file())
    answer = write(house, do="look", **{**seen, "paper": file(b"PK\x03\x04 a workbook")})
    assert answer.status_code == 422
    assert "notice.pdf" in "".join(answer.context["refused"][:2])
    assert slip_of(answer) == seen["slip"]


@pytest.mark.parametrize("case", ["none", "of somebody", "of another deal", "something else"])
def test_what_waits_for_somebody_else_is_not_taken(house, case):
    told = {"actor": house.legal, "deal": house.deal, "pdf": b64encode(PDF).decode()}
    told |= {"of somebody": {"actor": house.dpo}, "of another deal": {"deal": "deal-x"}}.get(
        case, {}
    )
    slip = sealed_staging.write(told, house.deal, house.at) if case != "none" else "doc-none"
    if case == "something else":
        slip = sealed_staging.put(b"\x00\xff", house.deal, house.at)
    answer = write(house, do="look", **{**TEXT, "slip": slip})
    assert answer.status_code == 422
    assert "已经删掉" in "".join(answer.context["refused"][:2])
    assert PDF.hex() not in answer.content.hex()
