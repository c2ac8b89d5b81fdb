"""What typed words tick of the checklists of a filing, and which of its steps they say are over."""

import pytest

from bot.core.actions import Finish, Jump, OpenStep
from bot.core.button_data import encode
from bot.core.course import checklist
from bot.core.events import Pressed
from bot.core.knowledge import Knowledge
from bot.core.state import Mark
from tests.core.talking import BEGUN, after, at, buttons

ACCESS = tuple(map(Pressed, ("n:add-access", "s:enterprise", "p:guangdong", "a")))
MOVED = (*ACCESS, Pressed(encode(Jump(1, "acc-done"))))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        *((text, {0, 2}) for text in ("1、3做完了", "1和3好了", "①③做完了", "第一个和第三个弄好了")),
        *((text, {0, 1, 2}) for text in ("1-3做完了", "1到3都做好了", "1、2、3都完成了")),
        *((text, set(range(6))) for text in ("全部打勾", "都勾上", "都打勾了")),
        *((text, {0, 1, 2, 4, 5}) for text in ("除了第4项都好了", "除第四个以外都好了")),
        ("12都好了", {0, 1}),
        *((text, {0, 1, 2}) for text in ("前三个做完了", "前面三个有了", "1到3都有", "1 2 3 没问题")),
        *(
            (text, set[int]())
            for text in ("9做完了", "2、9做完了", "打勾", "全部做完了", "3做完了吗", "11月25号做完了")
        ),
    ],
)
def test_several_items_are_ticked_at_once(knowledge: Knowledge, text: str, places: set[int]) -> None:
    before, _ = after(knowledge, *BEGUN)
    state, _ = after(knowledge, text, state=before)
    items = checklist(knowledge.flows["first-filing"].steps[0], state.filings[0])
    ticked = state.filings[0].marks["first-check"].ticked
    assert set(ticked) == {items[place].id for place in places}
    state, _ = after(knowledge, *(["撤销"] if places else []), state=state)
    assert state.filings[0].marks["first-check"] == before.filings[0].marks["first-check"]


@pytest.mark.parametrize("text", ["都没问题 下一步", "都满足", "全都符合要求", "都有了", "都查过了", "全部具备"])
def test_that_all_is_so_that_a_step_wants_is_that_it_is_over(knowledge: Knowledge, text: str) -> None:
    assert buttons(after(knowledge, *BEGUN, text)[1])[0] == encode(Finish(1, "first-check"))
    for other in "有没有问题", "域名没问题", "都没有":
        assert encode(Finish(1, "first-check")) not in buttons(after(knowledge, *BEGUN, other)[1]), other


@pytest.mark.parametrize(
    ("text", "step", "item"),
    [
        *((text, "first-domain", "domain-realname") for text in ("域名实名做好了", "实名好了", "域名做完实名了")),
        ("执照拍好了", "first-materials", "license"),
        *((text, "first-materials", "authorization") for text in ("授权书盖章了", "授权书盖好章了")),
        ("备注写好了", "first-site-info", "site-remark"),
        *((text, "first-submit", "site-closed") for text in ("网站关了", "域名解析停了")),
        *((text, "first-materials", "authorization") for text in ("授权书弄好了", "授权书准备好了")),
        ("邮箱弄好了", "first-materials", "email"),
    ],
)
@pytest.mark.parametrize("on_screen", [True, False])
def test_an_item_that_is_told_to_be_done_is_ticked(
    knowledge: Knowledge, text: str, step: str, item: str, on_screen: bool
) -> None:
    before, _ = after(knowledge, *(at(step) if on_screen else BEGUN))
    state, screens = after(knowledge, text, state=before)
    assert state.filings[0].marks[step].ticked == (item,)
    assert state.showing == before.showing
    assert ("替你勾上" in screens[0].text) != on_screen
    state, _ = after(knowledge, *(["说错了 还没做好"] if on_screen else ["撤销"]), state=state)
    assert not state.filings[0].marks.get(step, Mark()).ticked


def test_an_item_is_ticked_though_something_else_came_back(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "驳回：营业执照不清晰", *BEGUN, "域名实名做好了")
    assert state.filings[0].marks["first-domain"].ticked == ("domain-realname",)
    assert not state.loose[0].ticked


