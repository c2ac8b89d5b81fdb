"""Questions about the plan of a rejection, in typed words."""

import pytest

from bot.core.actions import Came, OpenPlan, OpenStep, Read, ReadProvince, TickFix
from bot.core.button_data import decode, encode
from bot.core.events import Command, Pressed
from bot.core.filings.attempts import at_work
from bot.core.filings.plan import RECHECK
from bot.core.knowledge import Knowledge
from bot.core.turns.planning import LAPSED
from tests.core.talking import BEGUN, DATED, FIRST, NOTICE, PLAN, REALNAME, SUBMITTED, THREE, after, at, buttons


@pytest.mark.parametrize(
    ("texts", "fix", "told"),
    [
        *(((text,), REALNAME, "3～5 个工作日") for text in ("第二条要多久", "第二个要几天")),
        *(((text,), REALNAME, "给域名实名") for text in ("第二件怎么弄", "怎么实名", "在哪实名")),
        *(((text,), FIRST, "公示系统") for text in ("然后呢", "接下来怎么办", "先做哪个", "先弄哪一条")),
        *(((text,), FIRST, "公示系统") for text in ("哪个先弄", "先搞哪样", "顺序有讲究吗", "要按顺序来吗")),
        *((("备案要多久", text), FIRST, "公示系统") for text in ("然后呢", "先做哪个")),
        *(((text,), FIRST, "公示系统") for text in ("怎么办", "咋整", "这可怎么解决", "what do i do", "zenmeban")),
        *(((text,), REALNAME, "3～5 个工作日") for text in ("实名要多久", "域名实名要几天")),
        (("第一个做完了", "怎么弄"), REALNAME, "给域名实名"),
        (("第一个做完了", "然后呢"), REALNAME, "给域名实名"),
    ],
)
def test_of_what_is_to_be_done_a_part_is_told_alone(
    knowledge: Knowledge, texts: tuple[str, ...], fix: str, told: str
) -> None:
    _, screens = after(knowledge, THREE, *texts)
    assert told in screens[0].text
    assert buttons(screens) == [encode(TickFix(1, fix, True)), encode(OpenPlan(1))]


PAPERS = "说我主办单位名称和证件住所填写不规范 还有网站负责人手持照模糊"


@pytest.mark.parametrize(
    ("text", "fixes"),
    [
        *((text, ["id-address"]) for text in ("那个住所怎么填才规范", "住所怎么填")),
        ("照片是让员工拍的 他不是负责人", ["person-photo", "face-verify"]),
        *((text, []) for text in ("备案要多久", "网站名称能用英文吗", "服务器在香港可以吗", "执照是新办的")),
    ],
)
def test_what_may_be_about_several_things_is_about_the_plan_that_was_just_shown(
    knowledge: Knowledge, text: str, fixes: list[str]
) -> None:
    _, screens = after(knowledge, PAPERS, text)
    told = [data for data in buttons(screens) if isinstance(decode(data), TickFix)]
    assert told == [encode(TickFix(1, fix, True)) for fix in fixes]
    _, screens = after(knowledge, PAPERS, "备案要多久", text)
    assert not [data for data in buttons(screens) if isinstance(decode(data), TickFix)]


def test_where_somebody_is_goes_into_the_plan_on_the_screen(knowledge: Knowledge) -> None:
    state, screens = after(knowledge, PAPERS, "我在佛山")
    assert state.asker.province == "guangdong"
    assert buttons(screens) == [encode(OpenPlan(1)), encode(ReadProvince("guangdong"))]
    assert "广东" in after(knowledge, *PLAN, *BEGUN, "我在佛山")[1][0].text


@pytest.mark.parametrize("text", ["第二个怎么办 我没有过户", "第二条咋弄 不会"])
def test_what_is_told_behind_a_number_hides_it_not(knowledge: Knowledge, text: str) -> None:
    state, _ = after(knowledge, THREE, text)
    assert state.topic == "reject-domain-not-realname"


