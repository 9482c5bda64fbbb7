"""Line icons of the menu and the buttons, drawn for a square of 20, one stroke width."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from django.utils.safestring import SafeString

from shoumi.base.pages.figures.svg import figure, path


class Icon(StrEnum):
    """The value is the path: strokes only, ends and joins round."""

    TODAY = "M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M10 9.2a.8.8 0 1 1 0 1.6a.8.8 0 1 1 0-1.6"
    DEALS = "M4 7.5h11.5M12 4l3.5 3.5L12 11M16 13.5H4.5M8 10l-3.5 3.5L8 17"
    CUSTOMERS = "M10 3.5a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4M4 17c.3-3.6 2.8-5 6-5s5.7 1.4 6 5"
    TASKS = "M3.5 5.5l1.5 1.5 2.5-3M10.5 5.5h6.5M3.5 13l1.5 1.5 2.5-3M10.5 13.5h6.5"
    ROOM = "M4 17V5.5C4 4.5 5.5 4 10 4s6 .5 6 1.5V17M10 4v13M2.5 17h15M8 10.5v1M12 10.5v1"
    CHAPTERS = (
        "M10 5v11.5"
        "M10 5C8 4 5.5 4 3 4.5V15.5c2.5-.5 5-.5 7 1 2-1.5 4.5-1.5 7-1V4.5C14.5 4 12 4 10 5"
    )
    LEDGER = "M8 3.5h4v3.5H8ZM3 13h4v3.5H3ZM13 13h4v3.5h-4ZM10 7v3M5 13v-3h10v3"
    REPORT = "M5 3h7l3.5 3.5V17H5ZM12 3v3.5h3.5M7.5 10h5M7.5 13.5h5"
    VENDORS = "M3.5 17V9l4.5 2.5V9l4.5 2.5V4h4v13ZM7 14.5h1.5M11.5 14.5h1.5"
    INCIDENTS = "M10 3.5L17.5 16.5h-15ZM10 8.5v4M10 14.3v.2"
    TRAINING = "M2.5 8L10 4.5 17.5 8 10 11.5ZM5.5 9.5v4.5c2.5 2 6.5 2 9 0V9.5M17.5 8v4.5"
    BACKUP = (
        "M4 5.5C4 4.3 6.7 3.5 10 3.5s6 .8 6 2v9c0 1.2-2.7 2-6 2s-6-.8-6-2Z"
        "M4 5.5c0 1.2 2.7 2 6 2s6-.8 6-2M4 10c0 1.2 2.7 2 6 2s6-.8 6-2"
    )
    DELETION = "M4 6h12M8 6V3.5h4V6M5.5 6l.8 11h7.4l.8-11M8.5 9v5M11.5 9v5"
    SETTINGS = "M3.5 6h7M14.5 6h2M12.5 4v4M3.5 14h2M9.5 14h7M7.5 12v4"
    SEARCH = "M8.5 3.5a5 5 0 1 1 0 10a5 5 0 1 1 0-10M12.2 12.2l4.3 4.3"
    MOON = "M16 11.8A6.5 6.5 0 1 1 8.2 4 5.2 5.2 0 0 0 16 11.8Z"
    SUN = (
        "M10 6.8a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4M10 2.5v1.5M10 16v1.5M2.5 10H4"
        "M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1"
    )
    LANGUAGE = (
        "M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14M3 10h14"
        "M10 3c2.5 2 3.5 4.3 3.5 7s-1 5-3.5 7c-2.5-2-3.5-4.3-3.5-7S7.5 5 10 3"
    )
    LOCK = "M5 9h10v7.5H5ZM7 9V6.5a3 3 0 0 1 6 0V9"
    SHUT = "M4 17V8.5a6 5.5 0 0 1 12 0V17ZM4 11.5h12"
    KEY = "M6.5 7a3 3 0 1 1 0 6a3 3 0 1 1 0-6M9.5 10H17M14 10v3M17 10v2"
    EYE = (
        "M2 10c2-3.5 4.7-5.2 8-5.2s6 1.7 8 5.2c-2 3.5-4.7 5.2-8 5.2S4 13.5 2 10"
        "M10 7.7a2.3 2.3 0 1 1 0 4.6a2.3 2.3 0 1 1 0-4.6"
    )
    BELL = "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13ZM8.5 17.5h3"
    CALENDAR = "M3.5 5h13v11.5h-13ZM3.5 8.5h13M7 3v3.5M13 3v3.5"
    DOWNLOAD = "M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12"
    UPLOAD = "M10 12.5v-9M6.5 7L10 3.5 13.5 7M4 16.5h12"
    PRINT = "M6 7.5V3.5h8v4M6 14H3.5V7.5h13V14H14M6 12h8v4.5H6Z"
    FILTER = "M3.5 4.5h13L11.5 11v5.5L8.5 15v-4Z"
    NEXT = "M8 5l5 5-5 5"
    BACK = "M12 5l-5 5 5 5"
    UNDO = "M4 8h8a4 4 0 0 1 0 8H8M7 4.5L3.5 8 7 11.5"
    CLOSE = "M5 5l10 10M15 5L5 15"
    CHECK = "M4 10.5l4 4 8-9"
    PAUSE = "M7.5 4.5v11M12.5 4.5v11"
    PLUS = "M10 4v12M4 10h12"
    MENU = "M3.5 5.5h13M3.5 10h13M3.5 14.5h13"
    MESSAGE = "M3.5 4.5h13v9h-8L5 16.5v-3H3.5Z"
    PHONE = "M6.5 3h7v14h-7ZM9 14.5h2"
    LEAVE = "M11.5 4H4.5v12h7M8.5 10H17M14 7l3 3-3 3"
    SIGNATURE = "M4 16.5h12M6 13l.6-2.8 6.9-6.9 2.2 2.2-6.9 6.9Z"
    RISK = "M3.5 13.5a6.5 6.5 0 0 1 13 0M10 13.5l3-4.5M3.5 16.5h13"
    STAMP = "M8.5 10.5L7 6.5a3 3 0 1 1 6 0l-1.5 4h4v3h-11v-3ZM4.5 16.5h11"
    PEOPLE = (
        "M7.5 4a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 1 1 0-5.4M2.5 16.5c.2-3 2.2-4.5 5-4.5s4.8 1.5 5 4.5"
        "M13 4.3a2.7 2.7 0 0 1 0 5M14.5 12.3c1.9.5 3 1.9 3 4.2"
    )
    PLUG = "M7 3v4M13 3v4M5.5 7h9v2.5a4.5 4.5 0 0 1-9 0ZM10 14v3.5"
    LETTER = "M3 5h14v10.5H3ZM3 5.5l7 5.5 7-5.5"
    CALLS_OUT = "M3.5 5h7M3.5 10h5M3.5 15h7M11.5 10h6M15 7.5L17.5 10 15 12.5"
    SHIELD = "M10 3l6 2.2v4.5c0 3.6-2.4 6-6 7.3-3.6-1.3-6-3.7-6-7.3V5.2ZM7.3 9.8l2 2 3.4-3.6"
    REST_DAY = "M3.5 5h13v11.5h-13ZM3.5 8.5h13M7 3v3.5M13 3v3.5M8 10.8l4 3.6M12 10.8l-4 3.6"
    FOLDER = "M3 5.5h5l1.5 2H17v8.5H3Z"
    BOOKMARK = "M6 3h8v14l-4-3-4 3Z"
    SCALES = "M10 3.5v13M6.5 16.5h7M4 6h12M4 6l-1.8 5h3.6ZM16 6l-1.8 5h3.6Z"
    STAR = "M10 3l2.1 4.4 4.9.6-3.6 3.4.9 4.8L10 13.9l-4.3 2.3.9-4.8L3 8l4.9-.6Z"
    SIREN = (
        "M6.5 16.5v-5c0-2 1.5-3.5 3.5-3.5s3.5 1.5 3.5 3.5v5M4.5 16.5h11M10 3v2.5"
        "M4.5 5.5l1.5 1.5M15.5 5.5l-1.5 1.5"
    )
    PLAN = "M6 4.5h8V17H6ZM8.5 3h3v3h-3ZM8 11l1.5 1.5 3-3"
    DUTY = (
        "M10 3.5c3.6 0 6.5 2.9 6.5 6.5s-2.9 6.5-6.5 6.5-6.5-2.9-6.5-6.5 2.9-6.5 6.5-6.5Z"
        "M10 6.5V10l2.5 2"
    )
    DRILL = (
        "M10 3.5c3.6 0 6.5 2.9 6.5 6.5s-2.9 6.5-6.5 6.5-6.5-2.9-6.5-6.5 2.9-6.5 6.5-6.5Z"
        "M10 7c1.7 0 3 1.3 3 3s-1.3 3-3 3-3-1.3-3-3 1.3-3 3-3Z"
    )
    SHARED = "M3.5 3.5h9v9h-9ZM7.5 7.5h9v9h-9Z"
    TALK = "M3 4h10v7H8l-3 2.5V11H3ZM15.5 7.5H17v7h-2v2.5L12 14.5H8.5"
    ROBOT = "M4.5 7h11v9h-11ZM10 3.5V7M7.5 10.5v1.5M12.5 10.5v1.5M2.5 10v3M17.5 10v3"
    BADGE = (
        "M5 3.5h10v13H5ZM10 6.5a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4"
        "M7 14.3c.3-1.8 1.3-2.6 3-2.6s2.7.8 3 2.6"
    )
    TABLE = (
        "M10 3.4a2.3 2.3 0 1 1 0 4.6a2.3 2.3 0 1 1 0-4.6M3 16.5v-6h14v6M3 10.5h14M6.5 13.5v3"
        "M13.5 13.5v3"
    )
    FIELDS = "M3.5 4h13M3.5 8h6M3.5 12h4M13 9a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4M15.3 14.6l2 2"
    QUARTER = "M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M10 10V3.5M10 10h6.5M7 12.5l1.5 1.5"
    ADMIN = "M4 4h5v5H4ZM11 4h5v5h-5ZM4 11h5v5H4ZM11 11h5v5h-5Z"


@cache
def icon(name: Icon, title: str = "", size: float = 20) -> SafeString:
    """One icon; without a title it is decoration beside words."""
    strokes = path(name.value, "icon-line")
    return figure((20, 20), title, strokes, class_="icon", drawn=size / 20)
