"""Todos of a plan that typed words tick or untick."""

from datetime import timedelta

import pytest

from bot.core.actions import OpenPlan, Strike, TickFix
from bot.core.button_data import encode
from bot.core.dialogue import respond
from bot.core.events import Event, Pressed, said
from bot.core.filings.plan import plan
from bot.core.knowledge import Knowledge
from bot.core.replies import Screen
from tests.core.sample import NOW
from tests.core.talking import FIRST, NAME, PLAN, REALNAME, THREE, after, at, buttons


def test_what_was_done_to_the_only_thing_needs_no_name(knowledge: Knowledge) -> None:
    for text in ("今天做了", "弄了", "刚实名"):
        assert set(after(knowledge, *PLAN, text)[0].loose[0].ticked) == {REALNAME}, text


def test_a_part_of_the_plan_is_the_plan_shown_last(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, THREE, "备案要多久", "哪个先弄", "都弄好了")
    assert set(state.loose[0].ticked) == {FIRST, REALNAME, "subject-name", NAME}


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("第二个做完了", {REALNAME}),
        ("第二条弄好了", {REALNAME}),
        ("第一个还没弄，第二个弄好了", {REALNAME}),
        ("第二个弄好了，第三条也改好了", {REALNAME, NAME}),
        *((text, {REALNAME}) for text in ("域名实名办好了", "实名那个搞定了", "域名实名换好了", "实名改了")),
        *((text, {REALNAME}) for text in ("域名让技术去实名了", "实名那条也弄好了")),
        *((text, {NAME}) for text in ("网站名称改了", "网站名字改好了", "名字改了", "站名已经改了")),
        *((text, {NAME}) for text in ("好的 改成强发五金了", "现在改成强发五金制品厂了")),
        *((text, set[str]()) for text in ("改成季华五路了", "改成老板的了")),
        ("都改好了", {FIRST, REALNAME, "subject-name", NAME}),
        *((text, {FIRST, REALNAME, "subject-name", NAME}) for text in ("三个都改好了", "四件改好了", "这几个都改好了")),
        *((text, {FIRST, REALNAME}) for text in ("前两个做完了", "前面两件都改好了")),
        ("前两条都改好了", {FIRST, REALNAME, "subject-name"}),
        *((text, {FIRST, REALNAME}) for text in ("1、2做完了", "①②好了", "1和2都改好了", "1-2做完了")),
        ("2做完了", {REALNAME}),
        *(
            (text, set[str]())
            for text in (
                *("做完了", "名称改好了", "名称改了", "备案做好了", "第九个做完了", "第二个做完了吗"),
                *("两个都改好了", "五个都改好了", "前九个都改好了", "0、1做完了"),
                *("改了一个 交了", "没改 交了", "改好了 没交"),
            )
        ),
        *(
            (text, {FIRST, REALNAME, "subject-name", NAME})
            for text in ("已改 已提交", "改好了，重新交了", "弄好了 交了", "按要求改完提交了", "都换好了又交了")
        ),
        ("实名改了 已提交", {REALNAME}),
    ],
)
def test_what_is_said_to_be_done_of_a_plan_is_ticked(knowledge: Knowledge, text: str, ticked: set[str]) -> None:
    state, _ = after(knowledge, THREE, text)
    assert set(state.loose[0].ticked) == ticked


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("域名实名怎么弄", "那个弄好了"),
        ("域名实名怎么弄", "好了 弄完了"),
        ("域名在哪实名", "这个也实名了"),
        ("实名要多久", "弄好了"),
    ],
)
def test_what_was_asked_about_just_before_is_what_is_done(knowledge: Knowledge, asked: str, text: str) -> None:
    state, _ = after(knowledge, THREE, asked, text)
    assert set(state.loose[0].ticked) == {REALNAME}


