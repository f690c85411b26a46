"""Where the bars of the screening report stand, in the units of the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from cast_portal.domain.screening_figures import Figures

WIDTH, HEIGHT = 720, 240
LEFT, TOP, BOTTOM = 40, 12, 28
FLOOR = HEIGHT - BOTTOM
LINES = 4
LABELS = 12


@dataclass(frozen=True)
class Bar:
    """One month: the approved stand on the floor, the declined upon them."""

    month: date
    x: float
    width: float
    middle: float
    approved_y: float
    approved_height: float
    declined_y: float
    declined_height: float
    is_labelled: bool


@dataclass(frozen=True)
class Line:
    count: int
    y: float


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = FLOOR


def draw_chart(months: Sequence[Figures]) -> Chart:
    step = max(1, ceil(max(month.decided for month in months) / LINES))
    unit = (FLOOR - TOP) / (step * LINES)
    lines = [Line(step * number, FLOOR - unit * step * number) for number in range(LINES + 1)]
    return Chart([draw_bar(months, index, unit) for index in range(len(months))], lines)


def draw_bar(months: Sequence[Figures], index: int, unit: float) -> Bar:
    figures, place = months[index], (WIDTH - LEFT) / len(months)
    approved, declined = unit * figures.approved, unit * figures.declined
    middle = LEFT + place * (index + 0.5)
    return Bar(
        month=figures.month,
        x=round(middle - place * 0.3, 1),
        width=round(place * 0.6, 1),
        middle=round(middle, 1),
        approved_y=round(FLOOR - approved, 1),
        approved_height=round(approved, 1),
        declined_y=round(FLOOR - approved - declined, 1),
        declined_height=round(declined, 1),
        is_labelled=index % ceil(len(months) / LABELS) == 0,
    )