@pytest.mark.parametrize(
    ("read", "texts"),
    [
        ("备案要多久", ("还差啥", "还缺哪几样", "还有啥没弄", "剩下的是哪些", "剩下还有什么", "就差几件了")),
        ("第二条怎么弄", ("谁来弄", "这个谁去办", "由谁负责", "是我弄还是阿里云弄", "这些要我自己改吗")),
    ],
)
def test_what_is_left_and_who_does_it_is_told_by_the_plan(
    knowledge: Knowledge, read: str, texts: tuple[str, ...]
) -> None:
    for text in texts:
        state, screens = after(knowledge, THREE, read, text)
        assert screens == after(knowledge, Pressed(encode(OpenPlan(1))), state=state)[1]
        assert encode(OpenPlan(1)) not in buttons(after(knowledge, text)[1])


@pytest.mark.parametrize(
    "text",
    [
        *("这个要多久", "改这些要多久", "全部弄完要几天", "处理完大概得多长时间", "多久能弄好"),
        *("最快哪天能交", "可以交了吗", "可以只改一个先交吗", "能不能先改一条就交"),
        *("那现在可以重新提交吗", "那能不能交了", "那要等几天再交", "这条可以不改吗", "那必须改吗", "不改行不行"),
    ],
)
def test_how_long_it_takes_until_all_is_done_is_told_by_thing(knowledge: Knowledge, text: str) -> None:
    for read in ((), ("第二条怎么弄",)):
        _, screens = after(knowledge, THREE, *read, text)
        assert "还有 **4** 件" in screens[0].text
        assert "给域名实名，⏳ 做完再等 3～5 个工作日" in screens[0].text
        assert "最早 **12月2日**" in screens[0].text
    _, screens = after(knowledge, "备案驳回：通信地址不详细", text)
    assert "当天就能交" in screens[0].text
    _, screens = after(knowledge, *PLAN, "做完了", text)
    assert "**12月2日** 再提交" in screens[0].text


def test_a_number_beyond_the_reasons_is_one_of_the_notice(knowledge: Knowledge) -> None:
    told = "公安备案退回：数据码已过期；数据码填错"
    assert encode(TickFix(1, "police-match", True)) in buttons(after(knowledge, told, "第二条怎么选")[1])


def test_what_is_chased_is_a_review_and_no_plan(knowledge: Knowledge) -> None:
    assert "件要做" not in after(knowledge, THREE, "能催吗")[1][0].text


@pytest.mark.parametrize(
    ("told", "text", "topic"),
    [
        ("退回原因：授权书不合格", "授权书怎么写", "material-authorization-letter"),
        ("退回原因：备注有误", "备注填什么", "material-remark"),
    ],
)
def test_how_a_paper_is_written_is_told_with_examples(knowledge: Knowledge, told: str, text: str, topic: str) -> None:
    state, _ = after(knowledge, told, text)
    assert state.topic == topic


@pytest.mark.parametrize(
    ("told", "text", "fixes"),
    [
        *(
            ("您的备案未通过：证件住所与营业执照不一致", text, ["id-address"])
            for text in ("那地址怎么改", "去哪改地址", "地址怎麼改才對")
        ),
        *(
            ("驳回：负责人手机号与应急电话相同", text, ["phone-emergency"])
            for text in ("手机号怎么换", "在哪里改手机号")
        ),
        *(("您的备案未通过：网站名称为纯英文", text, ["site-name"]) for text in ("网站名称怎么改", "名字改成啥好")),
        ("您的备案未通过：主体负责人不是法定代表人", "法人怎么改", ["person-legal"]),
        ("您的备案未通过：主办单位名称与证件不一致", "公司名称怎么改", ["subject-name"]),
        *(("您的备案未通过：核验照片不合格", text, ["person-photo"]) for text in ("照片要怎么拍", "怎么重拍")),
        ("您的备案未通过：证件号码填写错误", "号码怎么改", ["subject-id"]),
        ("小程序备案审核不通过，原因：服务内容标识选择有误；小程序名称不合规", "服务内容标识在哪改", ["service-pick"]),
        (THREE, "实名怎么弄", [REALNAME]),
    ],
)
def test_how_a_thing_is_mended_is_told_by_the_plan_that_has_it(
    knowledge: Knowledge, told: str, text: str, fixes: list[str]
) -> None:
    for read in ((), ("备案要多久",)):
        _, screens = after(knowledge, told, *read, text)
        assert buttons(screens) == [*(encode(TickFix(1, fix, True)) for fix in fixes), encode(OpenPlan(1))]