@pytest.mark.parametrize(
    ("told", "fix"),
    [
        *(((text,), "auth-letter") for text in ("授权书重新盖了公章了", "授权书盖公章了", "授权书行政重新盖了章了")),
        *(((text,), "id-photo") for text in ("照片行政重拍了", "照片我让同事重拍了")),
        (("必须用老板本人的号码吗", "手机号那条也改了 用的老板的号"), "person-info"),
    ],
)
def test_who_did_it_and_what_was_put_on_it_do_not_hide_what_was_done(
    knowledge: Knowledge, told: tuple[str, ...], fix: str
) -> None:
    back = "驳回：1.授权书未加盖公章；2.负责人手机号非本人实名；3.主体负责人证件照片模糊"
    state, _ = after(knowledge, back, *told)
    assert set(state.loose[0].ticked) == {fix}


@pytest.mark.parametrize("text", ["域名昨天申请过户了", "域名过户昨天提交的", "过户提交了 在等对方确认", "过户申请了"])
def test_what_was_handed_in_to_others_is_not_ticked_yet(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, "退回了 域名所有者与主办单位不一致", text)
    assert not state.loose[0].ticked
    assert "交上去了，还没通过" in screens[0].text


@pytest.mark.parametrize("read", [(), ("域名是我弟弟名字实名的 行不",)])
def test_what_something_was_filled_in_as_or_got_tells_that_it_was(read: tuple[str, ...], knowledge: Knowledge) -> None:
    for back, text, fix in (
        ("备案退了，身份证有效期填错", "填成长期了", "id-dates"),
        ("备案退了 1、域名未实名 2、通信地址没写到门牌号", "地址补上门牌了", "contact-address"),
    ):
        state, _ = after(knowledge, back, *read, text)
        assert set(state.loose[0].ticked) == {fix}


def test_what_is_done_already_ticks_nothing_else_of_its_reason(knowledge: Knowledge) -> None:
    told = "驳回：网站名称与主办单位无关联；负责人电话打不通"
    once, _ = after(knowledge, told, "名字改了")
    for text in ("名字改成强发五金了", "名字改好了"):
        again, screens = after(knowledge, told, "名字改了", text)
        assert [*again.loose[0].ticked] == [*once.loose[0].ticked] == [NAME], text
        assert "之前就勾上了" in screens[0].text, text


def test_a_new_name_that_rules_speak_against_is_told_so(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, "驳回：网站名称与主办单位无关联；负责人电话打不通", "改成佛山中国论坛了")
    assert [*state.loose[0].ticked] == [NAME]
    assert "「佛山中国论坛」当网站名称" in screens[0].text


def test_numbers_higher_than_any_reason_has_are_of_the_list(knowledge: Knowledge) -> None:
    told = "被退了 说备案信息虚假 授权书没盖章"  # the second reason asks for what is the fourth in the list
    listed = [todo.fix.id for todo in plan(after(knowledge, told)[0].loose[0], knowledge, NOW).todos]
    for text in ("1 2 3都好了", "前三个都好了"):
        assert [*after(knowledge, told, text)[0].loose[0].ticked] == listed[:3], text
    state, screens = after(knowledge, told, "1和2都好了")
    assert not state.loose[0].ticked
    assert "第 2 条原因" in screens[0].text


@pytest.mark.parametrize("text", ["查到了", "能查到了", "公示系统里查到了", "搜到了", "查到备案号了", "订单号给了"])
def test_what_was_looked_up_of_a_plan_is_no_approval(knowledge: Knowledge, text: str) -> None:
    for told in ((THREE,), PLAN):
        state, _ = after(knowledge, *told, text)
        assert state.attempt, told
        assert state.loose[0].submitted is None, told


PAPERS = "说我主办单位名称和证件住所填写不规范 还有网站负责人手持照模糊"
PHONE = "被退了 1、备注没写 2、手机号不是本省的"


