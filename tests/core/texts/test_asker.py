"""What answers are fitted to: the filing at hand, what was pressed, and the question itself."""

from dataclasses import replace

import pytest

from bot.core.actions import Home, NewFiling
from bot.core.button_data import encode
from bot.core.course import begin, jump
from bot.core.events import Pressed
from bot.core.kinds import Subject
from bot.core.knowledge import Knowledge, Topic, Variant
from bot.core.screens.topic_screens import topic_screen
from bot.core.state import Asker, Attempt, State
from bot.core.texts.asker import ASKED_SUBJECTS, CONDITIONS, asker_of, missing, names_in
from bot.core.texts.understanding import understand
from bot.core.words import say
from tests.core.sample import NOW
from tests.core.talking import BEGUN, SHOPS, after, begun


@pytest.fixture(scope="module")
def topic(knowledge: Knowledge) -> Topic:
    variants = tuple(Variant(condition, f"case of {condition}") for condition in CONDITIONS)
    return replace(knowledge.topics["time-total"], variants=variants)


def shown(knowledge: Knowledge, state: State, topic: Topic, asked: str = "") -> list[str]:
    text = topic_screen(knowledge, state, topic, asked=asked).text
    return [condition for condition in CONDITIONS if f"case of {condition}" in text]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("两个负责人能是一个人吗", []),
        ("公司就两个人", ["enterprise"]),
        ("不是本人，是另外几个人的", []),
        ("这是个人备案", ["personal"]),
        ("做一个个人网站", ["personal"]),
        ("个人和企业备案有什么区别", ["personal", "enterprise"]),
        *((text, []) for text in ("跟企业一样吗", "和公司比有什么不同", "是不是比个人麻烦", "民办非企业的要什么")),
        *((text, []) for text in ("域名能用我个人的吗", "域名在个人名下行吗")),
        ("用个人的名义备案行吗", ["personal"]),
    ],
)
def test_whoever_is_counted_or_compared_with_does_not_ask(knowledge: Knowledge, text: str, named: list[str]) -> None:
    assert names_in(knowledge, text, ASKED_SUBJECTS) == named


def test_nothing_is_assumed_and_one_can_say_it(knowledge: Knowledge, topic: Topic) -> None:
    assert shown(knowledge, State(), topic) == []
    labels = [b.label for row in topic_screen(knowledge, State(), topic).buttons for b in row]
    assert [label for label in labels if label.startswith("我")] == [
        "我是个人", "我是企业", "我是个体户", "我在阿里云", "我在腾讯云", "我在华为云",
    ]  # fmt: skip


def test_what_a_question_names_is_told_first_and_the_rest_is_folded(knowledge: Knowledge) -> None:
    tax, drones = (Variant("", f"case of {word}", ((word,), ("报", "收"))) for word in ("税", "无人机"))
    topic = replace(knowledge.topics["time-total"], text="All of it.", more="", variants=(tax, drones))
    of_tax = topic_screen(knowledge, State(), topic, asked="怎么报稅").text
    assert of_tax.index("case of 税") < of_tax.index("> All of it.")
    assert "case of 无人机" not in of_tax
    for asked in ("", "要多久"):
        whole = topic_screen(knowledge, State(), topic, asked=asked).text
        assert "case of" not in whole
        assert "> All of it." not in whole