@pytest.mark.parametrize(
    "text", ["怎么换服务器", "网站名称怎么改", "备案号怎么挂", "域名怎么改", "公安备案怎么办", "手机号怎么查次数"]
)
def test_how_a_thing_is_changed_that_no_plan_has_is_a_question(knowledge: Knowledge, text: str) -> None:
    assert encode(TickFix(1, REALNAME, True)) not in buttons(after(knowledge, *PLAN, text)[1])


def test_what_comes_next_is_known_after_a_question_too(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, *BEGUN, "备案要多久", "然后呢")
    assert state.showing == "first-domain"
    state, screens = after(knowledge, THREE, "备案要多久", "还剩什么")
    assert encode(TickFix(1, REALNAME, True)) in buttons(screens)


@pytest.mark.parametrize(
    "text",
    [
        *("还剩几天", "什么时候到期", "来不及了", "期限能延长吗", "我来不及改怎么办", "几号之前要改完", "哪天前得改好"),
        *("来得及吗", "现在改还来得及不"),
    ],
)
def test_who_asks_how_long_a_notice_gives_is_told_the_day(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, NOTICE, "备案要多久", text)
    assert "12月2日" in screens[0].text
    assert "还剩 7 天" in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    assert at_work(state)
    _, screens = after(knowledge, text)
    assert "12月2日" not in screens[0].text


@pytest.mark.parametrize(
    "text", ["逾期会怎样", "过期了会咋样", "不改会怎么样", "要是不理他们会有什么后果", "没按时改会罚款吗"]
)
def test_what_comes_of_doing_nothing_is_told_by_who_found_it(knowledge: Knowledge, text: str) -> None:
    state, screens = after(knowledge, NOTICE, text)
    assert "12月2日" in screens[0].text
    assert state.topic == LAPSED["after"]
    assert after(knowledge, "公安备案退回：交互类型选错", text)[0].topic == LAPSED["police"]
    assert "没写期限" in after(knowledge, THREE, text)[1][0].text
    assert after(knowledge, NOTICE, "备案要多久", text)[1][0] != screens[0]


@pytest.mark.parametrize("text", ["改好了要回复他们吗", "弄完需要通知管局一声吗", "用不用告诉他们"])
def test_whether_somebody_is_to_be_told_is_told_by_the_plan(knowledge: Knowledge, text: str) -> None:
    assert buttons(after(knowledge, NOTICE, text)[1]) == [encode(TickFix(1, RECHECK, True)), encode(OpenPlan(1))]
    assert "都做完了再交" in after(knowledge, THREE, text)[1][0].text


@pytest.mark.parametrize("text", ["什么时候能重新提交", "几号能交？", "现在可以重新提交了吗", "要等到哪天"])
def test_who_asks_when_to_submit_again_is_told_the_day_of_the_plan(knowledge: Knowledge, text: str) -> None:
    for begin in (DATED, (*DATED, "备案要多久")):
        state, screens = after(knowledge, *begin, text)
        assert "12月2日" in screens[0].text
        assert at_work(state)
    assert "还有 **1** 件" in after(knowledge, *PLAN, text)[1][0].text
    assert "12月2日" not in after(knowledge, text)[1][0].text