@pytest.mark.parametrize(
    ("told", "text", "ticked"),
    [
        *((PAPERS, text, {"subject-name"}) for text in ("名称也照执照抄了", "名称照着证件重抄了")),
        *((PAPERS, text, {"person-photo", "face-verify"}) for text in ("照片刷脸弄完了", "照片和刷脸都弄好了")),
        (PAPERS, "名称住所都改好了", {"subject-name", "id-address"}),
        (PAPERS, "照片重新拍好了", {"person-photo"}),
        *((PAPERS, text, set[str]()) for text in ("名称没抄", "照片刷脸还没弄完", "照片刷脸弄完了吗")),
        *((PHONE, text, {"phone-swap"}) for text in ("办了张新卡", "换了个号码", "号码换了", "新办了一张手机卡")),
        ("驳回：应急电话与手机号相同", "号码换了", {"phone-emergency"}),
        *(
            (PHONE, text, set[str]())
            for text in ("卡丢了", "我没有卡", "号没换", "办了居住证", "办了个新的营业执照", "改了个人信息")
        ),
    ],
)
def test_what_is_called_otherwise_than_in_the_plan_is_ticked(
    knowledge: Knowledge, told: str, text: str, ticked: set[str]
) -> None:
    state, _ = after(knowledge, told, text)
    assert set(state.loose[0].ticked) == ticked


FACE, SHARED = "退回：真实性核验人不是网站负责人", "被退了 1、备注没写 2、电话打不通"


@pytest.mark.parametrize(
    ("told", "text", "ticked"),
    [
        *(
            ("退回：电话无人接听", text, {"phone-open"})
            for text in (
                "手机保持畅通了",
                "拦截关了",
                "换了一个能接通的号",
                "手机早不用了 换成新的了",
                "电话开机了 一直开着",
                "话费充好了",
            )
        ),
        *(
            ("退回：网站备注未填写", text, {"remark"})
            for text in (
                *("备注补充好了", "那个备注我写了", "备注说明填了", "备注写了：介绍木雕，不涉及新闻和出版"),
                *("备注我填的是 读书心得 没有广告", "备注已填：只放公司产品，不含前置审批内容"),
            )
        ),
        *(
            ("退回：通信地址不详细", text, {"contact-address"})
            for text in ("通讯地址改了", "门牌号加了", "地址改了 到3号楼")
        ),
        *(
            ("退回：身份证照片模糊", text, {"id-photo"})
            for text in (
                "照片换过了",
                "重拍好了这次很清楚",
                "拍清晰上传了",
                "图重传了",
                "扫描好了",
                "照片照好了",
                "法人本人重拍了",
            )
        ),
        *((FACE, text, {"face-verify"}) for text in ("刷脸过了", "人脸重新做了")),
        *(("退回：域名持有者不一致", text, {"domain-owner"}) for text in ("域名转给公司了", "域名改到法人名下了")),
        *(("退回：服务器购买时长不足", text, {"server-ready"}) for text in ("续费了", "续了半年", "服务器续到后年了")),
        ("退回：名称不合格，含敏感词", "改了名字 叫永顺花艺", {"site-name"}),
        ("退回：授权书没盖章", "重签了 写了日期", {"auth-letter"}),
        ("退回：承诺书未签字", "承诺书做好上传了", {"commitment"}),
        *((SHARED, text, {"remark"}) for text in ("备注写了 介绍木雕", "备注写的是：介绍木雕")),
        *(
            (told, text, set[str]())
            for told, text in (
                *((SHARED, one) for one in ("名字换了 叫花艺", "备注忘了写了", "客户的备注写了")),
                *(("退回：网站备注未填写", one) for one in ("域名实名了", "备注请写成：个人学习", "备注忘写了")),
                *(
                    ("退回：域名未实名认证", one)
                    for one in ("换了个域名", "云账号实名了", "他们让我实名了再交", "域名续费了", "域名注销了")
                ),
                *(("退回：服务器购买时长不足", one) for one in ("服务器换了", "域名续了一年", "服务器到期了")),
                *((FACE, one) for one in ("签字过了", "初审过了")),
                *(("退回：电话无人接听", one) for one in ("号码换成我爱人的了 行不", "电话换成我爱人的了，可以吗")),
                *(("退回：电话无人接听", one) for one in ("电话停了", "手机号注销了", "电话关机了")),
                ("退回：网站备注未填写", "照片重拍了"),
            )
        ),
    ],
)
def test_what_was_done_is_ticked_by_all_that_is_said_of_how_it_is_done(
    knowledge: Knowledge, told: str, text: str, ticked: set[str]
) -> None:
    before, _ = after(knowledge, told)
    state, _ = after(knowledge, text, state=before)
    assert (set(state.loose[0].ticked), state.loose[0].reasons) == (ticked, before.loose[0].reasons)


