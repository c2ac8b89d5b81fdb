"""Which answer to a question of the router a typed text means."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.texts import route_answers
from tests.core.sample import SMALL


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("我的網站要備案", "site"),
        ("网站搬到腾讯云", "site"),
        ("腾讯云", "none"),
        ("不用腾讯云，网站要备案", "site"),
        ("没有网站", None),
        ("别的", None),
        ("网站" + "很长" * 20, None),
    ],
)
def test_a_text_means_the_answer_with_the_most_words_in_it(text: str, option: str | None) -> None:
    found = route_answers.answer_in(SMALL, text)
    assert (found[1].id if found else None) == option


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("who", "企业", "enterprise"),
        ("who", "公司", "enterprise"),
        ("who", "我自己", "personal"),
        ("who", "个体", "individual-business"),
        ("who", "人", None),
        ("server", "香港", "overseas"),
        ("server", "CDN", "cdn"),
        *(("server", text, "mainland") for text in ("大陆", "国内的", "买的腾讯云 广州", "华为云上海节点", "在苏州")),
        *(("server", text, "overseas") for text in ("用的香港", "日本的服务器", "不在大陆", "阿里云新加坡")),
        *(("server", text, "none") for text in ("还没租", "还没有", "服务器还没买")),
        *(("server", text, None) for text in ("不是香港的", "在国内吗", "国内的？", "阿里云", "国内和香港都有")),
        ("server", "香港的，套了国内CDN", "cdn"),
        *(("filed", text, "never") for text in ("头一回弄", "以前都没备过", "没有", "全新的")),
        *(("filed", text, "never") for text in ("以前没建过网站", "我们没做过网站")),
        *(("filed", text, "subject") for text in ("之前备过其他网站", "公司备过")),
        *(("filed", text, "others") for text in ("域名给人家备了", "在别人名下")),
        *(("filed", text, "cancelled") for text in ("之前备过，被注销了", "没了")),
        *(("filed", text, None) for text in ("没有被注销", "备过", "不是第一次", "第一次备要多久")),
        *(("who", text, "enterprise") for text in ("用公司的名义", "我们是工厂", "杭州的公司", "公司，广东")),
        *(("who", text, None) for text in ("不是公司", "公司还是个人", "公司行吗", "不用公司名义")),
        ("who", "香港公司", "foreign"),
        *(("address", text, "permit") for text in ("有居住证", "不在，但有居住证")),
        *(("address", text, "elsewhere") for text in ("没居住证", "不在 也没有居住证")),
        *(("address", text, None) for text in ("不在", "有居住证吗", "在湖南")),
        *(("app", text, "online") for text in ("联网的", "会联网", "要连服务器", "不是单机的", "能上网")),
        *(("app", text, "offline") for text in ("不联网的", "单机游戏", "不用联网", "没有后台的")),
        *(("app", text, None) for text in ("要联网吗", "不在国外", "不是给员工用的", "没备过案")),
        ("move", "不是同一家", "other"),
        ("move", "还是同一家", "same"),
        ("code", "没变", "same"),
        ("code", "变了", "new"),
        ("what", "小程序", "mini"),
        ("what", "？", None),
        ("what", "备案", None),
    ],
)
def test_an_open_question_is_answered_by_a_word_of_one_of_its_answers_that_nothing_denies(
    knowledge: Knowledge, question: str, text: str, option: str | None
) -> None:
    found = route_answers.answer_to(knowledge, knowledge.router.questions[question], text)
    assert (found and found.id) == option
