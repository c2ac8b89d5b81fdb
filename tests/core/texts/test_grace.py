"""The time that a notice gives for mending: read as it is written, and never made up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.filings import attempts
from bot.core.filings.reminders import reminders
from bot.core.knowledge import Knowledge
from bot.core.state import Attempt, Grace, State
from bot.core.texts.diagnosis import Diagnosis
from bot.core.texts.grace import grace_in, last_day
from bot.core.turns.timers import timers
from tests.core.sample import NOW

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "grace"),
    [
        ("首页没有挂备案号，请于7个工作日内整改完毕，否则注销", Grace(length=7, unit="个工作日")),
        ("请于收到通知之日起十五日内，登录系统变更", Grace(length=15)),
        ("上述问题限期30天整改", Grace(length=30)),
        ("管局要求24小时内改正", Grace(length=24, unit="小时")),
        ("請於兩周內整改", Grace(length=14)),
        ("一个月之内未变更的，取消接入", Grace(length=30)),
        ("二十一天后仍未整改将注销备案", Grace(length=21)),
        ("请务必于2026-12-18 09:05:39之前恢复访问", Grace(date(2026, 12, 18))),
        ("请在12月3日前完成整改", Grace(date(2026, 12, 3))),
        ("请在1月8日前完成整改", Grace(date(2027, 1, 8))),
        ("请于12月10号前重新提交", Grace(date(2026, 12, 10))),
        ("整改截止日：10月31日", Grace(date(2026, 10, 31))),
        ("请10天内补正，最迟2026年12月1日", Grace(date(2026, 12, 1))),
        ("备案退回：域名未实名认证，请于下周五前修改", Grace(date(2026, 12, 4))),
        ("让我下周三之前改好", Grace(date(2026, 12, 2))),
        ("请于周五前修改", Grace(date(2026, 11, 27))),
        ("让我5号之前改好", Grace(date(2026, 12, 5))),
        ("本月30日前改好", Grace(date(2026, 11, 30))),
        ("请在下个月5号下班前修改", Grace(date(2026, 12, 5))),
        ("让我3天内改", Grace(length=3)),
        ("昨天备案被退回了，域名未实名认证，让我3天内改", Grace(date(2026, 11, 27))),
        ("昨天收到核查通知，请于3个工作日内整改", Grace(date(2026, 11, 27))),
        ("昨天交的备案今天被退了，请3天内修改", Grace(length=3)),
        ("您于11月20日提交的备案未通过审核，请3天内修改", Grace(length=3)),
        ("执照11月20日到期被退回，请3天内修改", Grace(length=3)),
        ("订单将于12月20日删除", Grace(date(2026, 12, 20))),
        ("订单将在7天后自动删除", Grace(length=7)),
        ("网站未挂备案号，将于12月15日取消接入", Grace(date(2026, 12, 15))),
        ("您的应用将于2026年12月20日下架", Grace(date(2026, 12, 20))),
        ("号码是空号，否则12月8日起停止服务", Grace(date(2026, 12, 8))),
        ("逾期未整改，服务器将于12月20日关停", Grace(date(2026, 12, 20))),
        ("网站未备案，域名将于12月20日停止解析", Grace(date(2026, 12, 20))),
        ("请于12月20日前注销域名", Grace(date(2026, 12, 20))),
        ("整改期限为5天", Grace(length=5)),
        ("处理时限至12月10日24时", Grace(date(2026, 12, 10))),
        ("处理期限为2026-12-10", Grace(date(2026, 12, 10))),
        *((f"让我{day}弄好", Grace(date(2026, 11, 30))) for day in ("月底前", "本月底以前", "这个月内")),
        ("年底前改好", Grace(date(2026, 12, 31))),
        ("最晚下个月5号", Grace(date(2026, 12, 5))),
        ("期限到下周三", Grace(date(2026, 12, 2))),
        ("电话打不通，只给了5天时间", Grace(length=5)),
        ("半个月内改完", Grace(length=15)),
        ("因首页没挂备案号，请于7天内整改", Grace(length=7)),
        ("因备案信息有误限5天内改正", Grace(length=5)),
        ("30天内未修改的订单将自动取消", Grace(length=30)),
        ("贵站已列入名单，10天内未整改将取消接入", Grace(length=10)),
    ],
)
def test_it_is_read_as_it_is_written(text: str, grace: Grace, knowledge: Knowledge) -> None:
    assert grace_in(text, knowledge, NOW) == grace


@pytest.mark.parametrize(
    "text",
    [
        "我们将在3个工作日内完成审核，请耐心等待",
        "请提供3个月内开具的居住证",
        "域名实名认证后3个工作日再提交，数据才会同步",
        "请在24小时内完成短信核验",
        "营业执照有效期须在3个月以上",
        "请于99月99日前整改",
        "请于零天内整改",
        "备案号粤ICP备2026001234号-12前面不能有空格，请修改",
        "订单已于11月20日被系统删除",
        "我上周五前改好了",
        "周一到周五前台都在，请修改电话",
        "有效期限2026-12-01，请修改",
        "您的域名将于12月15日到期",
        "服务器12月15日到期后关闭，请续费后修改",
        "域名未实名，营业执照营业期限至2026年12月31日，请更新后提交",
        "退回：授权书期限为2026-12-10，请延长",
        "授权期限为30天，请延长",
        "租赁合同的期限到12月20日，请续签",
        "驳回：服务器将于12月20日停止服务，请续费后重新提交",
        "驳回：域名12月10日将被注销，请续费",
        "云主机将在7天后自动释放并删除，请续费",
        "网站维护，12月10日将停止服务，备案被驳回因地址不详细",
        "客服12月5日前给我打过电话",
        "请在12月前后修改",
        "因30天内未提交，系统已取消您的订单",
        "因您60天内没有修改订单已关闭",
        "因未在45天内完善资料，订单被删除",
        "订单90天内未操作，已自动取消，请重新提交",
        "",
    ],
)
def test_what_others_take_and_how_old_papers_are_is_none(text: str, knowledge: Knowledge) -> None:
    assert grace_in(text, knowledge, NOW) is None


def test_the_last_day_is_counted_from_the_day_it_came(knowledge: Knowledge) -> None:
    came = Attempt(1, NOW)
    working = last_day(replace(came, grace=Grace(length=7, unit="个工作日")), knowledge)
    assert working
    assert (working.date, working.certain) == (date(2026, 12, 4), True)
    plain = last_day(replace(came, grace=Grace(length=7)), knowledge)
    assert plain
    assert plain.date == TODAY + timedelta(days=7)
    assert last_day(came, knowledge) is None


def test_one_is_reminded_before_the_last_day_until_it_is_submitted(knowledge: Knowledge) -> None:
    state = attempts.note(State(), Diagnosis(("reject-number-not-shown",), grace=Grace(date(2026, 12, 10))), NOW)
    found = [one for one in reminders(state, knowledge, NOW) if one.kind == "grace"]
    assert [(one.due.date(), one.number, one.of) for one in found] == [
        (date(2026, 12, 7), 1, 2),
        (date(2026, 12, 9), 2, 2),
    ]
    submitted = replace(state, loose=(replace(state.loose[0], submitted=NOW),))
    assert timers(submitted, knowledge, NOW).keys().isdisjoint(one.key for one in found)
    tomorrow = replace(state, loose=(replace(state.loose[0], grace=Grace(TODAY + timedelta(days=1))),))
    assert not any(one.kind == "grace" for one in reminders(tomorrow, knowledge, NOW)), "it was said today"