def test_who_asks_whether_to_submit_after_what_was_done_is_told_by_the_plan(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, HALF, "两个都改好了 现在可以提交了吗")
    assert len(state.loose[0].ticked) == len(HALF.split("；"))
    assert screens[-1].text.startswith("**看出")


PHOTO = "初审未通过，原因：1.网站名称与主办单位无关联；2.身份证照片不清晰"


INSPECTED = "经核查，备案网站存在以下问题：网站无法访问；备案号未悬挂。请于5个工作日内整改，逾期将注销备案。"


OPEN = "退回：备案期间网站可访问；电话无人接听"


HALF = "驳回：域名未实名；网站名称不合规"


THREE_PAPERS = "初审未通过，原因：1、身份证过期；2、授权书没盖章；3、照片模糊"


@pytest.mark.parametrize(
    ("told", "text", "ticked"),
    [
        *(
            ("初审退了 身份证过期", text, {"id-renew"})
            for text in ("身份证换好了", "换了", "新身份证办下来了", "证件换啦")
        ),
        *(
            (THREE_PAPERS, text, {"auth-letter"})
            for text in ("授权书盖章了", "授权书重新盖好章了", "把授权书传上去了", "授权书签好啦")
        ),
        ("初审未通过，原因：手机号重复", "手机号换了个新的", {"phone-swap"}),
        ("初审未通过，原因：域名未实名认证；通信地址不详细", "域名实名做了", {"domain-realname"}),
        ("初审未通过，原因：网站没备案就可以访问", "关了", {"dns-off"}),
        ("初审未通过，原因：网站没备案就可以访问", "网站先关掉了", {"dns-off"}),
        ("初审退了 名称和公司没关系", "改成永顺五金商行官网了", {"site-name"}),
        *(
            ("初审退了 名称和公司没关系", text, {"site-name"})
            for text in ("名字换成花艺了", "改名了", "已改名", "名字刚换", "又换名字了")
        ),
        ("初审未通过，原因：网站含违法内容", "删了", {"illegal-remove"}),
        ("初审未通过，原因：通信地址不详细；网站名称与主办单位无关", "地址写详细了", {"contact-address"}),
        *(
            (THREE_PAPERS, text, {"id-photo"})
            for text in ("照片重拍了", "重新拍了照片", "照片拍清楚了", "叫同事重拍照片了")
        ),
        *((PHOTO, text, {"site-name"}) for text in ("换了网站名称", "名称改好了 照片明天拍", "名称换了，照片没弄")),
        (PHOTO, "名称改好了 照片也传了 备注晚点写", {"site-name", "id-photo"}),
        *(
            (THREE_PAPERS, text, set[str]())
            for text in ("传上去了", "都传了", "剩下几个", "还剩几样没做", "还差哪条没改")
        ),
    ],
)
def test_what_was_done_of_a_plan_may_be_told_in_words_of_ones_own(
    knowledge: Knowledge, told: str, text: str, ticked: set[str]
) -> None:
    state, screens = after(knowledge, *at("first-provider-review"), told, text)
    attempt = state.filings[0].attempts[0]
    assert set(attempt.ticked) == ticked
    assert screens[-1].text.startswith("**看出")


