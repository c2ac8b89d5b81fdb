"""The code for the foot of the site, and what else a filing is shown after its approval."""

from dataclasses import replace

from bot.core.actions import Finish, FollowOn, NewFiling
from bot.core.button_data import encode
from bot.core.events import Pressed, said
from bot.core.filings import renewals
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.screens.kept import CHANGES, FOLLOWING, IN_APP, code_screen
from bot.core.screens.letters import LONGEST_COPY
from bot.core.state import Kept, State, dump_state, load_state
from bot.core.texts.numbers import Icp, icp_code, police_code
from tests.core.approved import ICP, POLICE, approved, screens, told, turn
from tests.core.sample import NOW


def test_the_code_leads_to_the_right_sites_and_can_be_copied(knowledge: Knowledge) -> None:
    site = icp_code(Icp("苏", "2026011111", "1"), knowledge)
    assert site.startswith('<a href="https://beian.miit.gov.cn/"')
    assert f">{ICP}</a>" in site
    assert ">粤ICP备2026011111号</a>" in icp_code(Icp("粤", "2026011111", "1"), knowledge)
    police = police_code(POLICE, knowledge)
    assert 'href="https://beian.mps.gov.cn/#/query/webSearch?code=32010002000001"' in police
    longest = icp_code(Icp("苏", "20260111119012", "1234"), knowledge)
    assert max(map(len, (longest, police))) <= LONGEST_COPY


def test_the_number_of_an_app_has_no_code_for_a_site(knowledge: Knowledge) -> None:
    filing = replace(approved(knowledge), kept=Kept("苏ICP备2026011111号-2A", NOW))
    screen = code_screen(knowledge, filing, "icp", NOW)
    assert "<a" not in screen.text
    assert [b.copy for row in screen.buttons for b in row if b.copy] == ["苏ICP备2026011111号-2A"]


def test_the_topics_and_flows_that_screens_lead_to_are_there(knowledge: Knowledge) -> None:
    assert {*CHANGES, IN_APP} <= set(knowledge.topics)
    assert set(FOLLOWING) <= set(knowledge.flows)
    assert {"icp", "police"} == {number for flow in knowledge.flows.values() for number in renewals.numbers_at(flow)}


def test_a_filing_that_follows_on_another_takes_its_answers_over_where_it_can(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),))
    begun = turn(state, Pressed(encode(FollowOn(1, "change-site"))), knowledge)
    assert "个人，江苏" in screens(begun)[0].text
    filings = turn(load_state(dump_state(begun.state)), said("改名"), knowledge).state
    assert [(one.subject, one.province) for one in filings.filings] == [("personal", "jiangsu")] * 2
    asked = turn(state, Pressed(encode(FollowOn(1, "migrate-subject"))), knowledge)
    assert "用谁的名义办" in screens(asked)[0].text, "it is not for persons"
    assert "用谁的名义办" in screens(turn(state, Pressed(encode(NewFiling("change-site"))), knowledge))[0].text
    for gone in (FollowOn(2, "change-site"), FollowOn(1, "no-such-flow")):
        assert turn(state, Pressed(encode(gone)), knowledge).state == turn(state, Pressed("9:9"), knowledge).state


def test_who_is_through_is_told_the_own_number_and_no_example(knowledge: Knowledge) -> None:
    state = State((approved(knowledge),))
    for one, number in ((state, "样子像"), (told(state, "icp", ICP, knowledge), ICP)):
        (screen,) = screens(turn(one, Pressed(encode(Finish(1, "first-approved"))), knowledge))
        assert number in plain(screen.text)
        assert ("粤ICP备" in screen.text) == (number != ICP)
