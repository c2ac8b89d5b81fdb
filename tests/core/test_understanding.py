"""What is a notice is taken apart, wherever it is asked about; what is a question is not."""

import pytest

from bot.core.events import said
from bot.core.knowledge import Knowledge, Subject
from bot.core.texts.asker import of_any_firm
from bot.core.texts.asking import leaves_unsaid
from bot.core.texts.diagnosis import diagnose
from bot.core.texts.meant import ELSEWHERE
from bot.core.texts.taken_for import said_for
from bot.core.texts.understanding import UNEXPLAINED, understand
from bot.core.texts.verdicts import only_returned
from tests.core.sample import NOW
from tests.core.talking import after, at


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "营业执照拍糊了，网站名称太短，备注没写",
            ["reject-id-photo-unclear", "reject-name-format", "reject-remark-missing"],
        ),
        ("地址没写到门牌，请补全", ["reject-contact-address-incomplete"]),
        ("被退了，营业执照过期", ["reject-id-expired"]),
        ("授权书没签字且营业执照过期", ["reject-no-authorization-letter", "reject-id-expired"]),
        ("联系电话打不通，而且不是本省号", ["reject-phone-unreachable", "reject-phone-nonlocal"]),
        ("两个毛病 一个备注没写 一个执照拍糊了", ["reject-remark-missing", "reject-id-photo-unclear"]),
        ("有两个原因：一个域名没实名，一个电话是空号", ["reject-domain-not-realname", "reject-phone-unreachable"]),
        ("他说两个问题 执照拍糊了 域名没实名", ["reject-id-photo-unclear", "reject-domain-not-realname"]),
        ("后缀没批复 注册商也不行", ["reject-domain-suffix", "reject-domain-registrar"]),
        ("站名跟我们公司业务不沾边 被退", ["reject-name-unrelated"]),
        ("APP涉及在线教育 没有教育部门批文", ["reject-app-preapproval"]),
        ("退回：域名涉及赌博，未取得许可", ["reject-domain-sensitive", "reject-preapproval-missing"]),
        ("网站涉及药品，未提供许可证，电话没人接", ["reject-preapproval-missing", "reject-phone-unreachable"]),
        ("该域名未备案，无法添加为服务器域名", ["reject-miniprogram-domain"]),
        ("法人是法国人 备案给退了", ["reject-person-foreign"]),
        (
            "网站内容与备案信息不符、备案信息不准确、网站存在不适宜传播的内容等。",
            ["reject-content-differs", "reject-info-outdated", "reject-content-illegal"],
        ),
        ("退回：1、图标模糊 2、特征信息不正确", ["reject-app-icon", "reject-app-feature"]),
        ("站名跟别人重了，域名没实名，咋整啊", ["reject-name-duplicate", "reject-domain-not-realname"]),
        ("证件过期了 域名也没实名 要怎么处理", ["reject-id-expired", "reject-domain-not-realname"]),
        ("授权书没盖章，电话没人接怎么办", ["reject-no-authorization-letter", "reject-phone-unreachable"]),
        ("主体负责人不是法定代表人，请补充授权书", ["reject-no-authorization-letter"]),
        ("主体负责人不是法定代表人，未提供授权书，请上传", ["reject-no-authorization-letter"]),
        (
            "主体负责人不是法人；网站负责人未提供授权书",
            ["reject-person-not-legal-rep", "reject-no-authorization-letter"],
        ),
        ("主体负责人不是法人，请更换主体负责人或提供授权书", ["reject-person-not-legal-rep"]),
        ("注销被驳回 说材料不合格", ["reject-cancel-materials"]),
        ("变更被驳回 说材料不全", ["reject-material-missing"]),
        ("注销被驳回 说执照拍糊了", ["reject-id-photo-unclear"]),
        ("备案退回：服务器即将到期，请续费三个月以上", ["reject-server-not-eligible"]),
        ("备案退回：域名即将到期，请续费三个月以上", ["reject-domain-validity-short"]),
        (
            "备案退回：1、服务器即将到期，请续费三个月以上；2、域名未实名",
            ["reject-server-not-eligible", "reject-domain-not-realname"],
        ),
        ("短信说备案信息不真实，限期十天改", ["reject-info-outdated"]),
        ("说我信息虚假，其实就是地址没更新", ["reject-info-outdated"]),
        ("退回：提交的证件虚假，限期整改", ["reject-false-info"]),
    ],
)
def test_what_tells_reasons_is_taken_apart(text: str, reasons: list[str], knowledge: Knowledge) -> None:
    understood = understand(knowledge, text)
    assert understood.notice
    assert [(part.decision, part.choices[0].topic) for part in understood.parts] == [("answer", id) for id in reasons]


def test_that_something_came_back_is_no_notice_of_a_reason_that_is_only_guessed(knowledge: Knowledge) -> None:
    assert not understand(knowledge, "老王被退了，小李也被退了").notice


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("老板换人了 备案要跟着换吗 怎么换", ["change-legal-rep"]),
        ("法人变更过了，要去改备案吗？该怎么改", ["change-legal-rep"]),
        ("号码停用了 备案要改吗 咋改呀", ["change-phone"]),
        ("小程序得备案么？怎么备", ["app-mini"]),
        ("公安备案要办吗 怎么办", ["police-what", "police-how"]),
        ("备案收钱吗 怎么备案", ["cost-filing", "concept-icp-filing"]),
        ("有十几个域名一直空着 要备么", ["domain-not-used"]),
        ("空壳是什么意思，怎么弄", ["concept-empty-shell"]),
        ("短信核验是啥 咋弄", ["sms-overview"]),
        ("主体负责人是什么，多久能备好", ["concept-subject-person", "time-total"]),
        ("空壳主体是啥 怎么注销", ["concept-empty-shell", "cancel-types"]),
        ("通信管理局是啥，怎么联系", ["concept-authority", "faq-contact-lines"]),
    ],
)
def test_what_only_asks_how_is_asked_of_what_was_asked_before(
    text: str, topics: list[str], knowledge: Knowledge
) -> None:
    assert [part.choices[0].topic for part in understand(knowledge, text).parts] == topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [("有没有收费备案", "cost-filing"), ("代理人备案", "faq-agent"), ("培训材料备案", "faq-not-icp-other-filings")],
)
def test_what_others_record_is_none_of_theirs_where_it_is_certainly_ours(
    knowledge: Knowledge, text: str, topic: str
) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic) == ("answer", topic)


@pytest.mark.parametrize("text", ["物业公司网站不用备案", "五金店APP要不要备案"])
def test_whether_a_firm_has_to_file_is_not_asked_as_how(knowledge: Knowledge, text: str) -> None:
    assert "怎么" not in of_any_firm(knowledge, text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("保安公司APP备案", "app-procedure"),
        ("我们是做绿植租摆的公司 小程序备案", "app-mini"),
        ("人力公司的小程序备案", "app-mini"),
        ("钓具店网站备案", "concept-icp-filing"),
        ("旅行社网站备案要多久", "time-total"),
        ("搬家公司app备案要什么材料", "material-app"),
        ("教育公司网站备案", "approval-training"),  # its trade takes an approval
        ("境外公司APP备案", "app-overseas-developer"),
        ("公司就我一个人，要交什么材料", "material-enterprise"),
        ("我一个人开了家公司，备案要准备什么材料", "material-enterprise"),
        ("店里就两个人，备案要什么材料", "material-enterprise"),
        ("就我一个人弄着玩的博客，备案要什么材料", "material-personal"),
        ("公司就两个人可以备案吗", "faq-who-can-file"),
        ("基金公司APP备案", "app-procedure"),  # what its site takes, its app does not
        ("我们印刷厂开发了一款app 怎么备案", "app-procedure"),
        ("境外公司开发了一款app 怎么备案", "app-overseas-developer"),
        ("企业可以备案吗", "faq-who-can-file"),
        ("韩国企业可以备案吗", "faq-foreign-company"),
        ("财产保险公司网站备案", "approval-finance"),
    ],
)
def test_neither_its_trade_nor_how_few_it_has_tells_what_a_firm_files(
    knowledge: Knowledge, text: str, topic: str
) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic, part.text) == ("answer", topic, text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("小程序备案 负责人刷脸超时了", "reject-face-verify-failed"),
        ("小程序备案，验证码没收到", "sms-not-received"),
        ("APP备案管局要审多久", "time-authority"),
        ("小程序备案要交什么", "material-mini"),
        ("保洁公司网站备案 域名到期了", "reject-domain-expired"),
    ],
)
def test_what_is_the_same_for_all_that_is_filed_is_read_without_that(
    knowledge: Knowledge, text: str, topic: str
) -> None:
    assert understand(knowledge, text).parts[0].choices[0].topic == topic


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
    assert not said_for(knowledge, text)


