"""Turns for the wish to begin a filing. Answers to the first questions are in `setting_up`."""

from dataclasses import replace

from bot.core.actions import AskRoute, Choose, Flows, NewFiling, OpenStep
from bot.core.knowledge import Flow
from bot.core.replies import Screen, Turn
from bot.core.screens import router
from bot.core.state import DESCRIBES, Draft, Filing
from bot.core.texts import route_answers, spoken, terms
from bot.core.texts.asker import CLOUDS, MINI, MINI_FLOW, asker_of, names_in, names_of
from bot.core.texts.asking import asks_now, wondering, wonders
from bot.core.texts.clauses import SIGNS
from bot.core.texts.matters import is_about_doing, name_of_matter, topic_spoken_of
from bot.core.texts.verdicts import says_it_came_back
from bot.core.texts.wishes import begins, begins_anew, decides_how, one_more
from bot.core.texts.wordlists import without
from bot.core.turns import planning, presses, routing, ticking
from bot.core.turns.beginning import answered
from bot.core.turns.talk import Talk
from bot.search.engine import THEME

ANEW = Choose("filed", "cancelled")
"""The way for what was filed before and is cancelled."""
LONGEST_NAMED = 10
"""The most characters of what somebody wants to begin with. A longer text tells something else."""


def set_about(talk: Talk, text: str) -> Turn | None:
    """Answer the wish to begin (那就开始办吧). In this order: the first todo of the plan on the screen; what is under
    way on the screen; the flow that was chosen or that the answer on the screen offers; else the questions that lead to
    a flow. A last clause that only asks what to do now (那就用公司备吧 下一步干啥) asks for just that."""
    *before, last = SIGNS.split(text.rstrip("?？。！! "))
    if before and asks_now(*wondering(talk.knowledge, last)):
        text = "，".join(before)
    if not talk.state.waiting and talk.at_work is None and begins_anew(talk.knowledge, text):
        return presses.typed_action(talk, ANEW)
    if (turn := begun_besides(talk, text)) is not None:
        return turn
    what = begins(talk.knowledge, text)
    if what is None or len(what) > LONGEST_NAMED:
        return None
    if wonders(talk.knowledge, text) or spoken.puts_off(talk.knowledge, text):
        return None
    if talk.state.waiting in DESCRIBES:
        return None if what else talk.show(*talk.again())
    flow = titled(talk, text) or offered(talk)
    if what and not (flow and what in flow.title):
        turn = begun_as(talk, flow, what, text) or routing.wished(talk, THEME + what) or routing.wished(talk, text)
        return turn or (presses.typed_action(talk, Flows()) if decides_how(text) else None)
    if THEME not in text and talk.plan_on_screen and ticking.has_plan_shown(talk):
        return planning.of_whole_plan(talk, talk.plan_on_screen[0], frozenset({"first"}))
    filing, current = (talk.current.filing, talk.current.flow) if talk.current else (None, None)
    if (
        filing
        and talk.state.waiting != "flow"
        and (flow == current or (talk.state.showing and flow is None and not talk.asked))
    ):
        return whether_another(talk, filing) if THEME in text else presses.show_filing(talk, filing)
    if flow:
        return presses.typed_action(talk, NewFiling(flow.id))
    matter, _ = talk.spoken_of
    if matter and (turn := routing.wished(talk, name_of_matter(talk.knowledge, matter))):
        return turn
    if routing.drafted(talk).question:
        return routing.still_asked(talk)
    return presses.typed_action(talk, AskRoute("") if talk.state.waiting == "flow" else Flows())


def titled(talk: Talk, text: str) -> Flow | None:
    """Return the flow whose title, and nothing else, a text wants to begin (陪我办首次备案)."""
    titled = (flow for flow in talk.knowledge.flows.values() if flow.title in text)
    return next((one for one in titled if begins(talk.knowledge, text.replace(one.title, THEME)) == ""), None)


def begun_as(talk: Talk, flow: Flow | None, who: str, text: str) -> Turn | None:
    """Answer the wish to begin what the answer on the screen is about, told only with an applicant, a place or a cloud.
    Offer that flow, or ask which of its kind. None: anything else is told, or it is the first filing, which the router
    finds (开始备案 企业 广东)."""
    matter, _ = talk.spoken_of
    first = talk.knowledge.flows[Draft().flow]
    clouds = names_of(talk.knowledge, names_in(talk.knowledge, who, CLOUDS))
    subject, place = route_answers.who_and_where(talk.knowledge, flow or first, without(who, clouds))
    read = talk.knowledge.topics.get(topic_spoken_of(talk.state))
    if matter is None or flow == first or THEME in text or not (subject or place):
        return None
    if read and not is_about_doing(talk.knowledge, read, matter):
        return None
    draft = answered(routing.drafted(talk), subject, place)
    if flow is None:
        at = talk.with_state(replace(talk.state, waiting="flow", draft=draft))
        return routing.wished(at, name_of_matter(talk.knowledge, matter))
    state = replace(talk.state, waiting="flow", draft=replace(draft, flow=flow.id, picks=(), question=""))
    return talk.show(router.flow_screen(talk.knowledge, flow, ()), state=replace(state, showing=""))


def begun_besides(talk: Talk, text: str) -> Turn | None:
    """Answer the wish for one more filing with the questions that lead to it."""
    what = None if talk.state.waiting in DESCRIBES else one_more(talk.knowledge, text)
    if what is None or wonders(talk.knowledge, text) or (talk.at_work and THEME not in text):
        return None
    if len(what) > LONGEST_NAMED or says_it_came_back(talk.knowledge, text):
        return None
    return (what and routing.wished(talk, what)) or presses.typed_action(talk, Flows())


def whether_another(talk: Talk, filing: Filing) -> Turn:
    """Ask whether to go on with this filing or to begin another one."""
    go_on = talk.button("button-open-filing", OpenStep(filing.number, ""), name=filing.name)
    other = talk.button("button-file", Flows())
    return talk.show(Screen(talk.say("whether-another", name=filing.name), ((go_on,), (other,))))


def offered(talk: Talk) -> Flow | None:
    """Return the flow that we offer to begin, or that of the term or answer read last. For a person with a mini
    program, theirs takes the place of the first filing of a site."""
    if talk.state.waiting == "flow":
        return routing.about_to_begin(talk)
    term = terms.term_named(talk.knowledge, talk.asked)
    if term and term.flow:
        return talk.knowledge.flows.get(term.flow)
    topic = talk.just_read
    if topic is None and not talk.asked:
        return None
    flow = (topic.flow if topic else "") or ""
    if flow in ("", Draft().flow):
        of_mini = asker_of(talk.state, talk.knowledge).provider == MINI
        flow = MINI_FLOW if of_mini else talk.spoken_of[1] or flow
    return talk.knowledge.flows.get(flow)