@pytest.mark.parametrize(
    ("told", "text", "ticked"),
    [
        *(
            (INSPECTED, text, {"site-up"})
            for text in (
                *(
                    "网站能打开了",
                    "现在网站可以访问了",
                    "网站恢复正常了",
                    "打得开了",
                    "网站修好了，能打开了",
                    "网站能开了",
                ),
                *("网站弄好了", "域名解析好了 能访问", "网站已经可以正常访问"),
                "網站可以打開了，備案號還沒弄",
            )
        ),
        *(
            (INSPECTED, text, {"number-show"})
            for text in (
                *("备案号挂上去了", "备案号显示出来了", "网站打开就能看到备案号了", "备案号已经弄好了 网站还没"),
                *("备案号加上去了", "备案号放好了", "备案号贴上去了"),
            )
        ),
        *((OPEN, text, {"dns-off"}) for text in ("网站已经关了 打不开了", "解析停了")),
        *((OPEN, text, {"phone-open"}) for text in ("电话打得通了", "手机能接通了", "电话开机了")),
        *(
            (HALF, text, {"domain-realname"})
            for text in ("1好了2没好", "第一个整好咯 第二个还在搞", "实名弄了 名字没弄", "已实名", "域名刚刚认证")
        ),
        *((HALF, text, set[str]()) for text in ("网站弄好了", "仲差边样", "域名换了")),
        *((INSPECTED, text, set[str]()) for text in ("网站打不开了", "网站关了", "网站改了", "备案号注销了")),
        ("退回：1、照片反光；2、备注没写", "身份证重拍了", {"id-photo"}),
        ("退回：1、照片反光；2、备注没写", "备注写了只卖早点 能带走", {"remark"}),
        ("退回：1、照片反光；2、通信地址不详细", "地址写到门牌号了", {"contact-address"}),
        (HALF, "都搞掂晒", {"domain-realname", "site-name"}),
    ],
)
def test_what_works_again_or_is_half_done_is_ticked_and_no_new_reason(
    knowledge: Knowledge, told: str, text: str, ticked: set[str]
) -> None:
    before, _ = after(knowledge, told)
    (attempt,) = after(knowledge, text, state=before)[0].loose
    assert (set(attempt.ticked), attempt.reasons) == (ticked, before.loose[0].reasons)


def test_what_is_possible_by_a_line_of_a_notice_is_a_reason(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被退回了，原因：\n1、域名未实名认证", "2、网站备案期间可以访问")
    assert "reject-site-accessible" in state.loose[0].reasons


@pytest.mark.parametrize("told", ["经核查，备案网站未悬挂备案号，请整改", "管局通知：网站备案核查不合格，请整改"])
def test_what_sounds_like_another_reason_but_was_done_is_asked_about(knowledge: Knowledge, told: str) -> None:
    before, _ = after(knowledge, told)
    state, screens = after(knowledge, "现在网站能打开了", state=before)
    assert (state.loose, screens[0].text) == (before.loose, knowledge.ui["courtesy-done"])


@pytest.mark.parametrize(
    "text",
    [
        "服务器换了",
        "换了服务器",
        "换了公司名称",
        "法人换了",
        "客服换了",
        "换了",
        "身份证过期了",
        "传了没",
        "证件没换",
        "还没传上去",
        "急死了",
        "等了三天了",
        "钱退了",
        "公司注销了",
        "换了要多久",
        *("执照也过期了", "公司改名了", "改主意了", "选错了", "办不了", "先不做了"),
    ],
)
def test_what_tells_of_nothing_done_ticks_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), THREE_PAPERS, text)
    assert not state.filings[0].attempts[0].ticked


@pytest.mark.parametrize("read", ["备案要多久", "备注怎么写"])
def test_what_was_done_is_ticked_also_after_a_question(knowledge: Knowledge, read: str) -> None:
    told = "初审未通过，原因：1.授权书没盖章；2.网站备注未填写"
    reviewed = at("first-provider-review")
    state, _ = after(knowledge, *reviewed, told, read, "备注写了")
    (attempt,) = state.filings[0].attempts
    assert set(attempt.ticked) == {"remark"}
    assert len(attempt.reasons) == 2
    for text in ("换了", "照片传了", "域名换了", "域名实名了", "备案号挂了"):
        (attempt,) = after(knowledge, *reviewed, told, read, text)[0].filings[0].attempts
        assert (set(attempt.ticked), len(attempt.reasons)) == (set(), 2), text


