"""The wish to be reminded, and the plan to submit something: of which time they are."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.filings.reminders import time_of
from bot.core.knowledge import Knowledge
from bot.core.texts.waking import submission_planned
from bot.core.workdays import local
from tests.core.sample import NOW


def beijing(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        *(("明天交", "26 09:00"), ("周五再交", "27 09:00"), ("等周五交", "27 09:00"), ("改成周一提交", "30 09:00")),
        *(
            ("下周一重新提交", "30 09:00"),
            ("过两天交", "27 09:00"),
            ("打算明天重新交", "26 09:00"),
            ("晚上交", "25 20:00"),
        ),
        *(("12月5号交", "05 09:00"), ("周五我再去交", "27 09:00"), ("5号再交", "05 09:00"), ("明早提交", "26 09:00")),
        *((text, "?") for text in ("下周再交", "改天再交", "过年后再提交")),
        # what is over or may be, is asked, is not so, or is done by others or to something else
        *((text, "") for text in ("周五交的", "周五交了", "周五才交的", "上周五交", "24号交", "早上提交", "昨天交")),
        *((text, "") for text in ("周五交行吗", "周五能交吗", "周五没交", "周五不交", "老板周五交", "周五交房租")),
        *((text, "") for text in ("周五补材料", "再交", "交", "周五初审")),
    ],
)
def test_a_plan_to_submit_is_of_a_time_to_come(knowledge: Knowledge, text: str, when: str) -> None:
    plan = submission_planned(knowledge, text, NOW)
    assert ("" if plan is None else f"{local(plan.at):%d %H:%M}" if plan.at else "?") == when


def test_moments_that_a_person_means() -> None:
    assert time_of("hour", beijing(25, 10)) == beijing(25, 11)
    assert time_of("evening", beijing(25, 10)) == beijing(25, 20)
    assert time_of("evening", beijing(25, 20)) == beijing(26, 20)
    assert time_of("morning", beijing(25, 8)) == beijing(26, 9)
    assert time_of("morning", beijing(25, 3)) == beijing(25, 9)
