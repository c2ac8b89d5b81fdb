"""Typed words about a filing under way, and those that mean something else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.actions import Finish, Jump, OpenStep, Progress, SureFiling
from bot.core.button_data import encode
from bot.core.events import Command, Pressed, said
from bot.core.knowledge import Knowledge
from bot.core.state import dump_state, load_state
from bot.core.turns.timers import timers
from bot.core.words import Marked, say
from tests.core.sample import NOW
from tests.core.talking import ACCESS, BEGUN, CHANGE, NUMBERED, SHOPS, after, at, begun, buttons, shown, turn


@pytest.mark.parametrize(
    ("step", "text", "then"),
    [
        ("first-sms", "短信填好了", "first-authority"),
        ("first-sms", "核验做完了", "first-authority"),
        ("first-sms", "验证码填完了", "first-authority"),
        ("first-sms", "短信核验完了", "first-authority"),
        ("first-sms", "短信验过了", "first-authority"),
        ("first-sms", "第13步做完了", "first-authority"),
        ("first-provider-review", "初审过了", "first-sms"),
        ("first-provider-review", "阿里云审核通过了！", "first-sms"),
        ("first-provider-review", "过了", "first-sms"),
        ("first-provider-review", "审过了", "first-sms"),
        ("first-authority", "管局批了", "first-approved"),
        ("first-authority", "审过了", "first-approved"),
        ("first-authority", "过审了", "first-approved"),
        ("first-authority", "管局审过了", "first-approved"),
        ("first-authority", "终审过了", "first-approved"),
        *(
            ("first-provider-review", text, "first-sms")
            for text in ("初申过了", "出审过了", "阿里云出审通过了", "我的初申终于过了", "真过了")
        ),
        *(("first-authority", text, "first-approved") for text in ("管具通过了", "官局批了", "中审过了")),
        *(("first-sms", text, "first-authority") for text in ("短信ok", "短信OK了", "短信没问题了", "验证码ok了")),
        ("first-submit", "提交了", "first-provider-review"),
        ("first-domain", "域名弄好了", "first-server"),
        *(("first-domain", text, "first-server") for text in ("第二步做完了", "这一步做完了", "这步办好了")),
    ],
)
def test_who_says_that_the_step_on_the_screen_is_over_goes_on(
    knowledge: Knowledge, step: str, text: str, then: str
) -> None:
    assert after(knowledge, *at(step), text)[0].showing == then


@pytest.mark.parametrize(
    "text",
    [
        *("填完了还没提交", "资料传了 提交了吗", "点了提交没反应", "填好就提交", "他的填完提交了", "填完提交不了"),
        *("我朋友提交了", "会计交了吗", "会计还没交", "罚款交了", "公安备案弄完提交了", "我朋友的公司提交了", "谁交"),
    ],
)
def test_what_is_not_submitted_yet_or_by_others_leads_nowhere(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-submit"))
    state, _ = after(knowledge, text, state=before)
    assert (state.filings, state.question) == (before.filings, ())


def test_what_was_filled_in_to_submit_is_no_code(knowledge: Knowledge) -> None:
    cancelling = (encode(SureFiling("cancel-site", 0)), "s:personal", "p:hunan", "a", encode(Jump(1, "cas-submit")))
    begun, _ = after(knowledge, *map(Pressed, cancelling))
    for text, done in (("信息全填完了 刚提交", False), ("提交了，短信也填了", True)):
        (filing,) = after(knowledge, text, state=begun)[0].filings
        assert bool(filing.marks["cas-submit"].done) == done


@pytest.mark.parametrize(
    "text",
    [
        "短信收到了但是验证码过期怎么办",
        "没收到短信",
        "手机没来短信",
        "什么时候来短信",
        "收到短信让我改名称",
        "来短信了没",
        "短信还没收到",
        "短信时间过了",
        "初审通过要多久",
        "核验做完了还要等多久",
        "收到",
        "做完了",
    ],
)
def test_who_asks_about_the_step_or_says_nothing_of_it_leaves_it_as_it_is(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *at("first-sms"))
    state, screens = after(knowledge, text, state=before)
    assert (state.filings, state.showing) == (before.filings, "first-sms")
    assert encode(OpenStep(1, "first-sms")) in buttons(screens), "an answer has the way back to the step"
    assert encode(Finish(1, "first-sms")) not in buttons(screens), "which would push it off the screen"
    assert not screens[0].text.startswith(knowledge.ui["step-received"][:4])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "ahead-changed") for text in ("变更过了", "变更好了", "变更终于成功了")),
        *((text, "ahead-ended") for text in ("注销好了", "注销成功了", "注销办下来了")),
        *((text, "ahead-any") for text in ("变更提交了 今天下午", "交了注销", "提交变更申请了")),
        *(
            (text, "")
            for text in ("法人变更好了", "备案被注销了", "变更好了吗", "变更没过", "查不到了", "工商变更好了")
        ),
    ],
)
def test_of_a_change_or_a_cancelling_that_is_no_filing_of_ours_it_is_told_what_comes_next(
    knowledge: Knowledge, text: str, key: str
) -> None:
    site = Marked(knowledge.facts["miit-site"].text)
    shown = [screen.text for screen in after(knowledge, text)[1]]
    for one in "ahead-changed", "ahead-ended", "ahead-any":
        assert (say(knowledge, one, site=site) in shown) == (one == key)


def test_of_a_filing_whose_number_is_there_no_verdict_is_waited_for(knowledge: Knowledge) -> None:
    waiting, _ = after(knowledge, *at("first-sms"))
    assert any(key.startswith("awaited") for key in timers(waiting, knowledge, NOW))
    for step in ("first-sms", "first-authority"):
        state, _ = after(knowledge, *at(step), NUMBERED)
        kinds = {key.split(":")[0] for key in timers(state, knowledge, NOW)}
        assert knowledge.ui["numbered-ahead"] in after(knowledge, Pressed(encode(Progress())), state=state)[1][0].text
        assert kinds == {"police", "yearly", "retention"}, "only what comes after approval"


@pytest.mark.parametrize("text", ["变更成功了吗", "变更还没下来", "变更申请提交了", "网站挂了", "取消变更成功了"])
def test_what_tells_of_no_end_approves_nothing(knowledge: Knowledge, text: str) -> None:
    assert encode(Jump(1, "chs-done")) not in buttons(after(knowledge, *CHANGE, text)[1])


def test_what_is_changed_under_a_plan_is_only_mended(knowledge: Knowledge) -> None:
    sent_back = ("提交了", "对", "初审被退了 名称和公司没关系")
    _, screens = after(knowledge, *CHANGE, *sent_back, "名称变更好了")
    assert encode(Jump(1, "chs-done")) not in buttons(screens)


def test_who_tells_once_more_of_the_end_is_shown_what_comes_then(knowledge: Knowledge) -> None:
    assert after(knowledge, *CHANGE, "变更成功了", "对", "变更成功了")[0].showing == "chs-done"


def test_who_wants_back_to_a_step_is_led_there(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "下一步", "回到第一步")
    assert state.showing == "first-check"
    state, _ = after(knowledge, *BEGUN, "回到第九十步")
    assert state.showing == "first-check"


def test_who_says_so_is_the_name_of_no_filing(knowledge: Knowledge) -> None:
    unknown = knowledge.ui["not-recorded"].partition("{name}")[2]
    of_somebody = ("小周的初审过了", "大讲堂初审过了", "宏具通过了", "永顺过了", "忠盛的过了", "初升的过了", "预审过了")
    for text, named in (("小周说初审过了", False), ("初申过了", False), *((one, True) for one in of_somebody)):
        for begin in ((), SHOPS):
            assert (unknown in after(knowledge, *begin, text)[1][0].text) == named


@pytest.mark.parametrize(
    ("name", "text"),
    [("初升科技", "初升的初审过了"), ("初升科技", "初升过了"), ("钟审网", "钟审过了"), ("关局花店", "关局的过了")],
)
def test_a_name_is_heard_before_what_sounds_like_it(knowledge: Knowledge, name: str, text: str) -> None:
    waiting = tuple(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2))
    state, _ = after(knowledge, *begun(name), waiting[0], *begun("小李花店"), waiting[1], text)
    assert state.filings[1] == after(knowledge, *SHOPS, *waiting)[0].filings[1]
    assert state.question[0][1] == encode(Finish(1, "first-provider-review"))


def test_what_went_wrong_is_told_so_at_a_step_though_it_sounds_done(knowledge: Knowledge) -> None:
    for text in "网站名称重复提交了", "核验单漏签了":
        _, screens = after(knowledge, *BEGUN, text)
        assert knowledge.ui["courtesy-done"] not in [screen.text for screen in screens]


def test_a_side_job_is_not_what_the_filing_is_for(knowledge: Knowledge) -> None:
    for text, asked in ("变更好了 现在接入", False), ("变更过了", False), ("接入成功了", True):
        state, _ = after(knowledge, *ACCESS, text)
        assert bool(state.question) == asked, text


def test_a_filing_that_was_to_find_out_how_to_change_the_provider_goes_on_by_adding_access(
    knowledge: Knowledge,
) -> None:
    kept, _ = after(knowledge, *ACCESS)
    stored = dump_state(kept).replace('"add-access"', '"change-provider"')
    assert stored != dump_state(kept)
    state, screens = after(knowledge, "短信来了", "是", state=load_state(stored))
    assert (state.filings[0].flow, state.showing) == ("add-access", "acc-sms")
    assert "24 小时" in screens[-1].text


def test_a_verdict_with_which_one_comes_back_is_asked_of_which_filing_it_is(knowledge: Knowledge) -> None:
    reviewed = tuple(Pressed(encode(Jump(number, "first-provider-review"))) for number in (1, 2))
    before, _ = after(knowledge, *SHOPS, *reviewed)
    same_day, _ = after(knowledge, "初审过了", state=before)
    assert same_day.filings != before.filings
    later = replace(before, seen=NOW.date() - timedelta(days=2))
    state, screens = after(knowledge, "初审过了", state=later)
    assert state.filings == before.filings
    assert buttons(screens) == [encode(Finish(number, "first-provider-review")) for number in (1, 2)]
    for text, number in (("老王面馆", 1), ("小李花店", 2), ("是", 0)):
        told, _ = after(knowledge, text, state=state)
        assert [one.number for one, was in zip(told.filings, before.filings, strict=True) if one != was] == (
            [number] if number else []
        )


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("第1件做完了", 1),
        ("2弄好了", 1),
        ("①②都做完了", 2),
        ("都弄好了", 2),
        ("实名弄好了", 1),
        ("弄好了", 0),
        ("2和3都弄好了", 0),
        ("第2条还没弄好", 0),
        ("第二条弄好了吗", 0),
        ("电话打通了还是退回来了", 0),
    ],
)
def test_what_is_done_of_the_open_plan_is_no_new_rejection(text: str, done: int, knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案退回：1、域名未实名认证；2、电话打不通", Command("rejected"))
    state, result = turn(state, said(text), knowledge)
    assert sum(len(attempt.ticked) for attempt in state.loose) == done
    if done or text in ("弄好了", "2和3都弄好了"):
        assert "看出 2 条退回原因" in shown(result)


def test_numbers_that_are_not_clear_are_asked_about_where_a_rejection_was_expected(knowledge: Knowledge) -> None:
    text = "备案退回：1、域名未实名认证；2、电话打不通；3、备案信息与营业执照不一致"
    state, _ = after(knowledge, text, Command("rejected"))
    _, result = turn(state, said("2和3都弄好了"), knowledge)
    assert "做完的是哪一样" in shown(result)