FIRST_LINES = [
    # whether one may, or must
    ("微信小程序要备案吗", "**要。**"),
    ("小程序不备案会怎么样", "**不备案发布不了"),
    ("没有服务器可以备案吗", "**不行，只有域名办不了备案。**"),
    ("网站名称可以用英文吗", "**全是英文不行"),
    ("个人网站名能带博客两个字吗", "**个人网站的名称里，不能有"),
    ("域名在员工名下可以备吗", "**公司备案，域名在员工、亲戚名下的不行"),
    ("没满18能用父母的身份备案吗", "**用父母的名义可以，只要"),
    ("负责人在外地，刷脸要到现场吗", "**不用到现场"),
    ("有电话来核实备案，是真的吗", "**光看号码认不准真假"),
    ("wix做的网站能备案吗", "**不能。Wix"),
    ("澳门人拿护照备案行吗", "**只有护照的，收不收看接入商"),
    ("网站负责人写店长可以吗", "**网站负责人可以不是法人"),
    ("只在公司内部用的网站要备案吗", "**只在公司内部用、外网打不开的，不用备。**"),
    ("网站加个网上商城要变更备案吗", "**备案里只写了展示、介绍的，加商城"),
    ("换了网站负责人要刷脸吗", "**要，由新负责人本人刷脸。**"),
    ("公司迁到外省，备案号还有效吗", "**能不能接着用，看接入商"),
    ("按小时计费的主机可以备案吗", "**按量付费（按小时算的）、试用的都不行。**"),
    ("法人七十多了能当网站负责人吗", "**年纪大，多数省没查到上限。**"),
    ("爷爷72岁了能备案吗", "**年纪大，多数省没查到上限。**"),
    ("域名过期被人抢注了，我的备案怎么办", "**域名已经是别人的"),
    ("香港身份证能备案吗", "**查到的资料里，收的是回乡证"),
    ("居住证过期了能备案吗", "**居住证过期了：先去续"),
    ("公司从老城搬到新区，备案地址改不改", "**同一个省里搬，用「变更主体」"),
    # what comes of it
    ("备案号不挂会罚款吗", "**不挂会罚：** 第 33 号令写的是 5000～10000 元"),
    ("公司地址变了没去改会被罚吗", "**不改，先是被要求整改"),
    ("没备案会坐牢吗", "**没备案不会坐牢"),
    ("网站负责人要承担法律责任吗", "**备案的罚款、关站，规定写的是办网站的单位或个人"),
    ("备案可以催吗", "**能催：满了"),
    ("初审能催吗", "**能问：超过"),
    # in all, and not at once
    ("一个人能备几个网站", "**名下一共能备几个"),
    # the suffix that is named
    (".xyz能备案吗", r"**\.xyz**：在我们手上的批复清单"),
    (".co的能备案不", r"**\.co**：在我们手上的批复清单"),
    (".io可以备案吗", r"**\.io**：不在我们手上的批复清单"),
    (".dev能备吗", r"**\.dev**：我们手上的批复清单（2020 年）里没有这个后缀，不等于备不了"),
    ("北京的.icu能备案吗", r"**\.icu**：北京不给这个后缀备案"),
    # the province that is named
    ("广东管局审核一般几天", "📍 **广东**\n- 接入商估计过管局要 7～9 天"),
    ("河南要多久", "📍 **河南**\n- 接入商估计过管局要 7～11 天"),
    ("浙江个人备案要居住证吗", "📍 **浙江**\n- 外省的身份证，要有浙江的居住证"),
    ("四川的公司主体负责人可以不是法人吗", "📍 **四川**\n- 主体负责人不是法定代表人"),
]


@pytest.mark.parametrize(("asked", "first"), FIRST_LINES)
def test_the_first_line_answers_what_was_asked(asked: str, first: str, knowledge: Knowledge) -> None:
    part, *_ = understand(knowledge, asked).parts
    heading, told, *_ = topic_screen(knowledge, State(), knowledge.topics[part.choices[0].topic], asked).text.split(
        "\n\n"
    )
    assert part.decision == "answer"
    assert told.startswith(first), heading


