"""Several questions or reasons in one message; greetings and boilerplate left aside."""

import pytest

from bot.search import Engine, Part
from bot.search.engine import MOST_PARTS
from bot.search.lists import is_item
from bot.search.normalise import Normaliser
from bot.search.parts import Cutter
from bot.search.speech import Speech
from tests.search.corpus import ENGINE, LEXICON, QUESTIONS, REJECTIONS

NORMALISER = Normaliser(LEXICON)
SPEECH = Speech(LEXICON, NORMALISER)
CUTTER = Cutter(LEXICON, NORMALISER, SPEECH)


def about(text: str, *, rejection: bool = False) -> list[tuple[str, str]]:
    return [(part.decision, part.choices[0].topic) for part in ENGINE.read(text, rejection=rejection)]


def sure(*topics: str) -> list[tuple[str, str]]:
    return [("answer", topic) for topic in topics]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("备案要多久？备案收费吗？", ["how-long", "cost"]),
        ("备案要多久，还有备案号要放在哪里", ["how-long", "hang-number"]),
        ("备案是免费的吗？另外，个人可以备案吗？", ["cost", "personal-or-company"]),
        ("1. 备案要多久\n2. 备案要多少钱\n3. 怎么注销备案", ["how-long", "cost", "cancel"]),
        ("1、备案要多久 2、备案要多少钱", ["how-long", "cost"]),
        ("你好！备案要多久？谢谢！", ["how-long"]),
        ("备案要多久？备案一般几天能下来？", ["how-long"]),
        ("备案要多久？收费吗？", ["how-long", "cost"]),
        ("备案要多久，备案号要放在哪里", ["how-long", "hang-number"]),
        ("备案收费不，备案号要不要挂出来，放哪里", ["cost", "hang-number"]),
        ("备案要多久 备案收费不", ["how-long", "cost"]),
        ("备案要多久 要花钱吗 备案号放哪里呢", ["how-long", "cost", "hang-number"]),
        ("备案收费吗 注销备案呢", ["cost", "cancel"]),
        ("备案收费吗 怎么注销备案", ["cost", "cancel"]),
    ],
)
def test_questions(text: str, topics: list[str]) -> None:
    assert about(text) == sure(*topics)


