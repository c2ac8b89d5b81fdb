"""Answers to the questions of the router: what they tell, and where they lead."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.screens import router
from bot.core.texts import route_answers
from tests.core.sample import SMALL


def test_the_answers_tell_the_applicant_and_what_is_so_the_later_one_the_last_word() -> None:
    assert router.told_by_picks(SMALL, (("what", "site"), ("who", "me"))) == ("personal", {"web": False, "seal": False})
    assert router.told_by_picks(SMALL, (("what", "site"), ("who", "gone"), ("gone", "x"))) == (None, {"web": True})


def test_going_back_forgets_what_was_answered_since() -> None:
    picks = (("what", "site"), ("who", "me"))
    assert router.picks_before(picks, "who") == picks[:1]
    assert router.picks_before(picks, "what") == ()
    assert router.picks_before(picks, "new") == picks


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("我想换服务器到腾讯云", "add-access"),
        ("换服务器", "move"),
        ("公司改名了", "code"),
        ("我们公司改了名字", "code"),
        ("小程序要备案吗", "mini-program-filing"),
        ("我的网站放在香港服务器上", "concept-no-filing-overseas"),
        ("想注销备案", "cancel"),
        ("注销网站", "cancel-site"),
        ("APP要上架", "app"),
        ("APP不联网", "app-offline"),
        ("这个APP要联网", "app-filing"),
        ("不是单机app", "app"),
        ("不想备案了", "cancel"),
        ("网站没备案，要上线", "server"),
        ("法人换了", "person"),
        ("想换个域名", "change-domain"),
        ("要办公安备案", "police-filing"),
        ("再加一个网站", "add-service"),
        ("被驳回了怎么办", "fix-rejection"),
        ("个人改成公司", "change-personal-to-enterprise"),
        ("公司网站要注销", "cancel-site"),
        ("公司备案要注销", "cancel"),
        ("公司网站域名换了", "change-domain"),
        ("公司网站改名了", "site"),
        ("公司网站被退了", "fix-rejection"),
        ("网站迁移到另一个公司", "owner"),
        ("我们公司的网站搬到香港", "cancel-site"),
        ("个体户改名字了", "code"),
        ("公司网站", "first-filing"),
    ],
)
def test_the_shipped_words_lead_where_people_want_to_go(knowledge: Knowledge, text: str, leads_to: str) -> None:
    found = route_answers.answer_in(knowledge.router, text)
    assert found, text
    _, option = found
    assert leads_to in (option.ask, option.flow, option.topic)