@pytest.mark.parametrize(
    ("text", "is_early"),
    [
        *((text, True) for text in ("能不能先交", "先提交上去行吗", "没改完能交吗", "直接交会怎样", "不改就交可以不")),
        *((text, True) for text in ("改了一个先交行吗", "授权书还没签 先交行吗", "那我先交了再说 可以吗")),
        *((text, True) for text in ("可以不改吗", "前面改的还要再改吗")),
        *((text, True) for text in ("网站关了，现在可以交了吗", "好吧 我关了网站 这样可以交了吗")),
        *((text, False) for text in ("可以先交钱吗", "授权书能不能先不交", "材料要先交给谁")),
    ],
)
def test_who_asks_to_submit_before_all_is_done_is_told_what_is_left(
    knowledge: Knowledge, text: str, is_early: bool
) -> None:
    _, screens = after(knowledge, *PLAN, text)
    assert ("还有 **1** 件" in screens[0].text) == is_early


APPROVED_BEFORE = (
    "你的备案变更申请被驳回：变更申请过多，上一笔变更没办完",
    "收到通知：网站未悬挂备案号，请于5日内整改",
)


@pytest.mark.parametrize(
    "text",
    [
        "换个域名行不行",
        "我想换个域名",
        "换个负责人行不行",
        "公司刚改名了",
        "身份证换新的了",
        "换个手机号行不行",
        "重新下单可以吗",
    ],
)
def test_what_came_back_and_was_never_approved_is_changed_in_its_order(knowledge: Knowledge, text: str) -> None:
    told = knowledge.ui["in-order"][:20]
    _, screens = after(knowledge, *PLAN, text)
    assert told in screens[0].text
    assert encode(OpenPlan(1)) in buttons(screens)
    for before in ((), *((notice,) for notice in APPROVED_BEFORE)):
        assert told not in after(knowledge, *before, text)[1][0].text
    assert told not in after(knowledge, *PLAN, f"已经备案的，{text}")[1][0].text


@pytest.mark.parametrize(
    ("notice", "text", "noted"),
    [
        ("驳回：网站负责人照片不合格", "换了一张", True),
        ("驳回：服务内容选错", "换成单位门户网站了", True),
        ("驳回：域名未实名", "我换了个域名", True),
        ("驳回：营业执照不清晰", "执照换新的了", False),
        (THREE, "实名好了，名称还在想", False),
        (THREE, "只差名字没改", False),
        ("驳回：域名未实名", "交返上去", False),
        ("驳回：域名未实名", "我客户要换服务器", False),
        ("驳回：域名未实名", "朋友公司改名了", False),
        ("驳回：域名未实名", "客户情况：\n1、甲公司要换服务器\n2、乙公司改名了", False),
    ],
)
def test_what_is_done_or_of_others_is_not_told_to_be_filled_in_otherwise(
    knowledge: Knowledge, notice: str, text: str, noted: bool
) -> None:
    _, screens = after(knowledge, notice, text)
    shown = "".join(screen.text for screen in screens)
    assert knowledge.ui["in-order"][:20] not in shown
    assert (knowledge.ui["courtesy-done"][:8] in shown and encode(OpenPlan(1)) in buttons(screens)) == noted


def test_the_day_from_which_a_plan_can_be_submitted_stands_in_the_progress(knowledge: Knowledge) -> None:
    assert "12月2日" in after(knowledge, *DATED, "进度")[1][0].text


def test_hours_that_run_at_the_step_on_the_screen_are_told_before_days(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, NOTICE, *at("first-sms"), Pressed(encode(Came(1, "first-sms"))), "还剩几天")
    assert "11月26日" in screens[0].text
    assert "12月2日" in screens[1].text


def test_a_plan_of_no_filing_stands_in_the_progress(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, NOTICE, "进度")
    assert "12月2日" in screens[0].text
    assert knowledge.ui["progress-none"] not in screens[0].text
    for text in ("进度", "清单", "看整改清单"):
        assert encode(OpenPlan(1)) in buttons(after(knowledge, NOTICE, "备案要多久", text)[1]), text
    _, screens = after(knowledge, *BEGUN, NOTICE, "进度")
    assert {encode(OpenPlan(1)), encode(OpenStep(1, ""))} <= set(buttons(screens))