@pytest.mark.parametrize(
    "text",
    [
        "服务器买好了",
        "域名过户好了",
        *("照片传上去了", "文件都传了", "附件传好了"),
        "通信地址改了",
        "网站能打开了",
        "刷脸过了",
        "身份证拍了",
        "域名实名好了吗",
        *("解析做好了", "解析加好了", "域名解析好了", "续费了", "名称填好了", "照片拍好了"),
        *("电话打通了", "电话买好了", "应急电话填好了", "手机号办好了", "签字了", "核对好了"),
    ],
)
def test_what_names_no_one_item_ticks_none(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *BEGUN, text)
    assert not any(mark.ticked for mark in state.filings[0].marks.values())


@pytest.mark.parametrize("text", ["域名过户好了", "第二十一步做完了"])
def test_who_is_told_to_tick_sees_what(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, *BEGUN, "下一步")
    state, screens = after(knowledge, text, state=before)
    assert state.filings == before.filings
    assert "做完哪一样" in screens[0].text
    assert "持有者就是备案的主体" in screens[-1].text


@pytest.mark.parametrize(
    "text", ["谢谢 域名过户好了", "老板签字了", "公司注册好了", "SSL证书装好了", "商标注册好了", "我看过了"]
)
def test_what_is_nothing_of_the_step_does_not_show_it_again(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *BEGUN, text)
    assert [screen.text for screen in screens] == [knowledge.ui["courtesy-done"]]
    assert buttons(screens) == [encode(OpenStep(1, "first-check"))]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        *((text, "first-login") for text in ("材料都齐了", "材料都备齐啦")),
        ("域名服务器都弄好了", "first-materials"),
        ("前三步做完了", "first-materials"),
        ("我做到第5步了", "first-login"),
        ("我已经做到刷脸了", "first-face-verify"),
        ("刷脸过了", "first-submit"),
    ],
)
def test_how_far_one_says_to_be_is_asked(knowledge: Knowledge, text: str, step: str) -> None:
    asked, screens = after(knowledge, *BEGUN, text)
    assert encode(Jump(1, step)) in buttons(screens)
    assert after(knowledge, "是", state=asked)[0].showing == step


@pytest.mark.parametrize("text", ["挂好了", "挂上去了", "备案号已经挂好了", "页脚加好了"])
def test_a_number_that_is_shown_on_the_site_is_ticked(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-approved"), text)
    assert state.filings[0].marks["first-approved"].ticked == ("number-hung",)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("解析切过去了", "resolved"),
        ("解析已经指过去了", "resolved"),
        ("旧的取消接入了", "old-cancelled"),
        ("阿里云的接入取消了", "old-cancelled"),
        ("原来那家的接入也取消掉了", "old-cancelled"),
    ],
)
def test_what_is_done_once_access_is_added_is_ticked(knowledge: Knowledge, text: str, item: str) -> None:
    state, _ = after(knowledge, *MOVED, text)
    assert state.filings[0].marks["acc-done"].ticked == (item,)


@pytest.mark.parametrize("text", ["解析还没切", "解析怎么切", "旧的还没取消接入", "旧的要取消接入吗"])
def test_what_is_not_done_or_asked_then_is_not_ticked(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *MOVED, text)
    assert state.filings[0].marks["acc-done"].ticked == ()


@pytest.mark.parametrize(
    ("text", "meant"), [("人脸过了", True), ("人脸识别做完了", True), ("人脸没过", False), ("人脸过了吗", False)]
)
def test_a_step_is_known_by_what_it_is_called_too(knowledge: Knowledge, text: str, meant: bool) -> None:
    state, _ = after(knowledge, *BEGUN, text)
    assert [claim.answers[0][1] for claim in state.claims] == [encode(Jump(1, "first-submit"))] * meant


@pytest.mark.parametrize(
    ("text", "ticked"), [("旧的取消了", True), ("原来那家取消了", True), ("旧的要取消吗", False), ("旧的不取消", False)]
)
def test_the_access_before_is_cancelled_in_words(knowledge: Knowledge, text: str, ticked: bool) -> None:
    state, _ = after(knowledge, *MOVED, text)
    assert ("old-cancelled" in state.filings[0].marks["acc-done"].ticked) == ticked


def test_who_passed_at_the_police_has_it_noted(knowledge: Knowledge) -> None:
    for text, filed in (("公安过了", True), ("公安备案通过了", True), ("公安没过", False), ("公安过了吗", False)):
        state, _ = after(knowledge, *at("first-approved"), text)
        assert ("police-filed" in state.filings[0].marks["first-approved"].ticked) == filed