@pytest.mark.parametrize("text", ["小程序", "材料", "变更"])
def test_who_only_names_a_thing_is_offered_what_is_asked_about_it(knowledge: Knowledge, text: str) -> None:
    (part,) = understand(knowledge, text).parts
    kinds = [knowledge.topics[choice.topic].kind == "rejection" for choice in part.choices]
    assert (part.decision, kinds) == ("choose", [False, False, False, True])


@pytest.mark.parametrize("text", ["邮箱无法收信", "证件模糊"])
def test_who_names_what_is_wrong_is_offered_what_came_back_first(knowledge: Knowledge, text: str) -> None:
    (part,) = understand(knowledge, text).parts
    assert knowledge.topics[part.choices[0].topic].kind == "rejection"


@pytest.mark.parametrize(
    "text",
    [
        *("商标被驳回了，说近似", "签证被拒了，照片不合格", "公众号审核没过，说执照模糊"),
        *("身份证补办被退回 照片不合格", "居住证申请又被退了，地址不详细", "护照办理被退 照片不合格"),
        *("营业执照变更被驳回了 名称不合格", "办执照被退回来，说名称重复"),
    ],
)
def test_that_something_of_somebody_elses_came_back_is_no_notice(knowledge: Knowledge, text: str) -> None:
    assert not understand(knowledge, text).notice


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("网站的域名被别人备过案 找不到他", False),
        ("买来的域名挂着别人的备案 卖家电话没人接", False),
        ("代办公司跑路了 电话打不通 备案没下来", False),
        ("原来的法人失联了 想变更", False),
        ("做网站的那个人失联 备案在他账号", False),
        ("打他电话不接 网站没法注销", False),
        ("管域名的那个员工不干了 联系不上", False),
        ("网站负责人早就辞职了", False),
        ("退回 网站负责人已经离职", True),
        ("联系不上 退回了", True),
        ("代办填的电话没人接 给退了", True),
        ("【管局】您登记的老法人电话空号，请变更", True),
        ("致电对方关机，请保持电话畅通", True),
        ("负责人电话停机 域名没实名", True),
        ("请在首页最下面悬挂备案号", True),
        ("请问修改网站名称要多久", False),
    ],
)
def test_that_somebody_else_cannot_be_reached_is_no_notice(text: str, notice: bool, knowledge: Knowledge) -> None:
    assert understand(knowledge, text).notice is notice


@pytest.mark.parametrize("awaited", [False, True])
@pytest.mark.parametrize(
    ("text", "notice"),
    [
        (
            "【公安网站服务平台】尊敬的用户：您的开办主体已经审核通过，如果存在自动关联的待认领网站，请尽快核对归属，"
            "进行新网站备案以及已备案网站认领的申请。",
            False,
        ),
        ("【公安备案】您的开办主体已经审核通过，请进行新网站备案的申请", False),
        ("【阿里云】主体审核通过；网站：手机号与他人重复", True),
        ("【管局】您的备案已审核通过，但网站名称与内容不符，请于10日内变更", True),
    ],
)
def test_a_message_that_something_passed_is_a_notice_only_with_a_reason(
    text: str, notice: bool, awaited: bool, knowledge: Knowledge
) -> None:
    assert understand(knowledge, text, awaited=awaited).notice is notice


@pytest.mark.parametrize("text", ["营业执照被退回 照片模糊", "居住证被退回了 照片不清晰"])
def test_a_paper_that_came_back_is_one_of_the_filing(knowledge: Knowledge, text: str) -> None:
    assert understand(knowledge, text).notice


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
    ("text", "topic"),
    [
        ("The website name does not comply", "reject-name-format"),
        ("the phone number is already used by another filing", "reject-phone-duplicate-subject"),
    ],
)
def test_the_words_that_a_reason_needs_may_be_english(text: str, topic: str, knowledge: Knowledge) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(text)] == [topic]


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


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "您的备案未通过审核：1、域名未实名认证；2、网站备案期间可以访问。请于12月4日前修改，逾期订单作废",
            ["reject-domain-not-realname", "reject-site-accessible"],
        ),
        ("审核不通过，原因：网站备案期间可以访问", ["reject-site-accessible"]),
        ("您的备案订单（订单号：2009）初审未通过。原因：网站备案期间可以访问", ["reject-site-accessible"]),
        (
            "退回原因：1、主体负责人不能为非法人；2、域名需要过户到公司；3、备案信息中的域名可以访问",
            ["reject-person-not-legal-rep", "reject-domain-owner-mismatch", "reject-site-accessible"],
        ),
    ],
)
def test_what_is_led_in_as_a_notice_is_one_though_it_sounds_like_questions(
    text: str, reasons: list[str], knowledge: Knowledge
) -> None:
    for awaited in (False, True):
        read = understand(knowledge, text, awaited=awaited)
        assert read.notice
        assert [(part.decision, part.choices[0].topic) for part in read.parts] == [("answer", id) for id in reasons]


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("备案被退了，说执照图片看不清，要等几天？", ["reject-id-photo-unclear"], []),
        ("初审通过了，结果管局退回说域名没实名，这个严重吗？", ["reject-domain-not-realname"], []),
        ("腾讯云把我备案退了，说网站名称不规范，该怎么改？多久能好？", ["reject-name-format"], []),
        (
            "备案退回来了，说域名没实名、座机打不通，咋弄？对了，公安备案是什么",
            ["reject-domain-not-realname", "reject-phone-unreachable"],
            ["police-what"],
        ),
        ("如果退回说域名没实名，怎么办？", None, []),
        ("同学的备案被退了，说照片不清楚，怎么办？", None, []),
        ("备案被退了，怎么办？", None, []),
        ("会不会退回，说我域名没实名？", None, []),
        ("以前退过一次，说域名没实名，这次还会退吗？", None, []),
        ("域名没实名，会被退回吗？", None, []),
        ("为什么退回，域名明明实名了？", None, []),
    ],
)
def test_what_came_back_is_told_though_something_is_asked_at_the_end(
    text: str, told: list[str] | None, asked: list[str], knowledge: Knowledge
) -> None:
    read = understand(knowledge, text)
    assert bool(read.told) == (told is not None)
    assert told is None or [part.choices[0].topic for part in read.parts] == told
    assert [part.choices[0].topic for part in read.asked] == asked


@pytest.mark.parametrize(
    "text",
    [
        "备案被退回：域名没实名怎么办？",
        "备案被驳回了怎么办：多久能重新交",
        "您的异地就医备案审核未通过，原因：可以在网上补材料",
    ],
)
def test_what_is_led_in_and_asks_or_is_about_something_else_is_no_notice(text: str, knowledge: Knowledge) -> None:
    assert not understand(knowledge, text).notice


@pytest.mark.parametrize(
    "text",
    [
        "阿里云给我发短信说备案没通过",
        "腾讯云通知我备案没通过",
        "短信说备案没通过",
        "接到短信 备案没过",
        "app备案被打回来了",
        "APP被驳回了",
        "小程序备案被驳回",
        "您的备案未通过审核：",
    ],
)
def test_what_only_tells_that_it_came_back_has_no_reason(text: str, knowledge: Knowledge) -> None:
    read = understand(knowledge, text)
    assert read.notice
    assert [part.choices[0].topic for part in read.parts] == [UNEXPLAINED]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("短信核验没通过", "reject-sms-timeout"),
        ("公安备案被退回", "reject-police-returned"),
        ("备案没通过怎么办", "faq-rejected-what-next"),
        ("快手小程序：您的备案已报通管局，请尽快做完短信核验", "sms-overview"),
    ],
)
def test_what_tells_more_than_that_it_came_back_is_about_that(text: str, topic: str, knowledge: Knowledge) -> None:
    assert not only_returned(knowledge, text)
    assert [part.choices[0].topic for part in understand(knowledge, text).parts] == [topic]


