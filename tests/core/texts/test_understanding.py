"""Which texts are notices, which are questions, and into which parts they are taken apart."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts.asker import of_any_firm
from bot.core.texts.asking import leaves_unsaid
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.rewording import misleading
from bot.core.texts.understanding import understand
from tests.core.sample import NOW
from tests.core.talking import after, at


def test_a_text_is_understood_once_whatever_a_caller_leaves_out(knowledge: Knowledge) -> None:
    text = "备案要多久，要花钱吗"
    assert understand(knowledge, text, awaited=False, topic="") is understand(knowledge, text)


def test_that_something_came_back_is_no_notice_of_a_reason_that_is_only_guessed(knowledge: Knowledge) -> None:
    assert not understand(knowledge, "老王被退了，小李也被退了").notice


@pytest.mark.parametrize("text", ["物业公司网站不用备案", "五金店APP要不要备案"])
def test_whether_a_firm_has_to_file_is_not_asked_as_how(knowledge: Knowledge, text: str) -> None:
    assert "怎么" not in of_any_firm(knowledge, text)


@pytest.mark.parametrize(
    "text",
    [
        *("注销公司小程序备案", "换了公司小程序备案要重来吗", "深圳公司网站备案"),
        *("公司网站可以不备案", "公司APP已备案", "公司网站要不要备案", "公司网站备案"),
    ],
)
def test_what_stands_before_a_firm_may_be_more_than_its_trade(knowledge: Knowledge, text: str) -> None:
    assert of_any_firm(knowledge, text) == text


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("管局：网站名称含“数码”字样，请修改", "reject-name-forbidden"),
        ("网站名称中「智慧」二字须删除", "reject-name-forbidden"),
        ("管局：网站名称含“江西省”字样，请修改", "reject-name-state"),
        ("網站名稱含「貴州」字樣", "reject-name-state"),
        ("网站名称含“全球”字样，请修改", "reject-name-state"),
        ("网站名称可以含“贵州”字样吗", "naming-gov-words"),
        ("网站名称含“留言”字样，请修改", "reject-name-interactive"),
        ("网站名称含“bbs”字样，请修改", "reject-name-interactive"),
        ("网站名称含“聊天”字样，请修改", "reject-name-interactive"),
        ("网站名称含“政府”字样，请修改", "reject-name-gov"),
        ("网站名称含“农业局”字样，请修改", "reject-name-gov"),
        ("网站名称含“新闻”字样，请修改", "reject-name-preapproval"),
        ("个人网站名称含“工作室”字样，请修改", "reject-name-personal"),
        ("图标用了人家的商标，被打回", "reject-app-icon"),
    ],
)
def test_what_a_name_or_an_icon_is_refused_for_is_told_by_what_it_is(
    knowledge: Knowledge, text: str, topic: str
) -> None:
    first = understand(knowledge, text).parts[0]
    assert (first.decision, first.choices[0].topic) == ("answer", topic)
    assert "违禁" not in first.text
    assert "logo" not in first.text


@pytest.mark.parametrize(
    "text",
    [
        "管局：网站名称含“数码”字样，网站名称含“智慧”字样，请修改",
        "管局：网站名称含“数码”字样，属于违禁词，请修改",
        "图标带商标，logo请更换，被打回",
        "管局：" + "".join(f"名“{chr(0x4E00 + i)}{chr(0x5000 + i)}”字" for i in range(600)),
    ],
)
def test_of_what_was_refused_it_is_quoted_what_was_written(knowledge: Knowledge, text: str) -> None:
    assert "".join(part.text for part in understand(knowledge, text).parts) == text


@pytest.mark.parametrize(
    "text",
    [
        "给图标注册商标被驳回了",
        "商标被驳回了",
        "网站名称里有“数码”两个字行不行",
        "网站名称可以带“湖北”两个字吗",
        "“在线购买”栏目被退了 说个人网站不能卖东西",
        "“身份证”被退了 说不是个人的",
        ".io批不批",
    ],
)
def test_a_trade_mark_itself_or_a_word_that_is_asked_for_was_not_refused(knowledge: Knowledge, text: str) -> None:
    assert not misleading(knowledge, text)


@pytest.mark.parametrize("text", ["小程序", "材料", "变更"])
def test_who_only_names_a_thing_is_offered_what_is_asked_about_it(knowledge: Knowledge, text: str) -> None:
    (part,) = understand(knowledge, text).parts
    kinds = [knowledge.topics[choice.topic].kind == "rejection" for choice in part.choices]
    assert (part.decision, kinds) == ("choose", [False, False, False, True])


@pytest.mark.parametrize("text", ["邮箱无法收信", "证件模糊"])
def test_who_names_what_is_wrong_is_offered_what_came_back_first(knowledge: Knowledge, text: str) -> None:
    (part,) = understand(knowledge, text).parts
    assert knowledge.topics[part.choices[0].topic].kind == "rejection"


ENGLISH = (
    "the company name does not match the licence",
    "the ID card photo is unclear",
    "domain not verified",
    "blah blah foo",
)


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("Your filing was rejected:\n1. {}\n2. {}\n3. {}\n4. {}", 4),
        ("My filing was rejected: 1. {} 2. {} 3. {} 4. {}", 4),
        ("rejected: (1) {}; (2) {}; (3) {}; (4) {}", 4),
        ("Reason 1: {}. Reason 2: {}. Reason 3: {}. Reason 4: {}.", 4),
        ("Rejected:\n- {}\n- {}\n- {}\n- {}", 4),
        ("Your ICP filing has been rejected for these reasons:\n{}\n{}\n{}", 3),
        ("Your filing was rejected: {}; {}; {}", 3),
        ("Your filing was rejected. {}. {}. {}. Please log in to the console and modify.", 3),
        ("Your filing was rejected because {}, {} and {}", 3),
    ],
)
def test_an_english_notice_is_taken_apart_as_a_chinese_one(form: str, count: int, knowledge: Knowledge) -> None:
    understood = understand(knowledge, form.format(*ENGLISH))
    assert understood.notice
    told = [part.choices[0].topic if part.decision == "answer" else part.text.strip(".") for part in understood.parts]
    known = ["reject-subject-name-mismatch", "reject-id-photo-unclear", "reject-domain-not-realname"]
    assert told == [*known, *ENGLISH[3:count]]


@pytest.mark.parametrize(
    "text",
    [
        "I bought a domain at Aliyun. Do I need to file? My server is in Hong Kong.",
        "Can I file as a foreigner?\nI have a passport and a company in Shenzhen",
        "My filing was rejected because the website name does not match the company, what should I do?",
    ],
)
def test_an_english_question_stays_one(text: str, knowledge: Knowledge) -> None:
    understood = understand(knowledge, text)
    assert not understood.notice
    assert [part.text for part in understood.parts] == [text]


def test_who_asks_about_a_reason_is_answered(knowledge: Knowledge) -> None:
    for text in ("身份证照片反光会被退回吗？", "wo de yu ming mei shi ming zen me ban"):
        understood = understand(knowledge, text)
        assert not understood.notice
        assert understood.parts[0].choices


def test_what_was_asked_for_is_taken_apart_though_it_asks(knowledge: Knowledge) -> None:
    text = "网站名称和公司没关系，怎么选这个名字？"
    assert not understand(knowledge, text).notice
    assert understand(knowledge, text, awaited=True).notice


def test_an_item_of_a_notice_is_none_of_the_questions_that_it_sounds_like(knowledge: Knowledge) -> None:
    assert understand(knowledge, "2、网站备案期间可以访问", awaited=True).notice
    assert not understand(knowledge, "2、备案要多久", awaited=True).notice


def test_what_is_asked_about_another_kind_of_filing_gets_one_answer(knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, "租房合同要去备案吗，不备会被罚款吗？").parts
    assert part.choices[0].topic == ELSEWHERE


@pytest.mark.parametrize(
    "text",
    [
        *("备案地址填租的房子行吗", "公积金中心网站备案", "财税公司网站名字", "没装ssl证书影响备案吗", "给我推荐电影"),
        *("公司年报没报影响备案吗", "去年报的备案还没下来", "个体工商户劳务 备案", "退回 要公司章程"),
        "服务器租赁公司备案",
        "用ChatGPT生成的隐私政策行吗",
    ],
)
def test_what_may_be_ours_or_is_nobodys_is_not_sent_on(text: str, knowledge: Knowledge) -> None:
    parts = understand(knowledge, text).parts
    assert ELSEWHERE not in [part.choices[0].topic for part in parts if part.decision == "answer"]


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        *((text, False) for text in ("鸽舍备案要多久", "图纸备案要多久", "教案备案要钱吗")),
        *((text, True) for text in ("重新备案要多久", "博客备案要什么材料", "广东备案要多久", "小陈序备案要多久")),
        *((text, True) for text in ("苏州备案要多久", "京东云备案要多久", "二次备案要多久", "独立站备案要钱吗")),
        *((text, True) for text in ("理发店备案要什么材料", "个体户餐厅备案要什么材料", "客户问备案要几天")),
        *((text, True) for text in ("我朋友的备案要多久", "医院网站备案要什么材料", "赶紧备案要多久")),
    ],
)
def test_what_is_asked_of_the_filing_of_what_another_office_records_is_not_answered_as_ours(
    text: str, is_ours: bool, knowledge: Knowledge
) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.choices[0].topic == ELSEWHERE) != is_ours
    assert not is_ours or part.decision == "answer"


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        *(
            (text, "answer")
            for text in ("四川那边的房子要去备案吗", "「剧本杀」备案", "合同备案要钱吗", "听说庙会也要备案了")
        ),
        *(
            (text, "choose")
            for text in ("脚手架备案号在哪里查", "没做泥塑备案被查了", "食品经营备案和许可证有什么区别")
        ),
        *((text, "") for text in ("春节能备案吗", "快应用备案要每年做吗", "公司备案号在哪里查", "合作社要去备案吗")),
        *((text, "") for text in ("慈溪的企业备案要多久", "jsdelivr备案掉了", "备案被退回了怎么办")),
    ],
)
def test_whatever_is_asked_of_a_record_that_is_none_of_ours_it_is_sent_on_or_asked_back(
    text: str, decision: str, knowledge: Knowledge
) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision if part.choices[0].topic == ELSEWHERE else "") == decision


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        *((text, "choose") for text in ("全国的cdn都加载不出来", "想找个免费的静态网页托管")),
        *((text, "answer") for text in ("域名没备案能用cdn吗", "备案密码忘了", "静态网页托管要备案吗")),
    ],
)
def test_what_is_asked_of_a_thing_is_of_its_filing_only_if_that_is_named(
    text: str, decision: str, knowledge: Knowledge
) -> None:
    (part,) = understand(knowledge, text).parts
    assert part.decision == decision or (decision == "choose" and part.decision == "unknown")


def test_an_office_whose_name_ends_like_ours_is_none_of_ours(knowledge: Knowledge) -> None:
    assert [part.decision for part in understand(knowledge, "香港金管局这个通知啥意思").parts] != ["answer"]


def test_what_is_wrong_with_a_paper_of_another_office_is_a_reason(knowledge: Knowledge) -> None:
    assert understand(knowledge, "医疗器械备案凭证没上传，备案被驳回").notice


def test_a_message_that_names_a_kind_of_filing_once_means_it_throughout(knowledge: Knowledge) -> None:
    parts = understand(knowledge, "网警打电话来，说我的网站没做公安备案。不办会怎么样？要等几天？").parts
    assert [part.choices[0].topic for part in parts] == ["police-penalty", "time-police"]
    both = understand(knowledge, "公安备案和工信部的备案不是一回事吗？备案要多久？小程序也要公安备案吗？").parts
    assert "time-total" in [part.choices[0].topic for part in both], "who names two may mean either"


def test_a_question_that_is_not_sure_is_offered_beside_one_that_is(knowledge: Knowledge) -> None:
    unsure, sure = understand(knowledge, "换ip要变更吗 换域名呢").parts
    assert (unsure.decision, {choice.topic for choice in unsure.choices} >= {"change-ip", "server-ip-change"}) == (
        "choose",
        True,
    )
    assert (sure.decision, sure.choices[0].topic) == ("answer", "change-domain")


@pytest.mark.parametrize("text", ["驾照换证要钱吗 多久", "签证多久 要钱不", "医保怎么交，多久到账"])
def test_several_questions_about_something_else_are_none_of_ours(text: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert part.decision == "unknown" or part.choices[0].topic == ELSEWHERE


def test_who_is_named_at_the_beginning_of_a_notice_sent_all_of_it(knowledge: Knowledge) -> None:
    reasons = "：营业执照不清晰；法人姓名与身份证不一致；授权书没有盖章。"
    assert [part.decision for part in understand(knowledge, f"审核没通过{reasons}").parts] == ["answer"] * 3
    others = understand(knowledge, f"微信支付商户号申请被驳回{reasons}").parts
    assert not any(part.decision == "answer" and part.choices[0].topic != ELSEWHERE for part in others)


def test_what_tells_one_thing_in_many_words_is_not_taken_apart(knowledge: Knowledge) -> None:
    told = "评论要先审后发；后台要能看到用户的IP和端口；注册要手机验证；要有关键字过滤。公安备案的交互检查有这些吗"
    for awaited in (False, True):
        parts = understand(knowledge, told, awaited=awaited).parts
        assert [part.choices[0].topic for part in parts] == ["police-interactive"]


def test_what_a_notice_demands_at_its_end_swallows_no_reason(knowledge: Knowledge) -> None:
    told = "腾讯云核查：首页没挂备案号、负责人电话空号，请于5个工作日内整改，逾期取消接入"
    reasons = [part.choices[0].topic for part in understand(knowledge, told).parts if part.decision == "answer"]
    assert reasons == ["reject-number-not-shown", "reject-phone-unreachable"]


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("网站没做青少年防沉迷", ""),
        ("首页一打开就放音乐", ""),
        ("网站不支持IPv6访问", ""),
        ("法人被限制高消费", ""),
        ("公司股权被冻结", ""),
        ("DNS服务器不在国内", ""),
        ("网站负责人未成年", "reject-person-underage"),
        ("首页网址多写了目录", "reject-homepage-url"),
        ("公司在经营异常名录", "reject-business-abnormal"),
        ("网站名称“古典音乐角”不规范", "reject-name-format"),
        ("应用没有软著，版权证明没传", "reject-app-store-proof"),
        ("授权书未盖骑缝章", "reject-no-authorization-letter"),
        ("股东身份证不能代替法人身份证", "reject-person-info-mismatch"),
        ("开户许可证不能作为主体证件", "reject-id-type-mismatch"),
    ],
)
def test_what_no_reason_tells_is_not_taken_for_the_one_that_is_most_like_it(
    told: str, known: str, knowledge: Knowledge
) -> None:
    for before in ("备案退回，原因：", "【阿里云】您的备案初审未通过，原因：1、身份证照片不清楚；2、"):
        reasons = [one for one in knowledge.engine.reasons(before + told) if "照片" not in one.text]
        assert [one.choices[0].topic for one in reasons if one.decision == "answer"] == [known] * bool(known)
        assert known or reasons


@pytest.mark.parametrize(
    "told",
    [
        "备案（订单号：88213）已驳回，原因：量子证书的回执未盖骑缝章；域名未实名认证。",
        "请尽快更换营业执照照片；域名未实名认证。",
        "请提供ICP经营许可证或者承诺不从事经营性业务；域名未实名认证。",
    ],
)
def test_what_must_be_a_reason_is_shown_though_it_is_not_recognised(told: str, knowledge: Knowledge) -> None:
    unknown, known = knowledge.engine.reasons(told)
    assert (unknown.decision != "answer", known.choices[0].topic) == (True, "reject-domain-not-realname")


@pytest.mark.parametrize("told", ["退回：填报信息与实际不符", "网站信息审核不通过：填写有误"])
def test_a_text_is_no_reason_whose_word_only_the_phrasing_has(told: str, knowledge: Knowledge) -> None:
    answered = [part.choices[0].topic for part in knowledge.engine.reasons(told) if part.decision == "answer"]
    assert "reject-police-returned" not in answered


def test_what_a_notice_threatens_with_is_no_reason(knowledge: Knowledge) -> None:
    told = "备案被驳回，原因：照片模糊。请于12月5日前整改，逾期将注销备案并列入黑名单。"
    found = diagnose(told, understand(knowledge, told).parts, knowledge, NOW)
    assert (found.reasons, found.unclear) == (("reject-id-photo-unclear",), ())


def test_by_when_to_submit_again_is_no_reason(knowledge: Knowledge) -> None:
    told = "阿里云备案驳回：1、域名还没实名；2、法人身份证拍得看不清；3、请于12月10号前重新提交，逾期订单作废"
    parts = understand(knowledge, told).parts
    assert [part.choices[0].topic for part in parts] == ["reject-domain-not-realname", "reject-id-photo-unclear"]


def test_what_a_notice_may_be_about_as_a_whole_is_shown_beside_its_reasons(knowledge: Knowledge) -> None:
    read = understand(knowledge, "换了云厂商没去办接入，老网站被当成空壳，备案号也给注销了", awaited=True)
    assert [part.choices[0].topic for part in read.parts] == ["reject-empty-shell", "reject-subject-cancelled"]
    assert read.rivals
    assert read.shown == (*read.parts, read.rivals)
    assert [choice.topic for choice in read.rivals.choices] == ["concept-empty-shell"]


def test_nothing_is_offered_for_a_reason_that_is_like_none(knowledge: Knowledge) -> None:
    read = understand(knowledge, "管局核查您案信息不准确，用途公司")
    assert read.notice
    assert (read.parts[0].decision, read.parts[0].choices) == ("unknown", ())
    assert all(part.choices or part.decision == "unknown" for part in read.parts)


def test_a_plain_list_of_reasons_is_about_nothing_else(knowledge: Knowledge) -> None:
    listed = understand(knowledge, "1、域名未实名认证；2、营业执照照片不清晰；3、负责人手机打不通，请修改后重新提交")
    assert len(listed.parts) == 3
    assert listed.rivals is None


def test_whom_a_word_is_forbidden_to_is_no_reason_of_its_own(knowledge: Knowledge) -> None:
    told = "您的备案被驳回：1、域名未实名认证；2、网站名称包含“论坛”，个人不能使用；3、负责人电话无人接听。"
    reasons = [part.choices[0].topic for part in understand(knowledge, told).parts]
    assert reasons == ["reject-domain-not-realname", "reject-name-interactive", "reject-phone-unreachable"]


def test_a_word_that_another_one_stands_for_in_the_phrasings_is_known_in_pinyin(knowledge: Knowledge) -> None:
    assert knowledge.engine.normal("ge ren keyi ban ma") == "个人能办吗"


@pytest.mark.parametrize("text", ["站点算一个网站", "晚点办行吗", "点解析设置"])
def test_a_word_with_a_sign_of_cantonese_in_it_stays_what_it_is(text: str, knowledge: Knowledge) -> None:
    assert "怎么" not in knowledge.engine.normal(text)
    assert "为什么" not in knowledge.engine.normal(text)


@pytest.mark.parametrize("text", ["签证要多久", "医保怎么办", "房租要多少钱", "驾照要什么材料"])
def test_a_question_that_names_something_else_is_about_that(text: str, knowledge: Knowledge) -> None:
    assert not leaves_unsaid(knowledge, text)


@pytest.mark.parametrize(
    "text",
    [
        *("幕布收到了", "花店官网的备案号收到了", "两个备案号都收到了"),
        *("我想撤销备案申请", "想注销备案", "打算注销网站"),
        *("域名实名弄好了", "你好，材料都备齐了", "居住证传上去啦", "核验单签好了，也交上去了"),
        *("承诺书已经填完了。", "名称改好咗"),
        *("备案信息都是最新的", "信息核对过没问题", "填的跟证件是一致的", "照片都清晰，没毛病，网站正常"),
        *("网站已经关了", "域名已经续费了", "主体备过了，要新增网站", "？？？"),
    ],
)
def test_good_news_and_wishes_are_no_notice(knowledge: Knowledge, text: str) -> None:
    for awaited in (False, True):
        read = understand(knowledge, text, awaited=awaited)
        assert not read.notice
        assert not any(part.rejection and part.decision == "answer" for part in read.parts)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("备案被退回，原因是域名没实名。备案要多久？", ["time-total"]),
        (
            "我的备案被退了说域名没实名，另外想问下备案要多久，还有备案号下来后要不要公安备案",
            ["time-total", "police-what"],
        ),
    ],
)
def test_what_came_back_is_told_first_and_what_is_asked_besides_is_answered(
    text: str, asked: list[str], knowledge: Knowledge
) -> None:
    read = understand(knowledge, text)
    assert read.notice
    assert [part.choices[0].topic for part in read.parts] == ["reject-domain-not-realname"]
    assert [part.choices[0].topic for part in read.asked] == asked
    state, screens = after(knowledge, text)
    assert [(attempt.reasons, attempt.sender) for attempt in state.loose] == [(("reject-domain-not-realname",), None)]
    assert [
        f"**{knowledge.topics[topic].title}**" in screen.text
        for topic, screen in zip(asked, screens[-len(asked) :], strict=True)
    ] == [True] * len(asked)


def test_a_rejection_told_under_an_answer_is_no_other_question(knowledge: Knowledge) -> None:
    reviewed = at("first-provider-review")
    for text in ("被退了，说电话打不通", "不对，被退了，说电话打不通"):
        state, _ = after(knowledge, *reviewed, "备案要多久", text)
        assert [one.reasons for one in state.filings[0].attempts] == [("reject-phone-unreachable",)], text


@pytest.mark.parametrize(
    "text",
    [
        "网站放香港，要多久",
        "网站换了法人，要多久",
        "我要办护照，要多久",
        "网站被攻击了，怎么办",
        "我们搬到腾讯云。要什么材料",
    ],
)
def test_what_is_told_before_a_question_may_be_what_it_is_about(text: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    answered = part.choices[0].topic if part.decision == "answer" else ""
    assert answered not in ("time-total", "material-enterprise", "concept-icp-filing")


@pytest.mark.parametrize(
    "text",
    [
        "App Store 退回：APP 备案号与主体不一致",
        "应用市场审核没过 要软著",
        "小程序备案被退 说截图不对",
        "华为应用市场要备案号截图",
        "小程序审核被拒 说类目不符",
    ],
)
def test_what_a_shop_wants_of_a_filing_is_for_us(text: str, knowledge: Knowledge) -> None:
    topics = [part.choices[0].topic for part in understand(knowledge, text).parts]
    assert topics
    assert ELSEWHERE not in topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("域名买好了，个体户，想做个卖茶叶的网站，要准备什么", "material-individual-business"),
        ("网站建好了，我们是公司，需要准备哪些材料呢", "material-enterprise"),
        ("我个人想写博客 要准备啥", "material-personal"),
        ("小程序是公司的，要准备什么", "material-mini"),
    ],
)
def test_who_tells_who_files_is_told_what_these_prepare(text: str, topic: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.choices[0].topic if part.decision == "answer" else "") == topic
