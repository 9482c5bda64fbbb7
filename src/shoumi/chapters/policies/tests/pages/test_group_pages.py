"""The working group in the browser: appointed, called together about a draft, minuted by two."""

from __future__ import annotations

import pytest

from shoumi.chapters.policies import story
from shoumi.chapters.policies.group_models import DraftComment, GroupMeeting, GroupMember
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import State
from shoumi.chapters.policies.rules.group import Seat
from shoumi.chapters.policies.tests.pages.editor_form import form
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

SEATS = {
    people.DPO: Seat.OFFICER,
    people.LEGAL: Seat.LEGAL,
    people.SECURITY: Seat.SECURITY,
    people.CONSULTANT: Seat.BUSINESS,
}


def act(house, name, address, **given):
    answer = signed_in(house[name]).post(address, {"is_sure": "on", **given})
    assert answer.status_code in (303, 422), answer.content.decode()
    return answer


def done(house, name, address, **given):
    """And the page that one is led on to is there."""
    answer = act(house, name, address, **given)
    assert answer.status_code == 303
    assert signed_in(house[name]).get(answer["Location"]).status_code == 200


def shown(house, name, address, lang="zh"):
    return signed_in(house[name], lang=lang).get(address).content.decode()


def appoint(house):
    for name, seat in SEATS.items():
        given = {"person": house[name], "seat": seat}
        done(house, people.HEAD, "/working-group/do/group-appoint", **given)


def draft(house):
    done(house, people.DPO, "/policies/do/policy-draft", tier="SMALL", start="in_force")
    made = PolicyVersion.objects.order_by("-number")[0]
    done(house, people.DPO, f"/policies/{made.ref}/text", **form(made, story.text()))
    return PolicyVersion.objects.get(ref=made.ref)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_group_says_which_seats_are_empty_and_what_that_means(house, lang):
    said = shown(house, people.HEAD, "/working-group", lang)
    assert ("空着的席位" if lang == "zh" else "Empty seats") in said
    assert "/working-group/do/group-appoint" in said
    assert "/working-group/do/group-appoint" not in shown(house, people.DPO, "/working-group")


def test_a_version_goes_by_page_from_a_comment_over_a_meeting_to_its_publication(house):
    appoint(house)
    assert "席位齐全" in shown(house, people.DPO, "/working-group")
    version = draft(house)
    at = f"/policies/{version.ref}"
    for name, role in ((people.DPO, "DPO"), (people.LEGAL, "LEG")):
        done(house, name, f"{at}/do/policy-approve", role=role)
    refused = act(house, people.DPO, f"{at}/do/policy-publish")
    assert "起草小组还没有通过" in refused.content.decode()

    done(house, people.CONSULTANT, f"{at}/do/remark-add", words="期限太长")
    remark = DraftComment.objects.get()
    assert "期限太长" in shown(house, people.LEGAL, at)
    assert "没有答复" in act(house, people.DPO, f"{at}/do/policy-publish").content.decode()
    answer = {"treatment": "DECLINED", "words": "法律要求"}
    done(house, people.LEGAL, f"/working-group/remarks/{remark.ref}/do/remark-answer", **answer)
    assert "法律要求" in shown(house, people.CONSULTANT, at)

    call = {"held_at": "2026-01-05T09:00", "agenda": "通过"}
    done(house, people.DPO, f"{at}/do/meeting-call", **call)
    meeting = f"/working-group/meetings/{GroupMeeting.objects.get().ref}"
    for name in SEATS:
        seen = {"answer": "YES", "seen": version.text_sha256}
        done(house, name, f"{meeting}/do/meeting-vote", **seen)
    assert "赞成" not in shown(house, people.LEGAL, meeting)
    done(house, people.DPO, f"{meeting}/do/meeting-minute", minutes="都同意")
    said = shown(house, people.LEGAL, meeting)
    assert "4 名成员中 4 人到会，赞成 4，反对 0" in said
    assert "meeting-confirm" in said
    assert "meeting-confirm" not in shown(house, people.DPO, meeting)
    done(house, people.LEGAL, f"{meeting}/do/meeting-confirm")
    done(house, people.DPO, f"{at}/do/policy-publish")
    assert PolicyVersion.objects.get(ref=version.ref).state == State.PUBLISHED


def test_the_inbox_of_the_head_and_of_a_member_says_what_is_owed(house):
    appoint(house)
    legal = GroupMember.objects.get(seat=Seat.LEGAL)
    done(house, people.HEAD, f"/working-group/members/{legal.ref}/do/group-leave")
    assert "任命缺席位的小组成员" in shown(house, people.HEAD, "/inbox")