def test_an_item_of_a_notice_is_none_of_the_questions_that_it_sounds_like(knowledge: Knowledge) -> None:
    assert understand(knowledge, "2、网站备案期间可以访问", awaited=True).notice
    assert not understand(knowledge, "2、备案要多久", awaited=True).notice


@pytest.mark.parametrize("text", ["有没有国内不用备案的服务器", "应急电话填谁的"])
def test_a_question_is_none_though_a_notice_was_asked_for(text: str, knowledge: Knowledge) -> None:
    assert not understand(knowledge, text, awaited=True).notice


def test_what_is_asked_about_another_kind_of_filing_gets_one_answer(knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, "租房合同要去备案吗，不备会被罚款吗？").parts
    assert part.choices[0].topic == ELSEWHERE


@pytest.mark.parametrize(
    "text",
    [
        "SSL证书到期怎么续",
        "软著申请被退回 说代码不够",
        "驾照过期怎么换",
        "书店备案",
        "二手手机回收要备案吗",
        *("出口退税备案", "私募基金备案没通过", "医疗器械备案被驳回怎么办"),
    ],
)
def test_what_is_likeliest_none_of_ours_is_told_whom_to_ask(text: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic) == ("answer", ELSEWHERE)


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
    ("text", "decision"),
    [
        *((text, "choose") for text in ("鸽舍备案要多久", "图纸备案要多久", "合同备案要钱吗")),
        *((text, "answer") for text in ("重新备案要多久", "博客备案要什么材料", "广东备案要多久", "小陈序备案要多久")),
        *((text, "answer") for text in ("苏州备案要多久", "京东云备案要多久", "二次备案要多久", "独立站备案要钱吗")),
        *((text, "answer") for text in ("理发店备案要什么材料", "个体户餐厅备案要什么材料", "客户问备案要几天")),
        *((text, "answer") for text in ("我朋友的备案要多久", "医院网站备案要什么材料", "赶紧备案要多久")),
    ],
)
def test_what_is_asked_of_the_filing_of_what_another_office_records_is_asked_back(
    text: str, decision: str, knowledge: Knowledge
) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic == ELSEWHERE) == (decision, decision == "choose")


def test_what_is_wrong_with_a_paper_of_another_office_is_a_reason(knowledge: Knowledge) -> None:
    assert understand(knowledge, "医疗器械备案凭证没上传，备案被驳回").notice


def test_a_message_that_names_a_kind_of_filing_once_means_it_throughout(knowledge: Knowledge) -> None:
    parts = understand(knowledge, "网警打电话来，说我的网站没做公安备案。不办会怎么样？要等几天？").parts
    assert [part.choices[0].topic for part in parts] == ["police-penalty", "time-police"]
    both = understand(knowledge, "公安备案和工信部的备案不是一回事吗？备案要多久？小程序也要公安备案吗？").parts
    assert "time-total" in [part.choices[0].topic for part in both], "who names two may mean either"


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("首次备案几天 变更呢", ["time-total", "time-change"]),
        ("个人怎么备案？APP呢？", ["concept-icp-filing", "app-procedure"]),
        ("备案号放哪里 公安的呢", ["after-hang-number", "police-hang"]),
        ("小程序要备案吗，那公众号呢", ["app-mini", "concept-internet-info-service"]),
        ("香港公司app怎么备 公司网站呢", ["app-overseas-developer", "concept-icp-filing"]),
        ("备案要多久？费用呢？", ["time-total", "cost-filing"]),
        ("怎么备案呢", ["concept-icp-filing"]),
        ("备案要多久 我女儿呢", ["time-total"]),
    ],
)
def test_what_is_only_named_is_asked_as_the_question_before_it(
    text: str, topics: list[str], knowledge: Knowledge
) -> None:
    assert [part.choices[0].topic for part in understand(knowledge, text).parts] == topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我想做个网站需要什么", "concept-icp-filing"),
        ("我要做个网站需要办什么", "concept-icp-filing"),
        ("想做个医院网站需要什么", "approval-medical"),
        ("想做个商城网站需要什么", "faq-ecommerce"),
        ("公司有备案号了 想再加个站", "add-site"),
        ("派出所说网站要备案", "police-what"),
        ("人力资源服务许可的备案", "faq-not-icp-other-filings"),
        ("人力资源公司的网站备案要许可证吗", "approval-what"),
        ("医疗器械备案怎么办", "faq-not-icp-other-filings"),
        ("医疗器械网站备案怎么办", "approval-drug"),
        ("座机打来说办备案的 要我报验证码 是骗子吧", "sms-fake"),
        ("公司从浦东搬到闵行 备案要改吗", "change-subject"),
        ("公司从浦东搬到香港 备案怎么办", "change-cross-province"),
        ("公司从成都高新区搬到武侯区，备案怎么改", "change-subject"),
        ("公司从武汉搬到成都 备案要改吗", "change-cross-province"),
        ("公司从上海搬到昆山 备案要改吗", "change-cross-province"),
        ("便宜买了个 .top 能用吧", "domain-suffix-list"),
        (".me没戏了吧", "domain-suffix-not"),
        ("is .app allowed for ICP filing", "domain-suffix-not"),
        ("咋还没好啊", "faq-progress-query"),
        ("公安备案怎么还没好", "time-police"),
        ("建站公司跑路了 备案怎么拿回来", "change-order-transfer"),
    ],
)
def test_whose_business_it_is_is_told_by_what_is_named(text: str, topic: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic) == ("answer", topic)


def test_a_question_that_is_not_sure_is_offered_beside_one_that_is(knowledge: Knowledge) -> None:
    unsure, sure = understand(knowledge, "换ip要变更吗 换域名呢").parts
    assert (unsure.decision, {choice.topic for choice in unsure.choices} >= {"change-ip", "server-ip-change"}) == (
        "choose",
        True,
    )
    assert (sure.decision, sure.choices[0].topic) == ("answer", "change-domain")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("APP要备案么，收不收费，几天能好", ["app-what", "cost-filing", "time-total"]),
        ("多少钱 几天", ["cost-filing", "time-total"]),
        ("要多久 收费吗 要啥材料", ["time-total", "cost-filing", "material-enterprise"]),
        ("请教三件事：第一，个人能备吗，第二，多久，第三，要不要钱", ["faq-who-can-file", "time-total", "cost-filing"]),
        ("服务码怎么生成，一台服务器能用几次", ["server-code", "server-count-limit"]),
        ("服务器到期了备案还在么 换手机号要变更么", ["after-server-expire", "change-phone"]),
        ("药店网站要什么证，新闻网站要什么证", ["approval-drug", "approval-news"]),
        ("备案要多久，太慢了吧", ["time-total"]),
        ("备案要多久，我急着上线呢", ["time-total"]),
        ("多久 谢谢", ["time-total"]),
        ("公司名改了备案怎么弄 大概几天", ["change-company-name", "time-change"]),
        ("首次备案要什么材料 要几天", ["material-enterprise", "time-total"]),
        ("核验短信发给哪个人 几小时内填", ["sms-who", "time-sms"]),
        ("办备案要几天要花钱吗要什么材料", ["time-total", "cost-filing", "material-enterprise"]),
        ("公安备案怎么弄要多长时间", ["police-how", "time-police"]),
        ("验证码收不到怎么办备案号放哪里", ["sms-not-received", "after-hang-number"]),
        ("app要备案吗小程序要备案吗", ["app-what", "app-mini"]),
        ("短信收不到，另外备案号挂哪里", ["sms-not-received", "after-hang-number"]),
        ("能不能说说备案大概要多久", ["time-total"]),
        ("怎么办备案要多久", ["time-total"]),
        ("备案怎么弄要花钱吗", ["cost-filing"]),
        ("备案要多久才能下来", ["time-total"]),
        ("前几天刚买了服务器。请问备案要多久？", ["time-total"]),
        ("网站是几年前做的。备案号挂哪里？", ["after-hang-number"]),
        ("我们几个同学做了个小站。备案要钱吗？", ["cost-filing"]),
        ("域名证书从哪下载，截图行吗", ["material-domain-cert"]),
        ("突然通知我备案号没了，能恢复吗", ["after-number-cancelled"]),
    ],
)
def test_none_of_several_questions_is_lost(text: str, topics: list[str], knowledge: Knowledge) -> None:
    parts = understand(knowledge, text).parts
    assert [(part.decision, part.choices[0].topic) for part in parts] == [("answer", topic) for topic in topics]
    assert all(part.text in text for part in parts)