@pytest.mark.parametrize(
    ("asked", "topic", "unsaid"),
    [
        ("小程序可以用个人备案吗", "app-mini", "**要。**"),
        ("个人博客取什么名字", "naming-personal", "不能有"),
        ("个人一次能交几个", "faq-multi-sites", "名下一共能备几个"),
        ("北京个人没有居住证能备案吗", "material-residence-permit", "📍 **北京**"),
        ("河南管局：个人网站名称不得含有企业字样", "reject-name-personal", "📍 **河南**"),
        (".gov.cn能备案吗", "domain-suffix-not", "在我们手上的批复清单"),
        ("人在江苏户口在河南", "personal-cross-province", "📍 **江苏**"),
        *(
            (text, "personal-age", "年纪大，多数省")
            for text in ("我16岁，爷爷帮我备案可以吗", "70后能备案吗", "我1978年生的")
        ),
        *((f"{text}要变更吗", "change-service-content", "加商城、下单就") for text in ("商城栏目删了", "原来就是商城")),
        *(
            (text, "domain-expiry", "**域名已经是别人")
            for text in ("怕被抢注 备案会掉吗", "以前被别人注册过 过期了", "被抢注了还能备案吗")
        ),
        *((f"澳门身份证{text}", "faq-hk-mo-tw", "先补办") for text in ("+回乡证备案", "和内地身份证用哪个")),
        ("行政机关的网站负责人写谁", "concept-subject-person", "网站负责人可以不是法人"),
        *(
            (f"居住证{text}", "material-residence-permit", "**居住证过")
            for text in ("还有一个月过期", "丢了拿回执行吗")
        ),
        ("备案信息能不能只给内部看", "concept-need-filing", "**只在公司内部用、"),
        ("驳回后重新提交要重新排队吗", "faq-rejected-what-next", "原来的单子上"),
    ],
)
def test_what_was_not_asked_is_not_told_first(asked: str, topic: str, unsaid: str, knowledge: Knowledge) -> None:
    assert unsaid not in topic_screen(knowledge, State(), knowledge.topics[topic], asked).text


@pytest.mark.parametrize(
    ("asked", "ahead"),
    [("负责人电话打不通会被退吗", True), ("负责人电话打不通被退了", False), ("负责人电话打不通怎么办", False)],
)
def test_who_asks_whether_it_would_come_back_is_not_told_that_it_did(
    asked: str, ahead: bool, knowledge: Knowledge
) -> None:
    text = topic_screen(knowledge, State(), knowledge.topics["reject-phone-unreachable"], asked).text
    assert ("还没被退的，照下面的先避开" in text, "谁来办：" in text) == (ahead, not ahead)


def test_what_else_a_province_asks_for_comes_last(knowledge: Knowledge) -> None:
    topic = knowledge.topics["province-legal-rep"]
    text = topic_screen(knowledge, State(), topic, "四川的主体负责人可以不是法人吗").text
    assert text.index("📍 **四川**") < text.index(topic.text) < text.index("📍 **四川另外要留意**")


def test_what_was_said_is_used(knowledge: Knowledge, topic: Topic) -> None:
    assert shown(knowledge, State(asker=Asker("enterprise", "huawei")), topic) == ["enterprise", "huawei"]
    assert missing(Asker("enterprise", "huawei"), topic) == ()


def test_the_filing_at_hand_goes_before_it_and_the_question_before_both(knowledge: Knowledge, topic: Topic) -> None:
    flow = knowledge.flows["first-filing"]
    filing = begin(1, "x", flow, "personal", "guangdong", NOW)
    state = State(filings=(filing,), front=1, asker=Asker("enterprise"))
    assert shown(knowledge, state, topic) == ["personal"]
    assert shown(knowledge, state, topic, "腾讯云上公司备案要多久") == ["enterprise", "tencent"]
    review = next(step for step in flow.steps if step.review)
    reviewed = replace(state, filings=(jump(filing, flow, review, NOW),))
    assert asker_of(reviewed, knowledge).in_review
    assert shown(knowledge, reviewed, topic) == ["personal", "in-review"]


def test_a_mini_program_is_filed_on_its_platform(knowledge: Knowledge, topic: Topic) -> None:
    flow = knowledge.flows["mini-program-filing"]
    state = State(filings=(begin(1, "x", flow, "personal", "guangdong", NOW),), front=1, asker=Asker(provider="aliyun"))
    assert shown(knowledge, state, topic) == ["personal", "mini-program"]
    assert shown(knowledge, State(), topic, "小程序备案要多久") == ["mini-program"]


