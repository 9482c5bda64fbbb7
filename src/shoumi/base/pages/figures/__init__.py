"""Figures made on the server: plain data in, safe SVG out, and the same as a table.

Every figure takes the language last but for its options.  Decoration beside words has no title.
"""

from shoumi.base.pages.figures.blocks import Lack
from shoumi.base.pages.figures.cells import DiscCell
from shoumi.base.pages.figures.charts import (
    DayCount,
    bars,
    bars_table,
    pages_seen,
    pages_seen_table,
    spark,
)
from shoumi.base.pages.figures.clocks import (
    Clock,
    ClockKind,
    Unit,
    clock,
    clock_face,
    clock_words,
    clocks_table,
)
from shoumi.base.pages.figures.crowds import (
    ANSWER_WORDS,
    Answer,
    Crowd,
    answer_mark,
    dot_words,
    dots,
    dots_table,
)
from shoumi.base.pages.figures.discs import Form, disc, disc_table, lapsed, slots
from shoumi.base.pages.figures.doors import (
    Door,
    DoorState,
    door,
    door_words,
    doors,
    doors_table,
    state_told,
)
from shoumi.base.pages.figures.flows import Flow, flows, flows_table
from shoumi.base.pages.figures.icons import Icon, icon
from shoumi.base.pages.figures.legends import cell_mark, disc_legend
from shoumi.base.pages.figures.marks import chip, logo, masked, position_digits, progress, seal
from shoumi.base.pages.figures.matrices import RiskPoint, matrix, matrix_table
from shoumi.base.pages.figures.paths import path_picture, path_table
from shoumi.base.pages.figures.ribbons import Day, Mark, ribbon, ribbon_rows, ribbon_table
from shoumi.base.pages.figures.shares import SharePair, percent, shares, shares_table
from shoumi.base.pages.figures.spans import Span, span_words, spans, spans_table
from shoumi.base.pages.figures.states import STATE_CLASS, STATE_WORDS, glyph, tag, waiting
from shoumi.base.pages.figures.stations import (
    Station,
    StationState,
    stages,
    stages_small,
    stages_table,
)
from shoumi.base.pages.figures.svg import FigureTable
from shoumi.base.pages.figures.year_months import year_legend, year_months, year_table

__all__ = [
    "ANSWER_WORDS",
    "STATE_CLASS",
    "STATE_WORDS",
    "Answer",
    "Clock",
    "ClockKind",
    "Crowd",
    "Day",
    "Lack",
    "DayCount",
    "DiscCell",
    "Door",
    "DoorState",
    "FigureTable",
    "Flow",
    "Form",
    "Icon",
    "Mark",
    "RiskPoint",
    "SharePair",
    "Span",
    "Station",
    "StationState",
    "Unit",
    "answer_mark",
    "bars",
    "bars_table",
    "cell_mark",
    "chip",
    "clock",
    "clock_face",
    "clock_words",
    "clocks_table",
    "disc",
    "disc_legend",
    "disc_table",
    "door",
    "door_words",
    "doors",
    "doors_table",
    "state_told",
    "dot_words",
    "dots",
    "dots_table",
    "flows",
    "flows_table",
    "glyph",
    "icon",
    "lapsed",
    "logo",
    "masked",
    "matrix",
    "matrix_table",
    "path_picture",
    "pages_seen",
    "pages_seen_table",
    "path_table",
    "position_digits",
    "progress",
    "ribbon",
    "ribbon_rows",
    "percent",
    "ribbon_table",
    "shares",
    "shares_table",
    "seal",
    "slots",
    "span_words",
    "spans",
    "spans_table",
    "spark",
    "stages",
    "stages_small",
    "stages_table",
    "tag",
    "waiting",
    "year_legend",
    "year_months",
    "year_table",
]