@pytest.mark.parametrize(
    ("text", "decision", "topic"),
    [
        ("有前科能备案不", "choose", "faq-who-can-file"),
        ("征信有问题影响备案吗", "choose", "faq-who-can-file"),
        ("公司注销需要几天", "choose", "cancel-subject"),
        ("公司注销备案要多久", "answer", "time-cancel"),
        ("没备案开了一年会不会坐牢", "answer", "concept-penalty-unfiled"),
        ("你们招备案专员吗", "unknown", ""),
        ("高价收备案号 有的联系我", "unknown", ""),
        ("出售已备案域名 老站", "unknown", ""),
        ("求购企业备案域名", "unknown", ""),
        ("收到备案号了 挂哪", "answer", "after-hang-number"),
        ("收备案服务码短信了", "answer", "concept-filing-service-code"),
        ("我们公司专业代办备案，客户的怎么记", "answer", "faq-agent"),
        ("出售已备案的域名要注销备案吗", "answer", "cancel-site"),
        ("个人ba要什么材料", "answer", "material-personal"),
        ("gaba要多久", "answer", "time-police"),
        ("xcx要ba吗", "answer", "app-mini"),
        ("用go语言开发的 备案有影响吗", "unknown", ""),
        ("域名被墙 影响备案吗", "unknown", ""),
        ("域名快到期了 影响备案吗", "answer", "domain-expiry"),
        ("域名转到别的注册商 影响备案吗", "answer", "domain-registrar-change"),
        *(
            (text, "answer", "faq-call-from-reviewer")
            for text in ("审核没打电话 是过了吗", "交了五天没人打电话", "电话都没打 这算审了吗")
        ),
        ("电话打不通 没人接", "answer", "reject-phone-unreachable"),
        ("中国籍 人在国外 自己做的app怎么备案", "answer", "app-overseas-developer"),
        ("我在新加坡 有中国护照 个人app能备案吗", "answer", "app-overseas-developer"),
        ("留学生在国外 自己的身份证能备案网站吗", "answer", "faq-who-can-file"),
        ("网站可以招人吗", "choose", "approval-what"),
        ("我坐过牢，能当网站负责人吗", "choose", "faq-who-can-file"),
        ("我老公去世了 网站备案是他的", "choose", "cancel-lost-account"),
        ("备案人去世了怎么办", "choose", "cancel-lost-account"),
        ("我爸走了 他的个人备案怎么办", "choose", "cancel-lost-account"),
        ("原法人去世了，网站备案如何变更", "answer", "change-legal-rep"),
        ("网站负责人去世了怎么办", "answer", "change-person"),
        ("我爸走了流程 备案要多久", "answer", "time-total"),
        ("我妈走了他的关系 备案要多久", "answer", "time-total"),
        ("殡葬公司 去世告别网站要前置审批吗", "answer", "approval-what"),
        ("给去世的爷爷做纪念网站要前置审批吗", "answer", "approval-what"),
        ("域名持有人去世了 域名怎么过户", "answer", "domain-transfer-owner"),
        ("特征信息填错了怎么改", "answer", "reject-app-feature"),
        ("APP特征信息在哪找", "answer", "app-features"),
        ("之前科技公司改了名 备案要变更吗", "answer", "change-company-name"),
        ("网站没备案会被罚 会有案底吗", "answer", "concept-penalty-unfiled"),
        ("不备案会有犯罪记录吗", "answer", "concept-penalty-unfiled"),
        ("征信报告小程序要备案吗", "answer", "app-mini"),
        ("征信服务公司备案要批文吗", "answer", "approval-finance"),
        ("老赖曝光网站能备案吗", "answer", "approval-what"),
        ("招聘网站要备案吗", "answer", "approval-what"),
        ("我们备案的负责人已经走了", "answer", "change-person"),
        ("负责人走不开 怎么核验", "choose", "material-face-verify"),
        ("网站负责人不在公司 刷脸怎么弄", "answer", "material-face-verify"),
        ("备案还没弄 域名就解析到阿里云会怎样", "answer", "concept-penalty-unfiled"),
        ("备案没弄好 网站能先开吗", "answer", "faq-file-before-online"),
        ("网站备案没做会罚钱吗", "answer", "concept-penalty-unfiled"),
        ("备案没做变更会怎样", "answer", "change-overview"),
        ("备案没办法提交 该怎么办", "answer", "faq-rejected-what-next"),
        ("备案没办公安的会怎样", "answer", "police-penalty"),
        ("网站负责人是越南人行吗", "answer", "faq-foreign-person"),
        ("美国人保险公司官网备案要批文吗", "answer", "approval-finance"),
        ("找人代备案有风险吗", "answer", "faq-agent"),
        ("手机号怎么注销", "unknown", ""),
        ("网络文化经营许可证续期", "unknown", ""),
        ("许可证续期了备案要变更吗", "answer", "change-id-expired"),
        ("手机刷脸解锁失败", "choose", "reject-face-verify-failed"),
        ("代办叫我把数据码发给他，给了会有风险吗", "answer", "police-data-code"),
        ("租别人备案域名一年两百，有风险吗", "answer", "faq-bypass-filing"),
    ],
)
def test_what_no_topic_tells_of_is_not_answered_from_one_that_is_asked_alike(
    text: str, decision: str, topic: str, knowledge: Knowledge
) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic if part.choices else "") == (decision, topic)


@pytest.mark.parametrize(
    ("text", "subject", "reasons"),
    [
        ("退回：域名后缀不符合要求", "government", ("reject-domain-gov-suffix",)),
        ("我们是街道办 退回 域名后缀不合规", None, ("reject-domain-gov-suffix",)),
        ("退回：域名后缀不符合要求", "enterprise", ("reject-domain-suffix",)),
        ("退回：域名后缀未获得工信部批复", "institution", ("reject-domain-suffix",)),
        ("退回：域名后缀不符合要求 办公办了很久", None, ("reject-domain-suffix",)),
        ("退回：网站名称含政府字样；域名后缀不符合要求", "enterprise", ("reject-name-gov", "reject-domain-suffix")),
    ],
)
def test_a_public_body_is_told_of_the_suffix_that_it_may_have(
    text: str, subject: Subject | None, reasons: tuple[str, ...], knowledge: Knowledge
) -> None:
    assert diagnose(text, understand(knowledge, text).parts, knowledge, NOW, subject).reasons == reasons