@pytest.mark.parametrize(
    ("topic", "key"),
    [
        *((topic, "of-sites") for topic in ("server-requirements", "server-duration", "domain-requirements")),
        *((topic, "of-sites") for topic in ("material-face-verify", "cost-filing", "naming-general")),
        *((topic, "of-sites") for topic in ("after-hang-number", "cancel-site", "change-legal-rep")),
        ("time-total", ""),  # it tells so in its variant
        *((topic, "of-apps") for topic in ("app-name-icon", "app-features", "change-app")),
        *((topic, "") for topic in ("app-mini", "app-mini-domain", "reject-server-not-eligible")),
        *((topic, "") for topic in ("concept-access-provider", "concept-icp-filing", "concept-need-filing")),
    ],
)
def test_whoever_files_a_mini_program_is_told_what_is_about_others(knowledge: Knowledge, topic: str, key: str) -> None:
    state = State(
        filings=(begin(1, "x", knowledge.flows["mini-program-filing"], "enterprise", "jiangsu", NOW),), front=1
    )
    lines = [say(knowledge, line) for line in ("of-sites", "of-apps")]
    screen, anybody = (topic_screen(knowledge, one, knowledge.topics[topic]) for one in (state, State()))
    assert [line for line in lines if line in screen.text] == ([say(knowledge, key)] if key else [])
    assert not any(line in anybody.text for line in lines)
    flows = {encode(NewFiling("first-filing")), encode(NewFiling("app-filing"))}
    assert not key or flows.isdisjoint(button.data for row in screen.buttons for button in row)


def test_the_rejection_at_work_tells_the_provider(knowledge: Knowledge, topic: Topic) -> None:
    state = State(loose=(Attempt(1, NOW, "", provider="huawei"),), attempt=1, asker=Asker(provider="aliyun"))
    assert shown(knowledge, state, topic) == ["huawei"]
    assert shown(knowledge, replace(state, attempt=0), topic) == ["aliyun"]


def test_a_question_about_two_kinds_decides_nothing(knowledge: Knowledge, topic: Topic) -> None:
    assert shown(knowledge, State(), topic, "个人备案和企业备案哪个好") == []


@pytest.mark.parametrize(
    ("said", "asker"),
    [
        *(
            (text, Asker("individual-business"))
            for text in ("我们是个体户", "本人个体户", "我是个体户不是公司", "我是卖茶叶的个体户")
        ),
        *((text, Asker("personal")) for text in ("I am an individual", "I'm a person.")),
        ("we are a company in Shanghai", Asker("enterprise", province="shanghai")),
        ("we use Alibaba Cloud", Asker(provider="aliyun")),
        ("我们是开五金店的 个体户 在四川成都", Asker("individual-business", province="sichuan")),
        *((text, Asker("personal")) for text in ("我是个人", "我不是公司，是个人", "我是用个人名义备案的")),
        *(
            (text, Asker("enterprise", province="shanghai"))
            for text in ("我是公司 在上海", "我们公司在上海", "公司在上海")
        ),
        ("我们是杭州的公司 服务器阿里云", Asker("enterprise", "aliyun", "zhejiang")),
        *(
            (text, Asker(provider="tencent"))
            for text in ("我用的是腾讯云", "在腾讯云办", "我在腾讯云办的", "服务器在腾讯云", "服务器买好了 腾讯云的")
        ),
        *(
            (text, Asker())
            for text in ("我是公司法人", "我是个人还是公司？", "我是给学校做网站的，能备案吗", "我是卖企业软件的")
        ),
        ("我们是镇卫生院的", Asker("institution")),
        *((text, Asker()) for text in ("服务器在腾讯云香港", "服务器在腾讯云过期了", "在腾讯云办要多久")),
    ],
)
def test_who_somebody_says_to_be_is_remembered(knowledge: Knowledge, said: str, asker: Asker) -> None:
    state, screens = after(knowledge, said)
    assert state.asker == asker
    assert ("/mydata" in screens[0].text) == (asker != Asker())


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("我是个体户，跟公司一样要备吗", "individual-business"),
        ("我执照是顺达经营部，备案主体选什么", "individual-business"),
        ("我是镇卫生院的，备案要什么材料，跟企业一样吗", "institution"),
        ("我是给学校做网站的，备案要什么材料", None),
        ("我是在学校上班的，个人能备案吗", None),
    ],
)
def test_who_somebody_says_to_be_beside_a_question_is_remembered(
    knowledge: Knowledge, said: str, subject: Subject | None
) -> None:
    assert after(knowledge, said)[0].asker.subject == subject