@pytest.mark.parametrize(
    "text",
    [
        "您的备案申请未通过，原因如下：\n1、网站名称不符合要求；\n2、域名所有者与主办单位不一致；\n"
        "3、证件照片不清晰，请重新上传。\n请登录控制台查看，如有疑问请拨打客服热线。",
        "审核意见：网站名称不符合要求；域名所有者与主办单位不一致；证件照片不清晰，请重新上传",
        "网站名称不符合要求。域名所有者与主办单位不一致。证件照片不清晰，请重新上传。",
        "• 网站名称不符合要求\n• 域名所有者与主办单位不一致\n• 证件照片不清晰",
        "退回原因：网站名称不符合要求、域名所有者与主办单位不一致、证件照片不清晰",
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_reasons(text: str, known: bool) -> None:
    assert about(text, rejection=known) == sure("reject-name", "reject-domain-owner", "reject-photo")


ASKED_FOR = "尊敬的用户：\n请确保上传的证件在有效期内。\n请确保填写的地址详细到门牌号。\n"


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        *(
            (f"{ASKED_FOR}{heading}1、域名未实名认证", heading)
            for heading in (
                "驳回原因如下：\n",
                "驳回原因如下\n",
                "退回原因：",
                "【审核意见】",
                "具体原因：",
                "管局退回意见：",
                "退回说明：",
                "Rejection reasons: ",
                "The reasons for rejection are as follows:\n",
            )
        ),
        ("1、请保持电话畅通。\n2、请勿重复提交。\n驳回原因：\n1、域名未实名认证\n2、照片模糊", "驳回原因：\n1"),
        (f"{ASKED_FOR}您的备案未通过初审，不通过原因：1、域名未实名认证", "不通过原因：1"),
        ("您的备案未通过，驳回原因：域名未实名认证", "驳回原因：域名"),
        ("域名 a.com 审核不合格，原因：执照过期", "原因：执照"),
        ("订单 1 | 备案类型 首次备案 | 状态 已驳回 | 原因 地址不详细", "原因 地址"),
        ("域名：a.com，审核状态：未通过，原因：地址不详细", "原因：地址"),
        ("单位性质：企业 证件类型：营业执照 驳回原因：照片模糊", "驳回原因：照片"),
        ("经巡检，您的网站www.a.com存在以下问题：1.首页未放置备案号", "1.首页"),
        ("贵网站存在问题，请整改：备案号缺失", "备案号缺失"),
        (f"{ASKED_FOR}存在以下问题：\n1、域名未实名认证", "\n1、域名"),
        ("网站名称不合规，还存在以下问题：照片模糊", ""),
        ("网站名称不合规，原因：含敏感词", ""),
        ("域名 驳回原因：未实名认证", ""),
        ("驳回原因：照片模糊", ""),
        ("1、域名未实名，原因：没有认证。\n2、照片模糊，原因：反光", ""),
        (f"{ASKED_FOR}具体原因请登录查看：", ""),
        (f"{ASKED_FOR}域名未实名认证", ""),
    ],
)
def test_the_reasons_of_a_notice_begin_at_their_heading(text: str, begin: str) -> None:
    above, below = CUTTER.headed(text)
    assert (below[: len(begin)], bool(below)) == (begin, bool(begin))
    assert above == ""


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("身份证照片不清晰。", "身份证照片不清晰。"),
        ("您好！请确保证件没有过期。应急电话无人接听；", "应急电话无人接听；"),
        ("网站名称不得含有姓名。若信息有误将被驳回。", ""),
    ],
)
def test_what_is_wrong_above_the_heading_is_a_reason_too_and_what_is_demanded_there_is_none(
    above: str, kept: str
) -> None:
    heading = "驳回原因：域名未实名认证"
    assert CUTTER.headed(above + heading) == (kept, heading)


@pytest.mark.parametrize(
    "text",
    [
        "1、网站名称不符合要求\n2、蓝色大象没有盖章",
        "1.网站名称不符合要求2.蓝色大象没有盖章",
        "原因1网站名称不符合要求2蓝色大象没有盖章",
    ],
)
def test_a_reason_that_is_not_known_stays_in_the_list(text: str) -> None:
    first, second = ENGINE.reasons(text)
    assert (first.decision, first.choices[0].topic) == ("answer", "reject-name")
    assert second.decision != "answer"
    assert second.text == "蓝色大象没有盖章"


def test_a_phrasing_word_for_word_is_one_reason_though_its_clauses_surely_tell_several() -> None:
    text = "网站名称不符合要求；营业执照照片模糊；域名所有者与主办单位不一致"
    assert len(ENGINE.reasons(text)) == 3
    (part,) = Engine.build(QUESTIONS, {**REJECTIONS, "reject-all": [text]}, LEXICON).reasons(text)
    assert (part.decision, part.choices[0].topic) == ("answer", "reject-all")


def items(text: str) -> list[str]:
    return [item.text.rstrip("，,") for item in CUTTER.items(text)]