@pytest.mark.parametrize("text", ["驾照换证要钱吗 多久", "签证多久 要钱不", "医保怎么交，多久到账"])
def test_several_questions_about_something_else_are_none_of_ours(text: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert part.decision == "unknown" or part.choices[0].topic == ELSEWHERE


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("号下来了挂在哪？公安备案怎么办", ["after-hang-number", "police-how"]),
        ("要等几天？公安备案", ["time-police"]),
    ],
)
def test_what_is_asked_before_a_kind_of_filing_is_named_need_not_mean_it(
    text: str, topics: list[str], knowledge: Knowledge
) -> None:
    assert [part.choices[0].topic for part in understand(knowledge, text).parts] == topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("身份证要怎么拍才算合格", "material-id-card-photo"),
        ("域名在godaddy上买的", "domain-overseas-registrar"),
        ("纸质材料要寄过去吗", "material-paper-mail"),
        ("注销完了还能恢复吗", "cancel-irreversible"),
    ],
)
def test_what_is_plain_is_answered_without_a_word_that_only_we_use(text: str, topic: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic) == ("answer", topic)


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
    ("told", "reasons"),
    [
        (
            "您的备案信息存在以下问题：域名未实名认证；网站负责人授权书未加盖公章。请修改后重新提交。",
            ["reject-domain-not-realname", "reject-no-authorization-letter"],
        ),
        (
            "（一）域名未实名认证（二）网站负责人授权书未加盖公章（三）应急电话与负责人手机号相同",
            ["reject-domain-not-realname", "reject-no-authorization-letter", "reject-phone-same-emergency"],
        ),
        (
            "退回意见:①营业执照照片不清晰②网站名称与主体无关联，请修改",
            ["reject-id-photo-unclear", "reject-name-unrelated"],
        ),
        (
            said(
                "经我司初审，存在以下问题：①网站名称含论坛；②营业执照不清晰；③首页未挂备案号。3个工作日内未处理将失效。"
            ).text,
            ["reject-name-interactive", "reject-id-photo-unclear", "reject-number-not-shown"],
        ),
        ("1域名未实名认证 2营业执照不清晰，3个工作日内处理", ["reject-domain-not-realname", "reject-id-photo-unclear"]),
        ("经核实：1、域名未实名认证；2、首页未挂备案号", ["reject-domain-not-realname", "reject-number-not-shown"]),
        (
            "您的备案（订单号：BA2026）被驳回，驳回原因：负责人电话无人接听；通信地址不详细。请修改后重新提交。",
            ["reject-phone-unreachable", "reject-contact-address-incomplete"],
        ),
        (
            "您的订单（订单号88213）未通过 营业执照照片不清晰；域名未实名认证。",
            ["reject-id-photo-unclear", "reject-domain-not-realname"],
        ),
        (
            "感谢您使用阿里云，您的订单未通过：营业执照照片不清晰；域名未实名认证。",
            ["reject-id-photo-unclear", "reject-domain-not-realname"],
        ),
        ("原因：人脸核验失败；网站开通了论坛。", ["reject-face-verify-failed", "reject-forum-interactive"]),
        (
            "营业执照照片不清晰，请您及时更换。域名未实名认证，如有疑问请联系客服。",
            ["reject-id-photo-unclear", "reject-domain-not-realname"],
        ),
        ("驳回：网站有留言板，应急电话与本人号码一致", ["reject-forum-interactive", "reject-phone-same-emergency"]),
        ("电话里说我的身份证过期了执照的照片也不清楚", ["reject-id-expired", "reject-id-photo-unclear"]),
        ("没通过，理由是网站打不开+首页没挂备案号", ["reject-filed-site-unreachable", "reject-number-not-shown"]),
        (
            "已被退回（退回原因代码：2.1 域名未实名认证；4.6 负责人电话无法接通）",
            ["reject-domain-not-realname", "reject-phone-unreachable"],
        ),
        (
            "经抽查，贵单位备案的网站（粤ICP备2021012345号-2）存在：联系电话为空号；首页未挂备案号",
            ["reject-phone-unreachable", "reject-number-not-shown"],
        ),
        ("1、数据码无效；2、域名未实名认证", ["reject-police-data-code", "reject-domain-not-realname"]),
        ("1、证件号码备案频率异常；2、域名未实名认证", ["reject-frequency", "reject-domain-not-realname"]),
        (
            "移动云审核：个体户没有公章，请先刻章；法人是香港人，请填来往内地通行证",
            ["reject-individual-business-type", "reject-person-foreign"],
        ),
    ],
)
def test_no_reason_of_a_list_is_lost(told: str, reasons: list[str], knowledge: Knowledge) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(told)] == reasons


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


@pytest.mark.parametrize(
    "told",
    [
        "备案被驳回：域名未实名认证。请您尽快登录腾讯云备案控制台查看详情并修改后重新提交，如有疑问请联系客服热线，感谢您的支持！",
        "备案被驳回：域名未实名认证。请您及时登录备案小程序完成修改，并重新进行人脸核验。如有疑问，请提交工单咨询。",
    ],
)
def test_what_any_notice_says_besides_is_no_reason(told: str, knowledge: Knowledge) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(told)] == ["reject-domain-not-realname"]


@pytest.mark.parametrize(
    "told",
    [
        f"{heading}营业执照照片不清晰"
        for heading in (
            "新网备案通知：域名 abc.com 审核不合格，原因：",
            "域名：abc.com，审核状态：未通过，原因：",
            "您的域名abc.cn备案审核不通过，原因：",
            "您提交的域名test.com备案信息审核未通过：",
            "域名备案没过 原因 ",
            "抖音小程序备案驳回 ",
            "淘宝小程序备案没通过，说是",
            "小程序驳回，",
            "公众号备案被退 ",
            "订单编号 TX123 | 备案类型 首次备案 | 主体 鼎盛科技 | 状态 已驳回 | 原因 ",
            "申请类型：新增网站，结果：不通过，原因：",
            "主办单位：鼎盛科技 单位性质：企业 网站名称：鼎盛科技 域名：abc.com 驳回原因：",
            "省份：广东 主体：个人 退回意见：",
            "序号 1 | 网站名称 鼎盛官网 | 审核结果 不通过 | 不通过原因 ",
        )
    ],
)
def test_what_came_back_is_no_reason_nor_is_what_stands_beside_it(told: str, knowledge: Knowledge) -> None:
    found = [(part.decision, part.choices[0].topic) for part in understand(knowledge, told, awaited=True).parts]
    assert found == [("answer", "reject-id-photo-unclear")]


@pytest.mark.parametrize(
    "told",
    [
        f"{heading}首页未放置备案号"
        for heading in (
            "腾讯云：经巡检，您的网站www.abc.com存在以下问题：1.",
            "华为云巡检通知：贵网站存在问题，请整改：1）",
            "您的网站存在如下问题：1、",
            "管局抽查发现贵单位网站存在下列违规：",
        )
    ],
)
def test_that_there_are_reasons_is_none(told: str, knowledge: Knowledge) -> None:
    found = [(part.decision, part.choices[0].topic) for part in understand(knowledge, told, awaited=True).parts]
    assert found == [("answer", "reject-number-not-shown")]


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("电话没人接，退回原因：号码停机；照片模糊", ["reject-phone-unreachable", "reject-id-photo-unclear"]),
        ("备案驳回：1.域名审核未通过 2.照片模糊", ["reject-domain-sensitive", "reject-id-photo-unclear"]),
        ("APP备案驳回：名称不规范", ["reject-app-name"]),
        ("网站负责人手机号 驳回原因：无法接通", ["reject-phone-unreachable"]),
        ("网站名称过于随意，审核不通过，修改意见：请使用单位全称", ["reject-name-format"]),
        ("域名到明年一月就到期，审核不通过，原因：请先续费", ["reject-domain-validity-short"]),
        ("应急电话与负责人相同，审核未通过，原因：请更换", ["reject-phone-same-emergency"]),
        (
            "手机号与他人重复，网站存在以下问题：首页未悬挂备案号",
            ["reject-phone-duplicate-subject", "reject-number-not-shown"],
        ),
    ],
)
def test_what_stands_before_a_reason_and_is_none_of_its_fields_is_read(
    told: str, reasons: list[str], knowledge: Knowledge
) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(told)] == reasons


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("备案驳回：域名持有者为个人，主办单位为公司", ["reject-domain-owner-mismatch"]),
        ("备案审核未通过：域名所有者为自然人，主办单位性质为企业", ["reject-domain-owner-mismatch"]),
        ("驳回：域名注册人是张三，备案主体是公司，不一致", ["reject-domain-owner-mismatch"]),
        ("驳回：所填邮箱为无效邮箱，无法联系", ["reject-email-invalid"]),
        ("驳回：邮箱无效，联系不上", ["reject-email-invalid"]),
        ("驳回：照片模糊，联系不上", ["reject-id-photo-unclear", "reject-phone-unreachable"]),
    ],
)
def test_what_is_told_in_two_halves_is_one_reason(told: str, reasons: list[str], knowledge: Knowledge) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(told)] == reasons


