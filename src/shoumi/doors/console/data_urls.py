"""Addresses of the pages about people's data: customers, rooms, intake, hand-over."""

from __future__ import annotations

from django.urls import path

from shoumi.base.pages import acts
from shoumi.doors.console import (
    closing_acts,
    customer,
    customers,
    handover,
    handover_acts,
    intake,
    intake_acts,
    operations,
    reveal,
    room_acts,
    room_list,
    room_papers,
    room_persons,
    rooms,
    viewer,
)

urlpatterns = [
    path("customers", customers.customers, name="customers"),
    path("customers/search", customers.search, name="customer-search"),
    path("customers/<str:subject>", customer.customer, name="customer"),
    path("customers/<str:subject>/reveal", reveal.reveal, name="customer-reveal"),
    path("rooms", room_list.rooms, name="rooms"),
    path("rooms/<str:room>", rooms.room, name="room"),
    path("rooms/<str:room>/inside", rooms.inside, name="room-inside"),
    path("rooms/<str:room>/out", rooms.out, name="room-out"),
    path("rooms/<str:room>/persons", room_persons.persons, name="room-persons"),
    path("rooms/<str:room>/papers", viewer.papers_of, name="room-papers"),
    path("rooms/<str:room>/papers/<str:number>", room_papers.paper, name="room-paper"),
    path("rooms/<str:room>/papers/<str:number>/<int:leaf>", viewer.sheet, name="room-sheet"),
    path("rooms/<str:room>/questions", viewer.questions, name="room-questions"),
    path("rooms/<str:room>/questions/weigh", viewer.weigh, name="room-weigh"),
    path("views/<str:view>", viewer.picture, name="room-picture"),
    path("handover", handover.packages, name="handover"),
    path("handover/<str:package>", handover.package, name="package"),
    path("handover/<str:package>/record", handover.record, name="package-record"),
    path("handover/<str:package>/file", handover.file, name="package-file"),
    path("intake/<str:delivery>", intake.intake, name="intake"),
    path("intake/<str:delivery>/take-in", intake.take_in, name="intake-take-in"),
    path("intake/<str:delivery>/drop", intake.drop, name="intake-drop"),
    path("errands/<str:work>", operations.work, name="work"),
    path("errands/<str:work>/events", operations.events, name="work-events"),
    path("errands/<str:work>/stop", operations.stop, name="work-stop"),
    path("errands/<str:work>/file", operations.file, name="work-file"),
    *acts.urls(intake_acts.ACTS),
    *acts.urls(room_acts.ACTS),
    *acts.urls(room_papers.ACTS),
    *acts.urls(handover_acts.ACTS),
    *acts.urls(closing_acts.ACTS),
]