def test_what_was_bought_is_not_what_was_to_be_done(knowledge: Knowledge) -> None:
    assert not after(knowledge, *PLAN, "买了一个.cn域名，为什么不能备案？")[0].loose[0].ticked


@pytest.mark.parametrize(
    "done", [("第二个做完了",), ("第二条弄好了",), ("都改好了",), (Pressed(encode(TickFix(1, REALNAME, True))),)]
)
@pytest.mark.parametrize("again", ["第二个做完了", "第二条弄好了", Pressed(encode(TickFix(1, REALNAME, True)))])
def test_what_was_done_before_is_neither_told_nor_counted_once_more(
    knowledge: Knowledge, done: tuple[Event | str, ...], again: Event | str
) -> None:
    before, _ = after(knowledge, THREE, *done)
    turn = respond(said(again) if isinstance(again, str) else again, before, knowledge, NOW)
    assert (turn.notes, turn.state.loose) == ((), before.loose)
    *told, shown = turn.replies
    assert [shown] == after(knowledge, Pressed(encode(OpenPlan(1))), state=before)[1]
    assert ["之前就勾上了" in one.text for one in told if isinstance(one, Screen)] == [True] * isinstance(again, str)


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("退回：名称与证件不一致。地址已经搬了", True),
        ("退回：域名已过户，请重新提交", False),
        ("退回：网站未关闭。我还没关", False),
    ],
)
def test_what_is_not_surely_done_is_neither_ticked_nor_lost(knowledge: Knowledge, text: str, unclear: bool) -> None:
    (attempt,) = after(knowledge, text)[0].loose
    assert (attempt.ticked, bool(attempt.unclear)) == ({}, unclear)


LISTED = "初审未通过，原因：1.网站负责人身份证照片不清晰；2.网站名称与主办单位名称无关联；3.备案期间网站可访问。"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *((text, {1: "⑤"}) for text in ("第一个改好了", "1做完了", "1、2做完了")),
        *((text, {3: "①"}) for text in ("第三个改好了", "3做完了")),
        *((text, {1: "⑤", 3: "①"}) for text in ("1、3做完了", "前三个都做完了")),
    ],
)
def test_a_number_that_a_reason_and_another_thing_to_do_have_is_asked_about(
    knowledge: Knowledge, text: str, asked: dict[int, str]
) -> None:
    state, screens = after(knowledge, LISTED, "第二个怎么改", text)
    assert not state.loose[0].ticked
    *told, shown = screens
    assert [f"第 {place} 条原因" in one.text for place, one in zip(asked, told, strict=True)] == [True] * len(asked)
    for sign in asked.values():
        assert sign in shown.text


def test_what_is_named_by_its_own_title_is_ticked_alone(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "备案被退回了：网站名称与主办单位无关联", "网站名称改了")
    assert set(state.loose[0].ticked) == {NAME}, "its other things to do have the name in their reason only"


def test_where_it_is_open_what_was_done_the_plan_is_there_to_be_ticked(knowledge: Knowledge) -> None:
    for text in ("做完了", "名称改好了", "名称改了", "两个都改好了", "前九个都改好了", "执照换好了", "联系电话弄好了"):
        _, screens = after(knowledge, THREE, text)
        assert screens[0].text == knowledge.ui["courtesy-done"]
        assert encode(TickFix(1, REALNAME, True)) in buttons(screens)
    left, _ = after(knowledge, THREE, "前两个做完了", "剩下两个也做完了")
    assert set(left.loose[0].ticked) == {FIRST, REALNAME, "subject-name", NAME}
    only, _ = after(knowledge, *PLAN, "做完了")
    assert set(only.loose[0].ticked) == {REALNAME}, "there is nothing else that can be meant"