@pytest.mark.parametrize(
    "note",
    [
        "请注意：1. 备案期间请关闭网站 2. 请保持手机畅通 3. 短信核验需24小时内完成",
        "温馨提示：\n1、请保持电话畅通\n2、备案期间请关闭网站",
        "\n\n温馨提示：\n请保持电话畅通，备案期间请关闭网站。\n如有疑问请联系客服",
        "注：短信核验请在24小时内完成。",
        "备案期间请勿开通网站。",
        "备案成功后请及时悬挂备案号，并在30日内办理公安备案",
        "请确保域名已完成实名认证后再提交。",
        "如您的域名尚未实名认证，请先完成实名认证。",
        "若域名持有者与主体不一致，需先过户。",
        "审核期间请保持手机畅通以便接听审核电话。",
        "请勿提供虚假信息，否则将列入黑名单。",
        "根据《非经营性互联网信息服务备案管理办法》，提供虚假备案信息的将注销备案。",
        "提供虚假备案信息的，将列入黑名单。",
        "解决方案：请将域名过户至公司名下。",
        "处理建议：请使用原件拍摄，避免反光、遮挡、缺角，边框完整。",
        "解决办法：1.用原件重新拍照 2.保证光线充足，无反光",
        "温馨提示：请上传清晰完整的证件，无遮挡，无反光，四角无缺失。",
        "注：如域名未实名，主体不一致，请先过户。",
        "注：网站名称不能含有地名，不得涉及敏感词，不可重复。",
        "温馨提示：备案期间网站不能访问，备案成功后网站可以访问。",
        "备案成功后请及时悬挂备案号，未悬挂的将注销备案。",
        "注：管局审核一般需要1-20个工作日，不同省份时间不同。",
        "温馨提示：未经备案，不得从事互联网信息服务。",
        "请勿使用与单位无关的网站名称。",
        "逾期订单自动关闭。",
        "您的订单将在7天后关闭。",
    ],
)
def test_what_a_sender_notes_at_the_end_is_no_reason(note: str, knowledge: Knowledge) -> None:
    told = said(f"备案被驳回，原因：营业执照照片模糊。{note}").text
    found = diagnose(told, understand(knowledge, told).parts, knowledge, NOW)
    assert (found.reasons, found.unclear, found.sender) == (("reject-id-photo-unclear",), (), None)


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("温馨提示：域名未实名认证，请先完成实名认证再提交", ["reject-domain-not-realname"]),
        ("您的备案被退回。温馨提示：域名未实名认证", ["reject-domain-not-realname"]),
        ("退回：照片模糊。请注意：网站名称也不合规", ["reject-id-photo-unclear", "reject-name-format"]),
        (
            "备案未通过：1.照片模糊。注：请重拍。2.域名未实名。",
            ["reject-id-photo-unclear", "reject-domain-not-realname"],
        ),
        *(
            (f"驳回：域名未实名。{note}", ["reject-domain-not-realname", "reject-id-photo-unclear"])
            for note in (
                "注意：营业执照照片不清晰，请重新上传",
                "注：营业执照照片不清晰，请重新上传",
                "特别提示：您上传的营业执照照片不清晰，请更换。如有疑问请联系客服",
                "重要提醒：\n1、请保持电话畅通\n2、营业执照照片不清晰，请重拍",
                "解决方案：请先实名。营业执照照片不清晰，请重拍",
                "请勿上传复印件，营业执照照片不清晰，请重拍",
                "备案期间请保持电话畅通，营业执照照片不清晰",
            )
        ),
        (
            "驳回：域名未实名。注意：身份证是复印件，请上传原件",
            ["reject-domain-not-realname", "reject-id-not-original"],
        ),
        (
            "初审未通过：1.照片模糊\n注意：域名未实名，请先完成实名\n2.地址不详细",
            ["reject-id-photo-unclear", "reject-domain-not-realname", "reject-contact-address-incomplete"],
        ),
        *(
            (f"驳回：照片模糊。{note}", ["reject-id-photo-unclear", "reject-site-accessible"])
            for note in ("重要提示：您的网站目前可以访问，请关闭", "备案期间请勿开通网站，目前网站能打开，需关闭")
        ),
        (
            "驳回：照片模糊。修改建议：网站名称改为单位全称，补充授权书。",
            ["reject-id-photo-unclear", "reject-name-unrelated", "reject-no-authorization-letter"],
        ),
        ("备案驳回：请确保域名所有者与主办单位一致", ["reject-domain-owner-mismatch"]),
        ("备案驳回：1.照片模糊；2.请保持电话畅通", ["reject-id-photo-unclear", "reject-phone-unreachable"]),
        ("经核查：照片模糊。备案成功后未悬挂备案号。", ["reject-id-photo-unclear", "reject-number-not-shown"]),
    ],
)
def test_a_note_that_tells_a_reason_is_one(told: str, reasons: list[str], knowledge: Knowledge) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(said(told).text)] == reasons


@pytest.mark.parametrize(
    "told",
    [
        "个体工商户备案被退，说营业执照照片不清晰",
        "我公司备案第三次被驳回了，原因一样：营业执照照片不清晰",
        "我这个个体户又被退回来，理由是营业执照照片不清晰",
    ],
)
def test_who_somebody_is_is_no_reason(told: str, knowledge: Knowledge) -> None:
    assert [part.choices[0].topic for part in knowledge.engine.reasons(told)] == ["reject-id-photo-unclear"]


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
    assert all(part.choices or part.decision == "unknown" for part in read.parts)


def test_a_plain_list_of_reasons_is_about_nothing_else(knowledge: Knowledge) -> None:
    listed = understand(knowledge, "1、域名未实名认证；2、营业执照照片不清晰；3、负责人手机打不通，请修改后重新提交")
    assert len(listed.parts) == 3
    assert listed.rivals is None


def test_whom_a_word_is_forbidden_to_is_no_reason_of_its_own(knowledge: Knowledge) -> None:
    told = "您的备案被驳回：1、域名未实名认证；2、网站名称包含“论坛”，个人不能使用；3、负责人电话无人接听。"
    reasons = [part.choices[0].topic for part in understand(knowledge, told).parts]
    assert reasons == ["reject-domain-not-realname", "reject-name-interactive", "reject-phone-unreachable"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("備案要幾耐", "time-total"),
        ("備案要幾錢呀", "cost-filing"),
        ("申請退咗返嚟點算好", "faq-rejected-what-next"),
        ("收唔到核驗短訊點算", "sms-not-received"),
        ("間公司冇營業執照得唔得備案", "faq-who-can-file"),
        ("網站喺邊度備案", "concept-access-provider"),
        ("使唔使備案", "concept-need-filing"),
        ("我哋間公司係香港註冊嘅，想喺內地開個網站，使唔使備案", "faq-foreign-company"),
        ("部伺服器擺喺香港，要唔要備案", "concept-no-filing-overseas"),
    ],
)
def test_cantonese_means_what_it_means_elsewhere(text: str, topic: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert part.decision != "unknown"
    assert part.choices[0].topic == topic


def test_a_word_that_another_one_stands_for_in_the_phrasings_is_known_in_pinyin(knowledge: Knowledge) -> None:
    assert knowledge.engine.normal("ge ren keyi ban ma") == "个人能办吗"


@pytest.mark.parametrize("text", ["站点算一个网站", "晚点办行吗", "点解析设置"])
def test_a_word_with_a_sign_of_cantonese_in_it_stays_what_it_is(text: str, knowledge: Knowledge) -> None:
    assert "怎么" not in knowledge.engine.normal(text)
    assert "为什么" not in knowledge.engine.normal(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("要收多少钱", "cost-filing"),
        ("这个收费不", "cost-filing"),
        ("yao duo shao tian", "time-total"),
        ("在哪里弄", "concept-access-provider"),
        ("nü er bang wo nong keyi ma", "faq-agent"),
        ("没有电脑，光用手机能办吗", "concept-icp-filing"),
    ],
)
def test_a_question_that_leaves_unsaid_about_what_is_about_filing(text: str, topic: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic, part.text) == ("answer", topic, text)


@pytest.mark.parametrize("text", ["签证要多久", "医保怎么办", "房租要多少钱", "驾照要什么材料"])
def test_a_question_that_names_something_else_is_about_that(text: str, knowledge: Knowledge) -> None:
    assert not leaves_unsaid(knowledge, text)


