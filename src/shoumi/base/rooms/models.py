"""Data rooms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.rooms.events import Tag
from shoumi.base.rooms.rules import Section, State
from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage
from shoumi.core.terms import DisclosureLevel


class Room(AuthenticatedRow):
    """One level of disclosure of one deal: what, to whom, until when."""

    ref = models.CharField(max_length=40, unique=True)
    deal = models.CharField(max_length=40)
    level = models.CharField(max_length=2, choices=[(x, x) for x in DisclosureLevel])
    state = models.CharField(max_length=8, choices=[(s, s) for s in State], default=State.PREPARED)
    requester = models.CharField(max_length=40)
    approvals = models.JSONField(default=list)  # persons
    persons = models.JSONField(default=list)  # who may enter
    subjects = models.JSONField(default=list)  # L3: whose items are shown
    fields = models.JSONField(default=list, db_default=[])  # what its material may hold
    rows = models.PositiveIntegerField()
    generalised = models.PositiveIntegerField(default=0)
    suppressed = models.PositiveIntegerField(default=0)
    document = models.CharField(max_length=40, default="")
    task = models.CharField(max_length=40, default="")
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    shut_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)  # what it showed is destroyed
    position = models.BigIntegerField(null=True)

    coverage = Coverage(
        columns=(
            "id",  # papers, views and questions refer to it
            "ref",
            "deal",
            "level",
            "state",
            "requester",
            "approvals",
            "persons",
            "subjects",
            "fields",
            "rows",
            "document",
            "task",
            "prepared_at",
            "opened_at",
            "closes_at",
            "shut_at",
            "emptied_at",
            "position",
        ),
        told_by=(
            ("ref", (Tag.PREPARED, Tag.PAPER_PUT, Tag.APPROVED, Tag.OPENED, Tag.SHUT)),
            ("deal", (Tag.EMPTIED,)),
        ),
        made_by=(Tag.PREPARED,),
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "state", "level"], name="room_of_deal")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.OPEN)
                | Q(opened_at__isnull=False, closes_at__gt=F("opened_at")),
                name="an_open_room_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Teaser(AuthenticatedRow):
    """The public summary of level L0, as scanned."""

    deal = models.CharField(max_length=40)
    document = models.CharField(max_length=40)
    hits = models.PositiveIntegerField()
    suppressed = models.PositiveIntegerField()
    scanned_at = models.DateTimeField()
    position = models.BigIntegerField()

    coverage = Coverage(
        columns=("deal", "document", "hits", "suppressed", "scanned_at", "position"),
        told_by=(("document", (Tag.TEASER_SCANNED,)),),
        made_by=(Tag.TEASER_SCANNED,),
        made_at="position",
    )

    class Meta:
        indexes = [models.Index(fields=["deal", "id"], name="teaser_of_deal")]

    def __str__(self) -> str:
        return self.document


class Paper(AuthenticatedRow):
    """A document of a room, as pictures of its pages, or an entry that opens only after closing.

    ``section`` ``place``  its number in the deal's index; given once, never again
    ``document``  the sealed pages; blank for an entry that is closed
    ``covered``   for each page what is under bars: class of data -> how many

    A row that was put in never changes, so its code says it all and no later entry tells of it.
    """

    ref = models.CharField(max_length=40, unique=True)
    room = models.ForeignKey(Room, models.PROTECT, related_name="papers")
    deal = models.CharField(max_length=40)
    section = models.PositiveSmallIntegerField(choices=[(int(s), s.name) for s in Section])
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    document = models.CharField(max_length=40, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    covered = models.JSONField(default=list)
    put_by = models.CharField(max_length=40)
    put_at = models.DateTimeField()
    position = models.BigIntegerField()

    coverage = Coverage(
        columns=(
            "ref",
            "room_id",
            "deal",
            "section",
            "place",
            "title",
            "document",
            "pages",
            "covered",
            "put_by",
            "put_at",
            "position",
        ),
        told_by=(),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "section", "place"], name="a_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(document="", pages=0) | (~Q(document="") & Q(pages__gt=0)),
                name="a_document_has_pages",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.section}.{self.place}"

    @property
    def is_closed(self) -> bool:
        return not self.document


class View(models.Model):
    """Somebody was shown one page, with ``code`` burnt into the picture.

    ``is_check``  by who approves the room, before it opens
    """

    ref = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=8, unique=True)
    room = models.ForeignKey(Room, models.PROTECT, related_name="views")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="views")
    page = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=40)
    at = models.DateTimeField()
    is_check = models.BooleanField(default=False)
    position = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["paper", "id"], name="view_of_paper")]
        constraints = [
            models.CheckConstraint(condition=Q(page__gt=0), name="pages_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.code


class Inquiry(models.Model):
    """A question of the buyer's side about what a room shows, and its answer; texts are sealed."""

    ref = models.CharField(max_length=40, unique=True)
    room = models.ForeignKey(Room, models.PROTECT, related_name="inquiries")
    deal = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="inquiries")
    page = models.PositiveSmallIntegerField(null=True)
    question = models.CharField(max_length=40)  # document
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=40, blank=True)  # document
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    position = models.BigIntegerField()
    answer_position = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["room", "id"], name="inquiry_of_room")]
        constraints = [
            models.UniqueConstraint(fields=["deal", "number"], name="an_inquiry_has_one_number"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Q{self.number}"