UNCLEAR = "退回：域名未实名认证；吉祥物一栏有误"


def test_who_mended_something_may_mean_what_was_not_recognised(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, UNCLEAR, "改好了")
    assert (state.loose[0].ticked, screens[0].text) == ({}, knowledge.ui["courtesy-done"])
    state, screens = after(knowledge, "实名弄好了", state=state)
    assert set(state.loose[0].ticked) == {REALNAME}
    assert "认出来的都做完了" in screens[-1].text


def test_what_only_sounds_like_a_thing_to_do_ticks_nothing(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "退回原因：网站打不开", "域名解析了")
    assert not state.loose[0].ticked


@pytest.mark.parametrize("text", ["照片删了", "照片找到了", "名称问了", "照片打印了"])
def test_what_was_done_to_a_thing_but_is_not_what_is_to_be_done_ticks_nothing(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, *at("first-provider-review"), PHOTO, text)
    assert state.filings[0].attempts[0].ticked == {}


@pytest.mark.parametrize(
    ("told", "first", "passed"),
    [
        ("域名未实名；照片模糊", "实名提交了", "实名通过了"),
        ("域名未实名；照片模糊", "实名交上去了 还在审", "实名审核过了"),
        ("域名未实名", "实名认证审核中", "实名批下来了"),
        ("域名持有者不一致", "过户申请交了", "过户通过了"),
        ("域名持有者不一致", "过户还在办", "过户办好了"),
    ],
)
def test_what_others_decide_is_no_resubmission_and_ticked_once_they_agree(
    knowledge: Knowledge, told: str, first: str, passed: str
) -> None:
    before, _ = after(knowledge, f"驳回：{told}")
    handed_in, screens = after(knowledge, first, state=before)
    assert "还没通过" in screens[0].text
    assert (handed_in.loose, handed_in.question) == (before.loose, ())
    state, _ = after(knowledge, passed, state=handed_in)
    assert len(state.loose[0].ticked) == 1
    assert state.loose[0].submitted is None


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        *(("退回：通信地址不详细", text) for text in ("地址加了501室", "补了", "地址写全了")),
        ("退回：备案号没有链接到备案系统", "链接也加了"),
        ("退回：缺少授权书", "补上了"),
    ],
)
def test_after_another_question_a_plan_is_still_heard(knowledge: Knowledge, notice: str, text: str) -> None:
    state, _ = after(knowledge, notice, "备案要多久", text)
    assert state.loose[0].ticked


@pytest.mark.parametrize("text", ["电话换了", "域名买了", "服务器续费了", "地址要写到几号", "链接加了吗"])
def test_after_another_question_nothing_is_ticked_that_is_not_in_it(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, "退回：身份证照片不清晰", "备案要多久", text)
    assert not state.loose[0].ticked


@pytest.mark.parametrize(
    ("notice", "asked", "text"),
    [
        ("退回：网站负责人电话打不通", "备案要多久", "换成腾讯云了"),
        ("退回：网站名称不规范", "手机号换了怎么办", "改了"),
    ],
)
def test_what_may_be_done_to_what_was_asked_about_is_asked_and_not_ticked(
    knowledge: Knowledge, notice: str, asked: str, text: str
) -> None:
    state, screens = after(knowledge, notice, asked, text)
    assert not state.loose[0].ticked
    assert screens[0].text == knowledge.ui["courtesy-done"]


def test_a_mended_number_is_asked_about_where_it_may_be_a_reason(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, THREE, "第1个改了")
    assert state.loose[0].ticked == {}
    assert buttons(screens)[:2] == [encode(TickFix(1, fix, True)) for fix in (FIRST, "subject-name")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        *(
            (text, {"site-name"})
            for text in ("搞错了 没写", "搞错了，备注还没写", "备注没写", "不对，备注没写", "备注没写 我看错了")
        ),
        ("弄错了 名称没改", {"remark"}),
        *((text, {"site-name", "remark"}) for text in ("没写", "照片没拍", "备注没写吗", "搞错了 照片没拍")),
    ],
)
def test_what_was_not_done_after_all_is_ticked_no_more(knowledge: Knowledge, text: str, left: set[str]) -> None:
    told = "初审未通过，原因：1.网站名称与主办单位无关联；2.身份证照片不清晰"
    state, _ = after(knowledge, told, "名称改好了")
    state, _ = after(knowledge, "备注写了", text, state=state, now=NOW + timedelta(minutes=1))
    assert {*state.loose[0].ticked} == left
    assert len(state.loose[0].reasons) == 2