@pytest.mark.parametrize(
    "text",
    [
        "现在到哪一步",
        "进展如何",
        "我的备案审到哪里了呀",
        "卡在哪了",
        "有几个在等",
        "現在是什麼狀態",
        "过了没",
        "管局过了吗",
    ],
)
def test_who_asks_how_far_it_is_is_told_of_what_is_kept(knowledge: Knowledge, text: str) -> None:
    assert encode(OpenPlan(1)) in buttons(after(knowledge, *SUBMITTED, text)[1])
    assert knowledge.ui["progress-none"] not in after(knowledge, text)[1][0].text


def test_who_asks_for_news_of_a_filing_that_is_not_kept_here_is_told_where_to_look(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, "有消息吗")
    assert screens[0].text.startswith(knowledge.ui["progress-none"])
    assert encode(Read("faq-progress-query")) in buttons(screens)


@pytest.mark.parametrize(
    "text",
    ["上次是什么原因", "这是第几次退了", "我总共被退几次", "上次为啥退的", "第一次退的是啥原因", "头一回是什么问题"],
)
def test_who_asks_what_came_back_before_is_told_of_the_record(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, *SUBMITTED, text)
    assert screens == after(knowledge, *SUBMITTED, Command("history"))[1]


@pytest.mark.parametrize(
    ("text", "read", "fixes"),
    [
        *((text, "reject-site-accessible", []) for text in ("前两个我会改 第三个是什么", "第三条看不懂 怎么回事")),
        *((text, "reject-site-accessible", []) for text in ("③是什么意思呀 我没开站", "（3）咋回事", "3这条看不明白")),
        *((text, "", ["dns-off"]) for text in ("只剩第三个了", "第三个还没弄", "第三条办不了", "三条里哪个最急")),
        *((text, "", []) for text in ("3个网站能一起备吗", "3天能下来吗")),
        *((text, "", []) for text in ("第三个域名怎么加", "第九条还没弄", "第一条和第三条都没弄")),
    ],
)
def test_what_is_told_or_asked_by_its_number_is_told_of_the_plan(
    knowledge: Knowledge, text: str, read: str, fixes: list[str]
) -> None:
    state, screens = after(knowledge, "退回原因：1、手机号码停机；2、网站名称含敏感词；3、网站未关闭", text)
    shown = [
        data for data in buttons(screens) if data in {encode(TickFix(1, fix, True)) for fix in ("dns-off", "remark")}
    ]
    assert (state.topic if state.topic.startswith("reject") else "", shown) == (
        read,
        [encode(TickFix(1, fix, True)) for fix in fixes],
    )


@pytest.mark.parametrize("text", ["②是什么意思 我只卖五金", "2这条不懂"])
def test_what_is_asked_of_an_item_joins_no_rejection(knowledge: Knowledge, text: str) -> None:
    before, _ = after(knowledge, "初审未通过：①核验照片背景不合格；②网站内容与经营范围不符")
    assert after(knowledge, text, state=before)[0].loose == before.loose


@pytest.mark.parametrize("text", ["多久能交", "几天可以再交", "多久才能重新提交"])
def test_how_soon_it_may_be_submitted_is_told_by_what_is_waited_for(knowledge: Knowledge, text: str) -> None:
    _, screens = after(knowledge, "驳回：域名未实名", "实名做好了", text)
    assert "再提交，早了" in screens[0].text


def test_of_what_nobody_has_to_check_it_is_said_that_there_is_nothing_to_wait_for(knowledge: Knowledge) -> None:
    _, screens = after(knowledge, THREE, "改名称要多久")
    assert screens[0].text == knowledge.ui["todo-at-once"]
