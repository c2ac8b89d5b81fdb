"""The same news of a step or of a plan in many words, with whatever people say before and after it: the same becomes of
it. A question that only looks like news changes nothing."""

from itertools import cycle

import pytest

from bot.core.events import Event
from bot.core.knowledge import Knowledge
from bot.core.state import State
from tests.core.talking import BEGUN, after, at

FRAMES = ("{}", "跟你说一声 {}", "报告一下，{}", "那个，{}。", "嗯 {}", "终于{}", "{}，谢谢", "对了，{}～")
PLAN = ("备案被退回了：1、域名未实名认证；2、主体负责人手机号无人接听",)
REVIEW = at("first-provider-review")
SMS = at("first-provider-review", "first-sms")
AUTHORITY = at("first-authority")
SEEN = ("提交到管局了", "状态变成管局审核了", "刚收到通知说初审通过")
NEWS: dict[str, tuple[tuple[Event | str, ...], tuple[str, ...]]] = {
    "passed": (REVIEW, ("初审过了", "阿里云过了", "审核通过了", "初审没问题了", "初审成功了", "接入商那边过了", *SEEN)),
    "came": (SMS, ("短信收到了", "码来了", "收到码了", "管局短信收到了", "短信发来了", "来短信了")),
    "filled": (SMS, ("验证码填好了", "码填上了", "码输进去了", "验证码输好了", "短信核验完成了", "填完验证码了")),
    "back": (AUTHORITY, ("管局退了", "管局驳回了", "管局打回来了", "被管局退回了")),
    "all done": (PLAN, ("都弄好了", "全都搞定了", "所有的都改好了", "每一条都改好了", "这些都弄好了", "问题都解决了")),
    "names": (PLAN, ("实名弄好了", "域名实名了", "实名问题解决了", "域名实名那条弄好了", "第一个弄好了")),
    "telephone": (PLAN, ("电话弄好了", "手机弄好了", "手机号换了", "换手机号了", "电话问题解决了")),
    "submitted": (PLAN, ("重新提交了", "又交了一次", "提交上去了", "又提交了呢", "已经提交上去了")),
    "not yet": (PLAN, ("还没弄", "其他的还没弄", "还有一个没弄", "电话明天弄", "只弄了一半", "好了，在弄了")),
}
QUESTIONS = (
    "弄好了要等多久",
    "提交了还能改吗",
    "都弄好了才能交吗",
    "换了手机号还能收到短信吗",
    "如果提交了发现错了咋办",
)


def became(state: State) -> object:
    """Return how far filings and rejections came, without when."""
    every = [one for filing in state.filings for one in filing.attempts] + list(state.loose)
    steps = [
        {(step, mark.done is not None, mark.ticked, mark.awaited) for step, mark in filing.marks.items()}
        for filing in state.filings
    ]
    return steps, [(one.reasons, set(one.ticked), one.submitted is not None) for one in every]


@pytest.mark.parametrize("news", NEWS)
def test_the_same_news_comes_to_the_same_however_it_is_worded(news: str, knowledge: Knowledge) -> None:
    before, wordings = NEWS[news]
    start = after(knowledge, *before)[0]
    told = [frame.format(words) for words, frame in zip(wordings * 2, cycle(FRAMES), strict=False)]
    first, *others = [became(after(knowledge, text, state=start)[0]) for text in (*wordings, *told)]
    assert (first == became(start)) == (news == "not yet")
    wrong = [text for text, one in zip((*wordings, *told)[1:], others, strict=True) if one != first]
    assert not wrong


@pytest.mark.parametrize("before", [BEGUN, REVIEW, SMS, AUTHORITY, PLAN])
def test_a_question_that_looks_like_news_changes_nothing(before: tuple[Event | str, ...], knowledge: Knowledge) -> None:
    start = after(knowledge, *before)[0]
    assert all(became(after(knowledge, text, state=start)[0]) == became(start) for text in QUESTIONS)