FIVE = THREE + "4、身份证照片不清晰；5、网站负责人电话无法接通。"
PLANS = ("您的备案未通过审核：域名未实名认证", "您的备案未通过审核：1、域名未实名认证；2、缺少真实性核验单", FIVE)
NOT_DONE = (
    *("不对，还没做好", "不对还没做好", "还没做好", "其实还没弄完", "没做好", "说错了，还没改好", "不是，还没办"),
    *("等等，还没做好", "还没有做好呢", "记错了 没弄", "嗯，还没处理好"),
)
NOT_MINE = (
    *(
        "这不是退回",
        "没有被退回，发错了",
        "我发错了，不是我的",
        "不是我的",
        "这不是我的备案",
        "删掉这一条",
        "把这条删掉",
    ),
    *("不算退回", "其实没有退回", "不是退回，删掉", "不是退回通知"),
)
SLIPS = ("不是，我弄错了", "我弄错了", "发错了", "我发错了", "不好意思，发错了", "贴错了", "复制错了")
DENIALS = ("不对", "不是")


@pytest.mark.parametrize("notice", PLANS)
@pytest.mark.parametrize("ticked", [(), ("域名实名做好了",)])
def test_who_denies_what_was_told_below_a_plan_has_it_undone_or_is_asked(
    knowledge: Knowledge, notice: str, ticked: tuple[str, ...]
) -> None:
    before, _ = after(knowledge, notice, *ticked)
    known = before.loose[0]
    for text in (*NOT_DONE, *NOT_MINE, *SLIPS, *DENIALS):
        turn = respond(said(text), before, knowledge, NOW)
        (left,), asked = turn.state.loose, dict(turn.state.question).values()
        assert (left.reasons, left.unclear, left.joined) == (known.reasons, known.unclear, known.joined), text
        assert not turn.misses, text
        if text in NOT_MINE or (text in SLIPS and not ticked):
            assert encode(Strike(1, True)) in asked, text
        elif text in DENIALS and ticked:
            assert encode(TickFix(1, "domain-realname", False)) in asked, text
        elif text not in DENIALS:
            assert (left.ticked, list(asked)) == ({}, []), text


def test_all_that_was_ticked_at_once_is_ticked_no_more(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, THREE, "都改好了", "不对，还没做好")
    assert state.loose[0].ticked == {}
    state, _ = after(knowledge, PLANS[1], "域名实名做好了", "备案要多久", "不对，还没做好")
    assert state.loose[0].ticked == {}, "whatever was asked since"


def test_what_was_ticked_long_ago_is_ticked_no_more_only_once_that_is_sure(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, PLANS[0], "域名实名做好了")
    state, _ = after(knowledge, "备案要多久", "不对，还没做好", state=state, now=NOW + timedelta(days=20))
    assert set(state.loose[0].ticked) == {"domain-realname"}
    assert encode(TickFix(1, "domain-realname", False)) in dict(state.question).values()


@pytest.mark.parametrize(
    "text",
    [
        "不用",
        "没有了",
        "不是我",
        "还没审核完",
        "没退钱",
        "客服还没弄好",
        "还没做好能先交吗",
        "发错地方了怎么办",
        "是不是退回了",
        "不是我拍的",
    ],
)
def test_what_denies_nothing_that_was_told_takes_nothing_back(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, PLANS[1], "域名实名做好了")
    state, _ = after(knowledge, text, state=before)
    assert (state.loose, dict(state.question)) == (before.loose, {})
