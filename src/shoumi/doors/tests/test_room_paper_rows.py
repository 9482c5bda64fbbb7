"""Documents and looks of a room whose rows somebody edited."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.rooms import page_views
from shoumi.base.rooms.errors import ViewAltered
from shoumi.base.rooms.models import Paper, Room, View
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.refs import Ref
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.test_room_papers import look
from shoumi.doors.tests.viewer_papers import opened

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def room(house) -> Room:
    house.agree()
    house.assess()
    return opened(house, ROWS, "框架合同")


@pytest.mark.both
@pytest.mark.parametrize(
    "change", [{"document": "doc-other"}, {"deal": "deal-other"}, {"section": 7}, {"mac": None}]
)
def test_a_document_that_was_edited_is_shown_to_nobody(house, room, change):
    view = look(house, room)
    assert all(one.is_sound for one in review.review())
    Paper.objects.filter(room=room).update(**change)
    with pytest.raises(NotAuthentic):
        look(house, room)
    with pytest.raises(NotAuthentic):
        page_views.fetched(view=Ref(view.ref), actor=house.buyer, at=house.at)
    assert [one.table for one in review.review() if not one.is_sound] == ["rooms_paper"]


@pytest.mark.both
def test_no_picture_comes_of_a_look_that_nobody_recorded(house, room):
    view = look(house, room)
    View.objects.filter(ref=view.ref).update(at=view.at + timedelta(seconds=30))
    with pytest.raises(ViewAltered):
        page_views.fetched(
            view=Ref(view.ref), actor=house.buyer, at=house.at + timedelta(minutes=1)
        )
