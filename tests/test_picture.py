"""The picture of a filing's progress: fits a phone, shows what is where, and can write what people type."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from bot.core import course
from bot.core.chart import Bar, Chart, Funnel, Ranking
from bot.core.knowledge import Knowledge
from bot.core.languages import convert
from bot.core.plain import plain
from bot.core.state import Attempt, Filing
from bot.picture import chart, picture
from bot.picture.sheet import BACK, DONE, DONE_PALE, NOW, WIDTH, drawable
from tests.core.sample import NOW as BEGUN

COMMON = "".join(bytes([a, b]).decode("gb2312", "ignore") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
"""The 3,755 characters of the first level of GB 2312."""


def begun(knowledge: Knowledge, flow: str = "first-filing", name: str = "五金店官网") -> Filing:
    return course.begin(1, name, knowledge.flows[flow], "enterprise", "guangdong", BEGUN)


def drawn(filing: Filing, knowledge: Knowledge, days: int = 0) -> Image.Image:
    image = Image.open(io.BytesIO(picture(filing, knowledge, BEGUN + timedelta(days=days))))
    assert image.format == "PNG"
    return image.convert("RGB")


def amount(image: Image.Image, color: str) -> int:
    """Pixels of about this colour."""
    wanted = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    found = 0
    for count, pixel in image.getcolors(image.width * image.height) or ():
        assert isinstance(pixel, tuple)
        if max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) < 24:
            found += count
    return found


def test_done_grows_and_what_is_now_goes_when_it_is_through(knowledge: Knowledge) -> None:
    filing, flow = begun(knowledge), knowledge.flows["first-filing"]
    new = drawn(filing, knowledge)
    for step in flow.steps[:5]:
        filing = course.finish(filing, flow, step, BEGUN)
    midway = drawn(filing, knowledge)
    for step in flow.steps[5:]:
        filing = course.finish(filing, flow, step, BEGUN)
    through = drawn(filing, knowledge)
    assert amount(new, DONE) < amount(midway, DONE) < amount(through, DONE)
    assert min(amount(new, NOW), amount(midway, NOW)) > 1000
    assert amount(through, NOW) == 0


def test_a_rejection_is_seen(knowledge: Knowledge) -> None:
    filing = begun(knowledge)
    assert amount(drawn(filing, knowledge), BACK) == 0
    assert amount(drawn(replace(filing, attempts=(Attempt(1, BEGUN),)), knowledge), BACK) > 100


def test_every_flow_fits_a_phone(knowledge: Knowledge) -> None:
    for flow in knowledge.flows.values():
        image = drawn(begun(knowledge, flow.id), knowledge)
        assert image.width == WIDTH
        assert 300 + 80 * len(flow.steps) < image.height < 800 + 150 * len(flow.steps)


@pytest.mark.parametrize(
    "name", ["长" * 200, "a" * 200, "🎉", "", "小店 www.example-with-a-long-name.com 官网（上海）"]
)
def test_any_name_can_be_drawn(knowledge: Knowledge, name: str) -> None:
    assert drawn(begun(knowledge, name=name), knowledge).height < 3500


def test_the_font_has_what_people_and_the_content_write(knowledge: Knowledge) -> None:
    assert len(COMMON) == 3755
    shown = [step.title for flow in knowledge.flows.values() for step in flow.steps]
    shown += [flow.title for flow in knowledge.flows.values()]
    shown += [province.short for province in knowledge.provinces.values()]
    shown += [text for key, text in knowledge.ui.items() if key.startswith(("picture-", "who-", "subject-", "chart"))]
    shown += [topic.title for topic in knowledge.topics.values()]
    wanted = "".join(dict.fromkeys(COMMON + "".join(shown).replace(" ", "").replace("\n", "")))
    assert drawable(wanted) == wanted
    assert drawable("🎉五金\u0007店") == "五金店"


@pytest.mark.parametrize("most", [1, 5, 6, 11, 26, 999, 12_345_678])
def test_the_bars_of_a_chart_are_as_high_as_they_are_many(most: int) -> None:
    bars = (Bar("1", (most, 0, 0)), Bar("2", (0, most, 0)), Bar("3", (0, 0, 0)), Bar("4", (0, 0, most // 2)))
    rankings = (Ranking("甲" * 90, (("乙" * 90, most), ("🎉", 1))),)
    content = chart.drawn(Chart("🎉题目", ("子", "丑", "寅"), bars, rankings, "脚"))
    image = Image.open(io.BytesIO(content)).convert("RGB").crop((chart.LEFT, 200, WIDTH, 800))
    green, orange, red = (amount(image, color) for color in (DONE, NOW, BACK))
    assert green == pytest.approx(orange, rel=0.02)
    if most > 1:
        assert red == pytest.approx(orange * (most // 2) / most, rel=0.1)


def test_where_filings_stay_is_seen_and_the_longest_flow_fits_a_phone(knowledge: Knowledge) -> None:
    def image(*left: int) -> Image.Image:
        steps = tuple((f"步骤{'长' * 60}🎉", *each) for each in zip((12_345, *left), left, strict=False))
        lists = (Ranking("甲", (("乙", 3), ("丙", 2), ("丁", 1))),) * 4
        whole = Chart("题目", ("子", "丑", "寅"), (Bar("1", (0, 1, 0)),), lists, "脚", Funnel("某种备案", steps))
        return Image.open(io.BytesIO(chart.drawn(whole))).convert("RGB")

    stay, go = image(*[12_345] * 15), image(*range(12_000, 0, -800))
    assert amount(stay, DONE_PALE) < amount(go, DONE_PALE), "pale: who came and stayed"
    assert amount(stay, DONE) > amount(go, DONE)
    assert amount(stay, BACK) < amount(go, BACK), "how many, in the colour of what goes wrong"
    assert go.height <= 3 * WIDTH
    assert image(*[0] * 15).height == go.height
    assert image(5, 9, 2).height < go.height, "more may finish than came in the month"


def test_the_same_filing_gives_the_same_picture(knowledge: Knowledge) -> None:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    assert picture(begun(knowledge), knowledge, now) == picture(begun(knowledge), knowledge, now)


def test_it_is_drawn_in_traditional_chinese_with_signs_that_the_font_has(knowledge: Knowledge) -> None:
    filing = begun(knowledge)
    simplified = picture(filing, knowledge, BEGUN)
    traditional = picture(filing, knowledge, BEGUN, "zh-tw")
    assert traditional == picture(filing, knowledge, BEGUN, "zh-hk")
    assert traditional != simplified
    texts = [step.title for flow in knowledge.flows.values() for step in flow.steps]
    texts += [plain(text) for key, text in knowledge.ui.items() if key.startswith(("picture-", "who-", "clock-"))]
    for text in texts:
        assert len(drawable(convert(text, "zh-tw"))) == len(drawable(text))