@pytest.mark.parametrize(
    ("read", "text", "topic"),
    [
        ("change-provider", "备案号会不会变", "change-provider"),
        ("change-cross-province", "备案号会不会变", "change-cross-province"),
        ("change-cross-province", "网站要停吗", "change-cross-province"),
        ("cancel-types", "号会变吗", "cancel-irreversible"),
        ("cancel-types", "要几天", "time-cancel"),
        ("cancel-site", "能反悔撤回吗", "cancel-irreversible"),
        ("police-what", "多久能好", "time-police"),
        ("change-person", "要几天", "time-change"),
        ("time-total", "收费吗", "cost-filing"),
        (None, "备案号变不变", "change-number"),
        ("faq-forum", "要多久", "time-total"),
        ("police-how", "要钱吗", "cost-filing"),
        ("police-how", "要多久", "time-police"),
        ("cancel-access", "备案号会变吗", "change-number"),
        ("app-mini", "在哪弄", "app-mini"),
        ("app-mini", "那要准备啥", "material-mini"),
        ("app-mini", "在哪弄啊 阿里云上吗", "app-mini"),
        ("police-hang", "放哪里", "police-hang"),
        ("material-enterprise", "在哪办", "concept-access-provider"),
        ("concept-filing-service-code", "腾讯云的怎么弄", "server-code"),
        ("material-verify-photo", "在阿里云怎么弄", "material-verify-photo"),
        ("reject-name-duplicate", "怎么改", "reject-name-duplicate"),
        ("reject-id-expired", "那要在哪里改呢", "reject-id-expired"),
        ("reject-no-authorization-letter", "怎么整改", "reject-no-authorization-letter"),
        ("reject-domain-not-realname", "找谁改", "reject-domain-not-realname"),
        ("reject-name-duplicate", "怎么换手机号", "change-phone"),
        ("reject-name-duplicate", "要多久", "time-total"),
        ("change-overview", "怎么改", "change-overview"),
        ("", "能后悔吗", "faq-modify-during-review"),
    ],
)
def test_after_an_answer_it_is_about_what_that_was_about(
    read: str, text: str, topic: str, knowledge: Knowledge
) -> None:
    (part,) = understand(knowledge, text, topic=read).parts
    assert (part.decision, part.choices[0].topic) == ("answer", topic)


@pytest.mark.parametrize(
    "text",
    [
        "邮件收到了",
        "还没收到",
        "不行",
        "过了",
        "唔系",
        "短信收到了",
        "管局过了",
        "备案号下来了",
        "材料齐了",
        "通过了",
        "备案",
        "官网",
        "删掉",
        "第一个",
    ],
)
def test_a_short_text_that_is_like_no_reason_is_none_though_it_was_asked_for(knowledge: Knowledge, text: str) -> None:
    assert not understand(knowledge, text, awaited=True).notice


@pytest.mark.parametrize(
    "text",
    [
        "域名未实名",
        "名称太短",
        "照片不清晰",
        "电话打不通",
        "没盖章",
        "没备注",
        "备注没写",
        "授权书没交",
        "缺幕布",
        "空壳",
        "人脸没过",
        "短信没过",
        "短信没收到",
        "短信超时了",
        "域名过期了",
        "身份证过期了",
        "身份证到期了",
        "执照到期了",
        "核验时间过了",
        "敏感词",
        "名字不行",
        "照片糊",
    ],
)
def test_a_short_notice_is_one(knowledge: Knowledge, text: str) -> None:
    assert understand(knowledge, text, awaited=True).notice


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
    "text",
    [
        "营业执照到期了",
        "域名证书没收到了",
        "我想问一下域名未实名被退了",
        "授权书没盖章，短信收到了",
        "身份证有效期过了",
        *("核验单漏签了", "服务码用完了", "网站名称重复提交了"),
        *(
            "证件背景需保持一致",
            "备案信息不是最新的",
            "主体已经注销了",
            "网站已经被关停了",
            "域名和主体不一致",
            "执照已经被吊销了",
        ),
    ],
)
def test_bad_news_is_a_notice_though_it_ends_or_begins_like_other_news(knowledge: Knowledge, text: str) -> None:
    assert understand(knowledge, text, awaited=True).notice


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("又被退了，说电话打不通", "reject-phone-unreachable"),
        ("又退了，营业执照过期", "reject-id-expired"),
    ],
)
def test_what_is_said_to_have_come_back_is_a_notice(told: str, reason: str, knowledge: Knowledge) -> None:
    read = understand(knowledge, told)
    assert read.notice
    assert [part.choices[0].topic for part in read.parts] == [reason]


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


@pytest.mark.parametrize(
    "text",
    [
        *("备案被退回了怎么办？", "域名没实名会被退回吗？", "备案多久没通过会退回？域名要实名吗？"),
        *("域名快到期了，服务器也换了，怎么办", "短信没收到，客服也找不到，咋整", "公司注销了，法人也换了，怎么弄"),
        "电话没人接，身份证过期了怎么换新的",
        *("如果域名没实名，照片糊了，咋办", "假如域名没实名，照片糊了，咋办", "要是照片糊了，域名没实名，会怎样"),
        *("朋友的域名没实名，照片糊了，咋办", "客户的域名没实名，照片糊了，怎么办"),
        "身份证快过期了，照片糊了，怎么办",
    ],
)
def test_what_only_asks_tells_of_no_rejection(text: str, knowledge: Knowledge) -> None:
    assert not understand(knowledge, text).notice


@pytest.mark.parametrize(
    ("asked", "text", "topic"),
    [
        ("备案要多久", "不是 我问的是公安备案", "time-police"),
        ("备案要多久", "不对，我是问变更备案", "time-change"),
        ("备案要多久", "我说的是小程序", "time-total"),
        ("备案号放哪", "我问的是app", "after-app-number"),
        ("备案号放哪", "说错了 我是问公安备案号", "police-hang"),
        ("注销备案要多久", "不是注销，是变更", "time-change"),
        ("个人备案要什么材料", "不是个人，是公司", "material-enterprise"),
        ("备案被驳回怎么办", "我说的是公安备案", "reject-police-returned"),
        ("网站名字能改吗", "不是改名字 是改域名", "change-domain"),
        ("网站名字从花店改成花艺可以吗", "不是改域名 是改名字", "change-site"),
        ("网站名字从花店改成花艺可以吗", "不是改公司名，是改网站名", "change-site"),
        ("备案要多久", "不是，我想问的是管局几天审完", "time-authority"),
    ],
)
def test_what_was_meant_instead_is_answered_in_place_of_what_was_asked(
    knowledge: Knowledge, asked: str, text: str, topic: str
) -> None:
    assert after(knowledge, asked, text)[0].topic == topic


