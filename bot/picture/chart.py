"""Figures as a picture: a stacked bar for each day, the steps of a flow, and lists of the most frequent.

Drawing takes some tens of milliseconds: run it off the event loop.
"""

from bot.core.chart import Bar, Chart, Funnel, Ranking
from bot.picture.sheet import BACK, DONE, DONE_PALE, EDGE, INK, NOW, PALE, SOFT, WIDTH, Sheet, drawable

COLORS = (DONE, NOW, BACK)
"""The colours of the parts of a bar, from below."""
HIGH = 420
"""Height of the bars' area, in pixels."""
LEFT = 150
"""Pixels left of the bars, for the amounts."""
LABELLED = 5
"""Every fifth bar has its name below, counted back from the last."""
LONGEST_BAR = 400
"""Length of the longest bar of a list, in pixels."""
STEP = 46
"""Pixels from one step to the next: the longest flow must stay legible on a phone."""
STEPS_AT = 600
"""Pixels left of the bars of steps, for their names."""


def drawn(chart: Chart) -> bytes:
    """Return the chart as a PNG, 1080 pixels wide. Characters that the font lacks are left out."""
    steps = chart.funnel.steps if chart.funnel else ()
    sheet = Sheet(1300 + STEP * len(steps) + sum(120 + 110 * len(each.lines) for each in chart.rankings))
    y = sheet.text(EDGE, 64, chart.title, 52, INK, bold=True, most=2)
    y = _legend(sheet, y + 20, chart)
    y = _bars(sheet, y + 40, chart.bars)
    if chart.funnel:
        y = _funnel(sheet, y + 40, chart.funnel)
    for ranking in chart.rankings:
        y = _ranking(sheet, y + 40, ranking)
    y = sheet.text(EDGE, y + 40, chart.foot, 28, PALE)
    return sheet.png(y + 40)


def _legend(sheet: Sheet, y: int, chart: Chart) -> int:
    """Draw the names of the parts with their totals. Return the next y."""
    x = EDGE
    for index, (name, color) in enumerate(zip(chart.parts, COLORS, strict=False)):
        told = f"{name} {sum(bar.parts[index] for bar in chart.bars)}"
        sheet.disc(x + 14, y + 24, 14, color)
        sheet.draw_line(x + 40, y, told, 34, SOFT)
        x += 40 + sheet.width(told, 34) + 48
    return y + 46


def _bars(sheet: Sheet, y: int, bars: tuple[Bar, ...]) -> int:
    step = _step(max(sum(bar.parts) for bar in bars))
    top = step * -(-max(sum(bar.parts) for bar in bars) // step)
    floor = y + HIGH
    for amount in range(0, top + 1, step):
        level = floor - HIGH * amount // top
        sheet.box(LEFT, level - 1, WIDTH - EDGE, level + 1, 0, DONE_PALE)
        sheet.draw_line(LEFT - 20 - sheet.width(str(amount), 28), level - 20, str(amount), 28, PALE)
    room = (WIDTH - EDGE - LEFT) / len(bars)
    for place, bar in enumerate(bars):
        left = LEFT + round(place * room + room * 0.15)
        right, below = left + max(2, round(room * 0.7)), 0
        for part, color in zip(bar.parts, COLORS, strict=False):
            sheet.box(left, floor - HIGH * (below + part) // top, right, floor - HIGH * below // top, 0, color)
            below += part
        if (len(bars) - 1 - place) % LABELLED == 0:
            sheet.centred((left + right) // 2, floor + 30, bar.name, 26, PALE)
    return floor + 50


def _step(most: int) -> int:
    """Return the distance of the lines: 1, 2 or 5 with zeros, so that there are at most five."""
    step = 1
    while most > 5 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _funnel(sheet: Sheet, y: int, funnel: Funnel) -> int:
    """Draw a line for each step: a bar of those who finished it over one of those who reached it, and how many finished
    and did not. Return the next y."""
    y = sheet.text(EDGE, y, drawable(funnel.title), 38, INK, bold=True, most=2) + 12
    most = max(max(reached, finished) for _, reached, finished in funnel.steps) or 1
    room = WIDTH - EDGE - 130 - STEPS_AT
    for title, reached, finished in funnel.steps:
        (name,) = sheet.lines(drawable(title), 28, STEPS_AT - EDGE - 20, 1)
        sheet.draw_line(EDGE, y, name, 28, SOFT)
        ends = [STEPS_AT + max(4, room * count // most) for count in (reached, finished)]
        sheet.box(STEPS_AT, y + 8, ends[0], y + 32, 0, DONE_PALE)
        sheet.box(STEPS_AT, y + 8, ends[1], y + 32, 0, DONE)
        told = str(finished)
        sheet.draw_line(max(ends) + 16, y, told, 28, PALE)
        if reached > finished:
            sheet.draw_line(max(ends) + 28 + sheet.width(told, 28), y, f"-{reached - finished}", 28, BACK)
        y += STEP
    return y


def _ranking(sheet: Sheet, y: int, ranking: Ranking) -> int:
    y = sheet.text(EDGE, y, drawable(ranking.title), 38, INK, bold=True) + 12
    most = max(count for _, count in ranking.lines)
    for title, count in ranking.lines:
        y = sheet.text(EDGE, y, drawable(title), 32, SOFT)
        right = EDGE + max(4, LONGEST_BAR * count // most)
        sheet.box(EDGE, y + 4, right, y + 24, 0, DONE)
        sheet.draw_line(right + 16, y - 6, str(count), 28, PALE)
        y += 44
    return y
