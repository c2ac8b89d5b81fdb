"""Questions that the calendar answers: which day it is, when a time is over, until when the authority may take."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from bot.core.texts import reckoning
from bot.core.texts.dates import day_gone, day_named
from tests.core.talking import SATURDAY, after, answer

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", date(2026, 11, 28)),
        ("大后天提交", date(2026, 12, 1)),
        ("上周五收到的", date(2026, 11, 20)),
        ("下周三", date(2026, 12, 2)),
        ("下下个星期天", date(2026, 12, 13)),
        ("11月16日报的", date(2026, 11, 16)),
        ("1月4号", date(2027, 1, 4)),
        ("本月30日", date(2026, 11, 30)),
        ("上个月20号交的", date(2026, 10, 20)),
        ("本月31日", None),
        ("2025年12月1日", date(2025, 12, 1)),
        ("2月30日", None),
        ("5个工作日", None),
    ],
)
def test_a_day_is_named(text: str, day: date | None) -> None:
    found = day_named(text, TODAY)
    assert (found and found[0]) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("16号交的", date(2026, 11, 16)), ("30日交的", date(2026, 10, 30)), ("30日内", None), ("交了", None)],
)
def test_what_began_on_some_day_did_so_before(text: str, day: date | None) -> None:
    assert day_gone(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("今天几号", "11月28日（周六）**，不是工作日"),
        ("请问今天星期几啊", "周六"),
        ("下周三是几号？", "12月2日（周三）**，是工作日"),
        ("12月31号是工作日吗", "12月31日（周四）**，是工作日"),
        ("1月1日上班吗", "2027 年的放假安排还没公布"),
        ("管局的函叫我们10个工作日内改完，是到哪天", "10 个工作日到 **12月11日（周五）**"),
        ("昨天收到核查通知，限期15天，最晚几号要改好", "从 11月27日算，15 天到 **12月12日（周六）**"),
        ("限期15日整改，最晚哪天改好", "从 11月28日算，15 天到 **12月13日（周日）**"),
        ("11月16日提交管局的，12月1日前能出吗，最晚哪天", "11月16日报到管局的"),
        ("给了三十个工作日，到什么时候", "2027 年的放假安排还没公布"),
        ("16号交到管局的，几号能有结果", "最晚 12月14日（周一）出结果**"),
        ("上个月 10月20日 报到管局的，最晚哪天有结果", "**已经过了**"),
        ("已经提交10天了，一点消息都没有，没动静", "还在接入商初审的，一般 1～2 个工作日"),
        ("已经提交10天了，一点消息都没有，没动静", "📅 11月20日报到管局的"),
        ("已经提交10天了，一点消息都没有，没动静", "11月18日交、初审用足的话，11月20日报到"),
        ("从2026年12月10日起5个工作日是哪天", "从 12月10日算，5 个工作日到 **12月17日（周四）**"),
        ("12月1号往后数10天是几号", "从 12月1日算，10 天到 **12月11日（周五）**"),
        ("再过20个工作日是哪天", "从 11月28日算，20 个工作日到"),
        ("阿里云提交管局10天了还没动静", "📅 11月18日报到管局的"),
        ("11月20号交的管局，几号能好", "📅 11月20日报到管局的"),
        ("11月16号报到管局的 还没下来", "最晚 12月14日（周一）出结果**"),
        ("16号进的管局，最晚哪天", "最晚 12月14日（周一）出结果**"),
        ("11月26号交的初审，几号能好", "**大概 11月30日（周一）以前有结果**"),
        ("昨天提交初审的，什么时候出结果", "**大概 12月1日（周二）以前有结果**"),
        ("11月20号交的初审，几号能好", "到 11月24日（周二）**已经过了**"),
        ("20号交的初审，8天了没动静", "📅 11月20日交的初审"),
    ],
)
def test_a_day_that_is_asked_for_is_reckoned(knowledge: Knowledge, text: str, told: str) -> None:
    assert told in answer(knowledge, text)


@pytest.mark.parametrize(
    "text",
    [
        "今天提交的话几号能好",
        "周末管局上班吗",
        "备案要多久",
        "备案号到期是哪天",
        "5个工作日内能通过吗",
        "收到短信后24小时内要验证，最晚几号",
        "11月16日提交的注销，最晚哪天有结果",
        "备案提交给阿里云3天了还没动静",
        "备案提交给百度云3天了还没动静",
        "11月20号提交的，初审过了，几号能好",
        "11月20号交的小程序初审，几号能好",
        "下个月10号报管局，还没交",
        "11月20号初审退回的，改完几号能好",
        "审核不通过，5个工作日内改，是到哪天？原因：域名未实名认证；主办单位名称与证件不一致",
    ],
)
def test_what_asks_something_else_is_answered_as_before(knowledge: Knowledge, text: str) -> None:
    assert "📅" not in answer(knowledge, text)


def test_how_long_the_authority_takes_stands_below_and_is_what_was_read(knowledge: Knowledge) -> None:
    shown = answer(knowledge, "11月16日提交管局的，最晚哪天出结果")
    assert shown.index("12月14日") < shown.index(knowledge.topics[reckoning.AUTHORITY].title)
    first = answer(knowledge, "11月26号交的初审，几号能好")
    assert first.index("11月30日") < first.index(knowledge.topics[reckoning.FIRST_REVIEW].title)
    without = replace(knowledge, facts={id: f for id, f in knowledge.facts.items() if id != reckoning.AUTHORITY_FACT})
    assert reckoning.authority_ends(without, "11月16日提交管局的，最晚哪天出结果", SATURDAY) == ""


@pytest.mark.parametrize(
    ("flow", "reckoned"), [("first-filing", True), ("app-filing", False), ("mini-program-filing", False)]
)
def test_a_first_review_is_reckoned_for_who_files_a_site(knowledge: Knowledge, flow: str, reckoned: bool) -> None:
    begun = tuple(map(Pressed, (f"n:{flow}", "s:enterprise", "p:guangdong", "a")))
    state, _ = after(knowledge, *begun)
    assert ("📅" in answer(knowledge, "11月26号交的初审，几号能好", state=state)) == reckoned


@pytest.mark.parametrize(
    ("text", "by"),
    [
        *((text, None) for text in ("几号能好", "哪天能下来？", "什么时候能批下来", "多久能下来", "大概几天能出结果")),
        *((text, None) for text in ("还要等几天", "还要多久", "还得等多久啊", "我的备案什么时候能好", "年前能下来吗")),
        *((text, date(2026, 11, 30)) for text in ("月底前能下来吗", "月底能好吗", "这个月能好吗", "本月末能批下来吗")),
        *((text, date(2026, 12, 31)) for text in ("元旦前能下来不", "年底前能不能好", "今年能好吗", "12月底能好吗")),
        *((text, date(2026, 12, 31)) for text in ("下个月能好吗", "下月底能好吗")),
        ("2月底能好吗", date(2027, 2, 28)),
        *((text, date(2026, 11, 29)) for text in ("这周能好吗", "本周末能好吗")),
        ("下周能下来吗", date(2026, 12, 6)),
        ("两周内能好吗", date(2026, 12, 12)),
        ("10个工作日之内能批下来吗", date(2026, 12, 11)),
        ("12月15号之前能好吗", date(2026, 12, 15)),
        ("12月15日前能拿到备案号吗", date(2026, 12, 15)),
        ("下周五前能下来吗", date(2026, 12, 4)),
        ("周三之前来得及吗", date(2026, 12, 2)),
        ("10号能过吗", date(2026, 12, 10)),
        ("1月4号备案能办完不", date(2027, 1, 4)),
        ("我们要12月20号之前上线 来得及吗", date(2026, 12, 20)),
        ("12月20号开业来得及吗", date(2026, 12, 20)),
        ("管局什么时候能好 我们12月20号开业", date(2026, 12, 20)),
        ("12月20日之前要开张，能批下来吗", date(2026, 12, 20)),
        *((text, None) for text in ("备案号什么时候下来", "号啥时候能出来", "管局那边几号能批")),
    ],
)
def test_it_is_asked_when_all_will_be_over(knowledge: Knowledge, text: str, by: date | None) -> None:
    assert reckoning.asks_end(knowledge, text, SATURDAY) == (True, by)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "几号",
            "几天",
            "要多久",
            "今天通过了",
            "昨天批下来的",
            "11月20号能好吗",
            "什么时候能重新提交",
            "备案多久能下来",
        ),
        *(
            "注销什么时候能好",
            "域名12月15号到期 能好吗",
            "12月15号之前能变更吗",
            "下周三是几号",
            "什么时候过的",
            "春节前后能备案吗",
        ),
        *("两个月能好吗", "3个月能好吗", "13月底能好吗", "明年底能好吗", "月底前能交吗", "两周内要改完"),
        *("节假日能过吗", "12月15号之前要改完", "12月3号下来的", "号什么时候下来的"),
    ],
)
def test_it_is_not_asked_when_all_will_be_over(knowledge: Knowledge, text: str) -> None:
    assert reckoning.asks_end(knowledge, text, SATURDAY) == (False, None)