@pytest.mark.parametrize(
    "text",
    [
        "原因：1.证件不清晰,2.电话没人接3.名称不符合",
        "原因 1.证件不清晰2.电话没人接3.名称不符合",
        "原因1、证件不清晰2、电话没人接3、名称不符合",
        "没过 1证件不清晰2电话没人接3名称不符合",
        "没过1 证件不清晰2 电话没人接3 名称不符合",
        "没过:1:证件不清晰2:电话没人接3:名称不符合",
        "没过1)证件不清晰2)电话没人接3)名称不符合",
        "没过1，证件不清晰2，电话没人接3，名称不符合",
        "没过：一、证件不清晰二、电话没人接三、名称不符合",
        "原因l.证件不清晰2.电话没人接3、名称不符合",
        "没过（1）证件不清晰（2）电话没人接（3）名称不符合",
        "没过①证件不清晰②电话没人接③名称不符合",
        "2.证件不清晰3.电话没人接4.名称不符合",
        "（2）证件不清晰（3）电话没人接（4）名称不符合",
        "问题1证件不清晰问题2电话没人接问题3名称不符合",
        "没过【1】证件不清晰【2】电话没人接【3】名称不符合",
        "没过[1]证件不清晰[2]电话没人接[3]名称不符合",
        "没过1️⃣证件不清晰2️⃣电话没人接3️⃣名称不符合",
        "没过➊证件不清晰➋电话没人接➌名称不符合",
        "没过a.证件不清晰b.电话没人接c.名称不符合",
        "没过 A、证件不清晰 B、电话没人接 C、名称不符合",
        "没过i.证件不清晰ii.电话没人接iii.名称不符合",
    ],
)
def test_numbers_that_count_up_cut_wherever_in_a_line_they_stand(text: str) -> None:
    assert items(text) == ["证件不清晰", "电话没人接", "名称不符合"]


@pytest.mark.parametrize(
    "text",
    [
        "1.5M 带宽换成 2.0M 带宽",
        "系统是2.0版的，之前1.0版没有问题",
        "地址1号楼2单元3室没写全",
        "地址写到1栋2楼301房间",
        "服务器10.0.0.1打不开，10.0.0.2打不开",
        "解析到1.2.3.4，没有解析到2.3.4.5",
        "审核要3-5个工作日，短信要1-2个工作日",
        "1核2G3M的服务器",
        "第1页营业执照第2页授权书第3页身份证",
        "11月1日提交的，12月2日被退回",
        "2026.1.2提交的，2026.2.3退回的",
        "押金1元服务费2元税费3元",
        "域名1未实名，域名2没解析，域名3过期了",
        "负责人1电话没人接负责人2照片模糊",
        "主体1和主体2的地址不一致",
        "没通过，网站1打不开网站2没挂号",
        "附件1营业执照附件2授权书",
        "京ICP备2021012345号-1打不开，京ICP备2021012345号-2没挂号",
        "v1.首次提交v2.改了名称",
        "1个网站2个域名能备吗",
        "下午1点到2点电话没人接",
        "身份证1正2反都要拍",
        "交了1次被退2次了",
        "对就回1不对回2，不回会怎么处理",
        "周一、周二、周三都没有人接电话",
        "一、二、三、四线城市都要备案吗",
        "1、2都改好了，3没有改",
        "选1不要选2",
        "P2P平台和O2O平台1样不行",
        "2个域名都没实名，3个网站打不开",
        "3天后再交，4天后再问",
        "a.com打不开，b.com过期了",
        "域名A没实名，域名B没解析",
        "C、D两个网站都打不开",
    ],
)
def test_numbers_that_tell_something_else_cut_nothing(text: str) -> None:
    assert items(text) == []


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("其中 a-demo.com 上周就过期了", ["其中 a-demo.com 上周就过期了"]),
        ("网站打不开 证件照片不清晰", ["网站打不开", "证件照片不清晰"]),
        ("备注是空的，请写“个人相册，不含企业信息”", ["备注是空的，", "请写“个人相册，不含企业信息”"]),
        ("名称太短，照片不清晰（反光，模糊）", ["名称太短，", "照片不清晰（反光，模糊）"]),
        ("第1页照片不清晰第2页没有盖章", ["第1页照片不清晰", "第2页没有盖章"]),
        ("第1点照片不清晰第2点没有盖章", ["照片不清晰", "没有盖章"]),
        ("照片不清晰+没有盖章", ["照片不清晰", "没有盖章"]),
        ("名称不能是地域+行业的形式", ["名称不能是地域+行业的形式"]),
        ("❌照片不清晰❌没有盖章", ["❌照片不清晰", "没有盖章"]),
        ("照片不清晰—没有盖章......名称太短", ["照片不清晰", "没有盖章", "名称太短"]),
        ("没交ICP许可证 → 照片不清晰", ["没交ICP许可证", "照片不清晰"]),
        ("C&A没有授权给3#楼的网站", ["C&A没有授权给3#楼的网站"]),
        ("主体信息→证件号码没填", ["主体信息→证件号码没填"]),
        ("营业执照+授权书没有盖章", ["营业执照授权书没有盖章"]),
    ],
)
def test_neither_latin_words_nor_quotations_cut_a_clause(sentence: str, clauses: list[str]) -> None:
    (stretch,) = CUTTER.stretches(sentence)
    assert list(CUTTER.clauses(stretch)) == clauses