def test_what_was_said_last_counts_and_leaves_the_rest(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "我是公司，在上海", "说错了 我是个体户")
    assert state.asker == Asker("individual-business", province="shanghai")
    assert after(knowledge, *SHOPS, Pressed(encode(Home())), "我是个体户")[0].asker == Asker()


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        (("个人备案要什么", "那公司呢"), "material-enterprise"),
        (("个人备案要什么", "那公司呢", "个体户呢"), "material-individual-business"),
        (("企业网站名称怎么取", "个人的呢"), "naming-personal"),
        (("企业备案要准备什么材料", "我是个体户"), "material-individual-business"),
        (("我们是个体户 在广东东莞", "要准备什么材料"), "material-individual-business"),
        (("我是个人", "说错了 我是公司", "要什么材料"), "material-enterprise"),
        ((*begun("小站", "personal"), "要准备什么材料"), "material-personal"),
        (("我是个体户", "企业备案要准备什么材料"), "material-enterprise"),
        (("个人备案有哪些限制", "那公司呢"), "personal-limits"),
        (("备案怎么办理", "小程序呢"), "app-mini"),
        (("我是个体户", "网站叫 永兴五金网", "那叫啥"), "naming-enterprise"),
        *((("我们是个体户" + sign + "要多久",), "time-total") for sign in " ，"),
        (("我们是杭州的公司 服务器阿里云 要多久",), "time-total"),
        (("我是公司 要钱吗",), "cost-filing"),
        (("我是个人 要什么材料",), "material-personal"),
    ],
)
def test_what_is_asked_of_one_kind_of_applicant_is_answered_for_that(
    knowledge: Knowledge, said: tuple[str, ...], topic: str
) -> None:
    state, screens = after(knowledge, *said)
    assert state.topic == topic
    assert any(knowledge.topics[topic].title in screen.text for screen in screens)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("备案要多久", "那公司呢"), "不分身份，企业也"),
        (("备案要钱吗", "个体呢"), "不分身份，个体工商户也"),
        (("备案要多久", "那小程序呢"), "办小程序备案"),
        (("个人备案有哪些限制", "那公司呢"), ""),
        (("能跨省备案吗", "那公司呢"), ""),
        *((said, "个人备案用不上") for said in (("法人换了怎么变更", "个人"), ("公司改名了要改备案吗", "那个人呢"))),
        (("统一社会信用代码变了怎么办", "个体户"), "不分身份，个体工商户也"),
        (("备案要多久", "那腾讯云呢"), ""),
        (("广东备案要多久", "那湖南呢"), "说到湖南的**：\n\n- 较慢"),
        (("备案要多久", "那湖南呢"), "一共要多久"),
    ],
)
def test_the_same_answer_for_others_tells_why_it_is_the_same(
    knowledge: Knowledge, said: tuple[str, ...], words: str
) -> None:
    told = "\n".join(screen.text for screen in after(knowledge, *said)[1])
    assert words in told
    assert ("不分身份" in told) == ("不分身份" in words)


def test_where_the_server_stands_is_not_where_they_file(knowledge: Knowledge) -> None:
    state, _ = after(knowledge, "我用阿里云在杭州的主机")
    assert (state.asker.provider, state.asker.province) == ("aliyun", "")


def test_what_was_read_of_mini_programs_tells_that_it_is_about_one(knowledge: Knowledge) -> None:
    of_sites = say(knowledge, "of-sites")
    assert of_sites in after(knowledge, "小程序怎么备案", "服务器有什么要求")[1][0].text
    asked = ("小程序怎么备案", "主体负责人填谁", "服务器有什么要求")
    assert of_sites in after(knowledge, *asked)[1][0].text
    assert of_sites not in after(knowledge, *asked[:2], "网站的服务器有什么要求")[1][0].text
    assert of_sites not in after(knowledge, *BEGUN, *asked)[1][0].text
    assert of_sites not in after(knowledge, "备案要多久", "我说的是公司")[1][0].text