def test_a_rejection_told_under_an_answer_is_no_other_question(knowledge: Knowledge) -> None:
    reviewed = at("first-provider-review")
    for text in ("被退了，说电话打不通", "不对，被退了，说电话打不通"):
        state, _ = after(knowledge, *reviewed, "备案要多久", text)
        assert [one.reasons for one in state.filings[0].attempts] == [("reject-phone-unreachable",)], text


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("以前没备过案，打算用腾讯云，需要什么材料", "material-enterprise"),
        ("我家开面馆的，想弄个网站，几天能好", "time-total"),
        ("我是卖花的，刚租了阿里云。要多少钱", "cost-filing"),
        ("We have never filed. We are going to use Tencent Cloud. What documents do we need?", "material-enterprise"),
        ("We run a bakery in Chengdu. Our server is at Huawei. How long does it take?", "time-total"),
    ],
)
def test_what_is_asked_after_an_introduction_is_answered(text: str, topic: str, knowledge: Knowledge) -> None:
    (part,) = understand(knowledge, text).parts
    assert (part.decision, part.choices[0].topic) == ("answer", topic)


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
    ("told", "reasons"),
    [
        ("核查发现网站无法访问，限5个工作日整改", ["reject-filed-site-unreachable"]),
        ("收到通知 联系电话无法接通 限5个工作日整改", ["reject-phone-unreachable"]),
        (
            "核查：负责人身份证过期，联系电话打不通，请十日内变更，否则按空壳处理",
            ["reject-id-expired", "reject-phone-unreachable"],
        ),
        ("阿里云：备案信息核查不合格，请于10日内整改", ["reject-after-verification"]),
        *(
            (
                f"{sender}您的备案主体负责人手机号已停机，请在12月20日前完成变更，逾期将注销",
                ["reject-phone-unreachable"],
            )
            for sender in ("【阿里云】备案核查提醒：", "【华为云】备案巡检提醒：")
        ),
        (
            "【通信管理局】您好，经核查，贵公司网站（粤ICP备2021012345号-2）存在备案信息不准确、首页未标明备案号的问题，请整改",
            ["reject-info-outdated", "reject-number-not-shown"],
        ),
        ("抽查反馈：1、主体信息有误；2、网站打不开", ["reject-info-outdated", "reject-filed-site-unreachable"]),
        ("网站检查不合格：备案信息失实；底部无备案号", ["reject-false-info", "reject-number-not-shown"]),
        ("核查：1、备案核查不合格；2、未挂备案号", ["reject-number-not-shown"]),
        ("退回：法定代表人信息未更新", ["reject-info-outdated"]),
        ("管局退了 说主体信息和营业执照对不上", ["reject-info-outdated"]),
        ("退回：域名信息未更新", ["reject-domain-not-in-db"]),
        ("网站名称与企业经营范围不一致，退回", ["reject-name-unrelated"]),
        ("网站内容与企业经营范围不一致，退回", ["reject-content-out-of-scope"]),
        ("上次退是域名没实名 这次退说的是电话没人接", ["reject-phone-unreachable"]),
        ("前两次退是照片模糊 现在第三次说授权书没盖章", ["reject-no-authorization-letter"]),
        ("第一次说名称 第二次说照片 这次说应急电话和手机一样", ["reject-phone-same-emergency"]),
        ("上次说地址不详细，这次说备注没写", ["reject-remark-missing"]),
        ("被驳回了，说不是照片的问题，是授权书没签字", ["reject-no-authorization-letter"]),
        ("打回了，网站内容没问题，就是域名没实名", ["reject-domain-not-realname"]),
        ("退了 不是因为电话是因为备注不规范", ["reject-remark-missing"]),
        ("驳回：身份证不是原件，是复印件", ["reject-id-not-original"]),
        ("又退了，这回说照片模糊，上回是说邮箱不对", ["reject-id-photo-unclear"]),
        ("备案核查没通过 让三天内改好", ["reject-after-verification"]),
        ("年度抽查没过，说限期整改不然注销", ["reject-after-verification"]),
        ("备案信息核查不合格名单", ["reject-after-verification"]),
        ("网警打电话说我们没办公安备案", ["reject-police-not-filed"]),
        ("派出所来电话 说网站底下没有公安的号", ["reject-police-number-missing"]),
        ("通知说网站没解析到他们家", ["reject-ip-mismatch"]),
    ],
)
def test_what_is_wrong_now_is_told_and_no_more_than_that(told: str, reasons: list[str], knowledge: Knowledge) -> None:
    read = understand(knowledge, told)
    assert read.notice
    assert [part.choices[0].topic for part in read.parts if part.decision == "answer"] == reasons


@pytest.mark.parametrize(
    "text",
    [
        "备案核查要求整改是什么意思",
        "整改通知收到了怎么办",
        "不续费备案就注销吗",
        "网警打电话让我去备案是骗子吗",
        "通知说备案快过期了要续吗",
        "通知说要做短信核验",
        "备案申请已受理，请24小时内完成短信核验",
    ],
)
def test_who_asks_about_a_notice_or_tells_what_comes_next_was_sent_nothing(text: str, knowledge: Knowledge) -> None:
    assert not understand(knowledge, text).notice


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("公司从深圳搬到长沙了", "change-cross-province"),
        ("注册地址从上海迁到江苏", "change-cross-province"),
        ("总部搬家了 从广东到湖南", "change-cross-province"),
        ("公司从深圳搬到广州了", "change-subject"),
        *((f"公司从浦东搬到{place} 备案怎么办", "change-cross-province") for place in ("香港", "滨海新区")),
        ("公司改名 代码也变了", "change-credit-code"),
        ("被收购了 改名了 信用代码跟着变了 怎么办", "change-credit-code"),
        ("公司改名了 代码没变", "change-company-name"),
        ("公司改名代码没变了", "change-company-name"),
        ("备案要注销吗", "cancel-types"),
        ("公安备案要注销吗", "police-cancel"),
        ("备案不注销会怎样", "concept-empty-shell"),
        ("网站不做了 不注销会罚款吗", "concept-empty-shell"),
        ("公安备案不注销会怎样", "police-cancel"),
        ("不备案会罚款吗", "concept-penalty-unfiled"),
        ("不注销主体可以新增网站吗", "province-empty-shell"),
        ("备案号没挂会不会罚款", "after-hang-number"),
        ("首页没放备案号会有什么后果", "after-hang-number"),
        ("备案号没挂被退了", "reject-number-not-shown"),
        ("不去变更会怎么样", "change-overview"),
        ("负责人离职了不改备案有影响吗", "change-overview"),
        ("换了法人不变更会被注销吗", "change-overview"),
        ("换服务器不改备案可以吗", "server-ip-change"),
        ("公安备案不变更会怎样", "police-penalty"),
        ("网站负责人填错了会担责任吗", "concept-subject-person"),
        ("网站负责人要签真实性责任告知书吗", "material-commitment"),
        ("江苏的慢不慢啊", "time-by-province"),
        ("上海注销要几天", "time-cancel"),
        (".co的能备案不", "domain-suffix-list"),
        ("域名是.xyz的 可以备案吗", "domain-suffix-list"),
        (".xyz和.io能备案吗", "domain-suffix-not"),
        (".xyz备案要多久", "time-total"),
        (".com域名没实名能备案吗", "domain-requirements"),
        ("服务器从杭州搬到上海", "server-ip-change"),
        ("从北京到上海要多久", "time-by-province"),
        ("刷脸怎么都过不去", "reject-face-verify-failed"),
        ("脸一直刷不过 试了 5 次", "reject-face-verify-failed"),
        ("不刷脸行不行", "material-face-verify"),
        ("法人不在 刷脸怎么弄", "material-face-verify"),
        ("可以加个急吗 等着用", "time-how-to-speed"),
        ("等了两个月没动静 去哪投诉", "faq-contact-lines"),
        ("阿里云的客服电话一直打不通", "faq-contact-lines"),
        ("管局不批 打12345有用吗", "faq-contact-lines"),
        ("出几百块找人办靠谱吗", "faq-agent"),
        ("代账公司算不算金融 要许可证吗", "approval-finance"),
        ("名字带资本 能备吗", "approval-finance"),
        ("公司名带投资被退了", "reject-finance-keywords"),
        ("单位内部用的系统要备案吗", "concept-need-filing"),
        ("公司内部用的app要备案吗", "app-offline"),
        ("睡着了 码失效了 完了吗", "sms-timeout"),
        *((text, "faq-modify-during-review") for text in ("能撤吗", "还能撤下来么", "信息写错了 可不可以撤单")),
        *((text, "cancel-irreversible") for text in ("注销能撤吗", "注销点错了 能撤不")),
        ("弄这个真的要等一个月吗", "time-total"),
        ("还没备案 演示要用 有没有临时打开的办法", "faq-bypass-filing"),
        ("老板让我来问 多久", "time-total"),
        ("领导叫我弄的 要什么材料", "material-enterprise"),
        ("怎么看这个域名有没有案底", "faq-query-number"),
    ],
)
def test_what_is_told_in_few_words_is_about_that(text: str, topic: str, knowledge: Knowledge) -> None:
    assert understand(knowledge, text).parts[0].choices[0].topic == topic


@pytest.mark.parametrize(
    "text",
    [
        "谷歌商店拒了 说隐私政策打不开",
        "华为应用市场审核没过 一打开就闪退",
        "小程序版本审核没通过",
        "支付宝当面付签约没过",
    ],
)
def test_what_a_shop_refuses_of_its_own_is_none_of_a_filing(text: str, knowledge: Knowledge) -> None:
    read = understand(knowledge, text)
    assert (read.notice, [part.choices[0].topic for part in read.parts]) == (False, [ELSEWHERE])


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
    assert all(part.choices[0].topic != ELSEWHERE for part in understand(knowledge, text).parts)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("我起的“阿强修鞋”被退了 说个人不能涉及企业", "reject-name-personal"),
        ("叫「小米粒花艺」没过，说个人网站不能有商业", "reject-name-personal"),
    ],
)
def test_what_is_quoted_and_refused_to_a_private_person_is_a_name(text: str, reason: str, knowledge: Knowledge) -> None:
    read = understand(knowledge, text)
    assert (read.notice, [part.choices[0].topic for part in read.parts]) == (True, [reason])