@pytest.mark.parametrize("clause", ["一个是说旧网站打不开", "没上传办学许可", "还要承诺书", "应用名称不对"])
def test_a_clause_that_begins_a_reason_does_not_belong_to_the_one_before_it(clause: str) -> None:
    assert not SPEECH.goes_on(clause)


def test_a_clause_that_says_nothing_is_no_reason() -> None:
    (part,) = ENGINE.read("网站名称不规范，你好，谢谢", rejection=True)
    assert part.choices[0].topic == "reject-name"


def test_never_more_parts_than_anybody_reads() -> None:
    topics = ["网站名称不符合要求", "域名所有者与主办单位不一致", "证件照片不清晰", "负责人电话无法接通"]
    text = "\n".join(f"{number}、{reason}" for number, reason in enumerate(topics * 5, 1))
    assert len(ENGINE.read(text)) <= MOST_PARTS
    questions = (
        "备案要多久？备案收费吗？个人可以备案吗？接入备案是什么意思？短信核验怎么做？备案号要放在哪里？怎么注销备案？"
    )
    assert len(ENGINE.read(questions)) == MOST_PARTS


def test_the_question_is_found_in_a_long_story() -> None:
    story = (
        "各位大佬，我在佛山开了一家小店，去年找人做了个网页，一直放着没有管。"
        "上个月生意好起来了，表弟说要把它弄正规。备案要多久？我还要赶在年底开张。"
    )
    assert about(story) == sure("how-long")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("备案 要 多久", "how-long"),
        ("备案要多久 到底几天", "how-long"),
        ("怎么注销备案 有谁会弄吗", "cancel"),
        ("备案号放哪里 那个网页上吗", "hang-number"),
    ],
)
def test_a_blank_cuts_only_what_surely_asks_something_else(text: str, topic: str) -> None:
    assert about(text) == sure(topic)


def test_one_part_carries_the_whole_message() -> None:
    (part,) = ENGINE.read("  备案要多久？\n")
    assert isinstance(part, Part)
    assert part.text == "备案要多久？"
    assert part.choices[0].phrasing == "备案要多久"


def test_a_known_phrasing_is_not_taken_apart() -> None:
    phrasing = "备案要多久？备案收费吗？"
    (part,) = Engine.build({**QUESTIONS, "both": (phrasing, "时间和费用想一起问")}, {}, LEXICON).read(phrasing)
    assert (part.decision, part.choices[0].topic) == ("answer", "both")


@pytest.mark.parametrize(
    "text", ["1、照片模糊", "（2）照片模糊", "③照片模糊", "一是照片模糊", "第二条：照片模糊", "最后，照片模糊"]
)
def test_an_item_of_a_list_comes_alone(text: str) -> None:
    assert is_item(text)


@pytest.mark.parametrize(
    "text", ["第二条怎么弄", "第一次备案要多久", "一个域名", "2个网站", "1.5万", "12月4日", "最后一步"]
)
def test_what_only_counts_is_no_item(text: str) -> None:
    assert not is_item(text)
