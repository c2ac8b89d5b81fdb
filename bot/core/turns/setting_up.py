"""Answers to the questions with which a filing begins: what is filed, its applicant, its place, its name; or all at
once. Other words about those questions are in `beginning`."""

from dataclasses import replace
from datetime import UTC

from bot.core.actions import AskRoute, NewFiling, PickProvince, PickSubject, SureFiling
from bot.core.replies import Screen, Turn
from bot.core.screens import draft_screens, router
from bot.core.screens.rows import is_about_names
from bot.core.state import Draft, Reached
from bot.core.texts import codes, place_names, route_answers, said_back, site_names, spoken
from bot.core.texts.asker import ASKED_SUBJECTS, CLOUDS, names_in, names_of, subject_called
from bot.core.texts.asking import wonders
from bot.core.texts.called import SHORTEST
from bot.core.texts.clauses import SIGNS
from bot.core.texts.meant import GUESS, RIVAL
from bot.core.texts.moments import lasting, moment_gone
from bot.core.texts.nicknames import (
    LONGEST_NICKNAME,
    asks_rather,
    is_of_a_day,
    may_be_called,
    named_besides,
    nicknamed,
    reads_as_sentence,
    tells_rather,
    told_with_name,
    without_called,
)
from bot.core.texts.no_notice import tells_done
from bot.core.texts.spoken import Deed
from bot.core.texts.understanding import understand
from bot.core.texts.waking import submission_planned
from bot.core.texts.wishes import begins, wishes_filing
from bot.core.texts.wordlists import has, kinds_alone, last_word, listed, without
from bot.core.turns import (
    aftercare,
    answering,
    arranging,
    beginning,
    dating,
    deeds,
    drafting,
    introducing,
    mydata,
    presses,
    routing,
)
from bot.core.turns.beginning import answered
from bot.core.turns.talk import Talk
from bot.core.workdays import local
from bot.search.bands import CERTAIN
from bot.search.engine import THEME
from bot.search.normalise import clean

_BY_LICENCE = (("licence", "words-by-licence"),)
_LONGEST_UNASKED = 10
"""The most characters of a name that nobody asked for."""
_LACKS = "没有"
"""The beginning of a text that tells what is missing (没有营业执照)."""
_ASKS = ("吗", "啥", "什么", "怎么办", "咋办", "哪里")
"""Ends of questions, which no name has."""
_CUSTOMER = "客户"
"""Stands before the name of another filing (还有个客户大理民宿备案)."""


def answer_typed(talk: Talk, text: str) -> Turn | None:
    """Answer the open question with which a filing begins. None: the text is no answer."""
    if talk.state.waiting in ("subject", "province"):
        if turn := with_name(talk, text):
            return turn
        clouds = names_in(talk.knowledge, text, CLOUDS)
        if len(clouds) == 1 and not wonders(talk.knowledge, text):
            return on_cloud(talk, text, clouds[0])
    match talk.state.waiting:
        case "flow":
            begun = begun_by(talk, text) or at_offer(talk, text) or towards(talk, text)
            return begun or begun_by(talk, text + THEME)  # an answer to our question comes first
        case "subject":
            return subject_typed(talk, text)
        case "province":
            place = place_names.province_of_place(talk.knowledge, text)
            if place is None or asks_rather(talk.knowledge, text):
                return beginning.instead(talk, text)
            return presses.typed_action(talk, PickProvince(place.id))
        case "name":
            return name_typed(talk, text)
        case "icp" | "police" | "domain" | "server" | "identity" if not asks_rather(talk.knowledge, text):
            return aftercare.told(talk, text)
    return None


def with_name(talk: Talk, text: str) -> Turn | None:
    """Answer our question and the one for the name, if a text answers both (企业，名字叫永利)."""
    answer, name = named_besides(text)
    turn = answer_typed(talk, answer) if answer else None
    at = talk.with_state(turn.state) if turn else talk
    return answer_typed(at, name) if at.state.waiting == "name" else None


def on_cloud(talk: Talk, text: str, cloud: str) -> Turn | None:
    """Answer our question by what a text says besides the cloud of the person (阿里云 企业), and remember that."""
    rest = without(text, names_of(talk.knowledge, [cloud])).strip()
    known, so = mydata.remembering(talk, replace(talk.state.asker, provider=cloud))
    turn = answer_typed(known, rest) if rest else None
    return turn and turn.below(so)


def subject_typed(talk: Talk, text: str) -> Turn | None:
    """Answer the question for the applicant. None: the text is no answer."""
    if subject := subject_called(talk.knowledge, text):
        return presses.typed_action(talk, PickSubject(subject))
    if turn := beginning.instead(talk, text):
        return turn
    if kinds_alone(talk.knowledge, clean(text), _BY_LICENCE, "words-by-licence-around", "words-move"):
        return talk.show(Screen(talk.say("by-licence")), *talk.again())
    told = introducing.introduction(talk, text)
    who = told.state.asker.subject if told else None
    flow = talk.knowledge.flows.get(talk.state.draft.flow)
    new = flow and who in flow.subjects and who != talk.state.asker.subject
    return presses.typed_action(talk, PickSubject(who)) if who and new else None


def name_typed(talk: Talk, text: str) -> Turn | None:
    """Answer the question for the name of the filing. None: the text is no answer."""
    if said_back.is_word(talk.knowledge, text):
        return talk.show(*talk.again())
    if (name := nicknamed(text)) and not asks_rather(talk.knowledge, text):
        return name_given(talk, name) if len(name) <= LONGEST_NICKNAME else None
    if (said := place_names.province_told(talk.knowledge, text)) and said.mine:
        return beginning.instead(talk, said.province.short) or talk.show(*talk.again())
    place = place_names.province_alone(talk.knowledge, text)
    where = place is not None and place.id == talk.state.draft.province  # it is known already
    if "〔姓名〕" in text or where or (tells_rather(talk.knowledge, text) and not is_no_name(talk, text)):
        return talk.show(Screen(talk.say("no-nickname")), *talk.again())
    if len(text) <= LONGEST_NICKNAME and "\n" not in text and not is_no_name(talk, text):
        return introducing.introduction(talk, text) or name_given(talk, text)
    return None


def reached(talk: Talk, text: str) -> Turn | None:
    """Note how far a filing that begins came already (提交了，今天上午; 初审过了). A plan to submit is no such news."""
    begins = routing.is_describing(talk) or routing.about_to_begin(talk) or routing.drafted(talk).name
    if not begins or wonders(talk.knowledge, text):
        return None
    if submission_planned(talk.knowledge, text, talk.now):
        return talk.aside(Screen(talk.say("plan-to-submit")))
    told = moment_gone(text, local(talk.now)) or lasting(text, local(talk.now))
    kinds, rest = spoken.dated(talk.knowledge, told.rest) if told else spoken.moves(talk.knowledge, text)
    so_far = how_far(talk, Deed(text, kinds, deeds.untitled(talk, rest)))
    if not so_far:
        return None
    # Its step asks from when the hours for the message run.
    dated = told if told and kinds != {"received"} and told.at.date() < local(talk.now).date() else None
    since = dated.at.astimezone(UTC) if dated else None
    far = talk.with_state(replace(talk.state, draft=replace(talk.state.draft, reached=so_far, since=since)))
    return far.show(beginning.kept_so_far(far, so_far, since), *far.again())


def how_far(talk: Talk, deed: Deed) -> Reached:
    """Return how far the filing that begins came, by what a text says was done. "": it does not say that."""
    text, kinds, rest = deed
    of_code = has(talk.knowledge, text, "words-about-sms")
    filled = codes.told(talk.knowledge, text).keys() == {"filled"}
    filled = filled or (kinds == {"done"} and spoken.is_whose(talk.knowledge, rest, ("sms",)))
    if filled and (of_code or talk.state.draft.reached == "sms"):
        return "authority"
    if "resubmitted" in kinds and kinds <= {"done", "resubmitted"}:
        return "review" if not rest or spoken.tells_how(talk.knowledge, text) else ""
    if kinds == {"passed"} and spoken.is_whose(talk.knowledge, rest, ("provider",)):
        return "sms"
    came = kinds == {"received"} and of_code
    return "sms" if came and (not rest or spoken.is_whose(talk.knowledge, rest, ("sms",))) else ""


def begun_by(talk: Talk, text: str) -> Turn | None:
    """Begin a filing whose kind a text names by its title, perhaps with an applicant and a place (企业首次备案
    广东)."""
    of_whom = without(text, names_of(talk.knowledge, ASKED_SUBJECTS))
    title = next(filter(None, SIGNS.split(without(of_whom, talk.knowledge.places_in(of_whom)))), "")
    flow = next((flow for flow in talk.knowledge.flows.values() if flow.title in (text, title)), None)
    if flow is None:
        return None
    begun = presses.typed_action(talk, NewFiling(flow.id))
    subject, _ = route_answers.who_and_where(talk.knowledge, flow, text.replace(flow.title, ""))
    at = talk.with_state(begun.state)
    return presses.typed_action(at, PickSubject(subject)) if subject and at.state.waiting == "subject" else begun


def name_given(talk: Talk, name: str) -> Turn:
    """Rename a filing that is to be renamed, or start the new one under this name."""
    filing = talk.filing(talk.state.draft.filing)
    if filing is None and arranging.is_name(talk, name):
        return arranging.name_taken(talk, name)
    return arranging.renamed(talk, filing, name) if filing else drafting.start_filing(talk, name)


def described(talk: Talk, text: str) -> Turn | None:
    """Ask whether to begin a filing that a text tells with name, applicant and place (永利 企业 广东). For a customer,
    the name alone is kept."""
    if wonders(talk.knowledge, text):
        return None
    if talk.state.waiting == "flow" and talk.state.draft.name:
        return described_next(talk, text)
    if talk.state.waiting:
        return None
    named = told_with_name(talk.knowledge, text)
    flow = next((flow for flow in talk.knowledge.flows.values() if flow.title in named), None)
    name = site_names.name_sent(talk.knowledge, named.replace(flow.title, "") if flow else named)
    begun = begins(talk.knowledge, name) is not None
    if named == text and (begun or tells_rather(talk.knowledge, name) or reads_as_sentence(name)):
        return None
    besides = text.replace(name, " ")
    subjects = names_in(talk.knowledge, besides, ASKED_SUBJECTS) if name else []
    places = {place.id for place in talk.knowledge.places_in(besides).values()} if subjects else ()
    if not len(subjects) == len(places) == 1 or not may_be_called(talk.knowledge, name):
        before = text.removesuffix(named)
        files = THEME in named and _CUSTOMER in before
        of_customer = files or has(talk.knowledge, before, "words-new-customer")
        return customer_named(talk, name, besides) if of_customer else None
    what = flow.id if flow else Draft().flow
    draft = Draft(flow=what, subject=subjects[0], province=next(iter(places)), name=name)
    return routing.routed(talk, draft)


def customer_named(talk: Talk, name: str, besides: str) -> Turn | None:
    """Keep the name, and perhaps the place, of a customer to file for (给客户永利备案)."""
    while word := last_word(talk.knowledge, name, "words-filed-as", "words-customer-too"):
        name = name.removesuffix(word).rstrip()
    fits = SHORTEST <= len(name) <= _LONGEST_UNASKED and THEME not in name
    if not fits or is_of_a_day(name) or not may_be_called(talk.knowledge, name):
        return None
    place = place_names.province_named(talk.knowledge, besides)
    draft = Draft(name=name, province=place.id if place else "")
    return routing.routed(talk, draft).below(Screen(talk.say("answers-noted", answers=f"「{name}」")))


def described_next(talk: Talk, text: str) -> Turn | None:
    """Answer a description while we ask whether another one may begin. With the same name it takes that one's place.
    With another name, begin the first one, or go on with it first if something of it is not known."""
    first, flow = talk.state.draft, routing.about_to_begin(talk)
    told = described(talk.with_state(talk.state.undrafted), text)
    if told is None or told.state.draft.name == first.name:
        return told
    noted = presses.typed_action(talk, NewFiling(flow.id)).state if flow else None
    if flow is None or noted is None or noted.waiting or not talk.has_changed(noted):
        return talk.show(Screen(talk.say("described-first", name=first.name)), *talk.again())
    says = Screen(talk.say("described-noted", name=first.name, flow=flow.title))
    next_one = described(talk.with_state(replace(noted, showing="")), text)
    return next_one.below(says) if next_one else None


def at_offer(talk: Talk, text: str) -> Turn | None:
    """Keep an applicant, a place or a name told while we offer to begin, and offer it again. Help a person who cannot
    choose."""
    draft, flow = talk.state.draft, routing.about_to_begin(talk)
    undecided = clean(text) in listed(talk.knowledge, "words-undecided")
    if undecided and not (draft.question or draft.picks or draft.name):
        return presses.typed_action(talk, AskRoute(""))
    known = flow or (not draft.name and (draft.province or routing.said_to_be(talk).province))
    if not (draft.question or draft.picks or wonders(talk.knowledge, text)):  # what is filed may be told last
        flow = flow or talk.knowledge.flows[Draft().flow]
    if flow is None or asks_rather(talk.knowledge, text):
        return None
    subject, place = route_answers.who_and_where(talk.knowledge, flow, text)
    where, _, within = text.partition(" ")
    if within and not subject and may_be_called(talk.knowledge, within):  # 福建 安溪
        place = place or place_names.province_alone(talk.knowledge, where)
    name = "" if subject or place or not known else name_told(talk, text)
    if not (place or name or (subject and draft.is_described)):
        return None
    changed = replace(answered(draft, subject, place), name=name or draft.name)
    at = talk.with_state(replace(talk.state, draft=changed))
    told = f"「{name}」" if name else draft_screens.who_and_where(talk.knowledge, routing.draft_for(at, flow))
    says = Screen(talk.say("answers-noted", answers=told))
    if sure := talk.answer_by(SureFiling):  # ask only that, not whether it is this flow at all
        return at.show(says, router.sure_screen(talk.knowledge, flow, draft.picks, sure.filing))
    return at.show(says, *at.again())


def name_told(talk: Talk, text: str) -> str:
    """Return the name that a text tells for a filing without being asked. "": it may say anything else."""
    if name := nicknamed(text):
        return name if len(name) <= LONGEST_NICKNAME else ""
    name = without_called(text)
    tells = tells_rather(talk.knowledge, name) or reads_as_sentence(name) or SIGNS.search(name) or is_of_a_day(name)
    known = tells or is_no_name(talk, name) or not may_be_called(talk.knowledge, name)
    return "" if known or not SHORTEST <= len(name) <= _LONGEST_UNASKED else name


def towards(talk: Talk, text: str) -> Turn | None:
    """Lead to what somebody wants in their own words, below the answer if it is also a question. Once a question of the
    router is answered, a question leads nowhere else. Another applicant than the one said before (不对，是个人的) is
    remembered in its place, as long as there are no filings."""
    midst = bool(routing.drafted(talk).picks)
    if midst and asks_rather(talk.knowledge, text):
        return None
    read = understand(talk.knowledge, text)
    ended = "ended" in spoken.moves(talk.knowledge, text)[0] and not wishes_filing(talk.knowledge, text)
    names_flow = any(flow.title in text for flow in talk.knowledge.flows.values())
    if read.notice or ended or (tells_done(talk.knowledge, text) and not names_flow):
        return None  # what is done is no longer wanted
    parts = read.parts
    topic = talk.knowledge.topics[parts[0].choices[0].topic] if parts[0].decision == "answer" else None
    known = topic if len(parts) == 1 else None
    if turn := routing.wished(talk, text):
        sure = known and parts[0].choices[0].score >= GUESS and asks_rather(talk.knowledge, text)
        asked = (answering.answer(talk, parts[0], quoted=False),) if sure else ()
        draft = turn.state.draft
        who = router.told_by_picks(talk.knowledge.router, draft.picks)[0] or draft.subject
        if talk.state.filings or None in (who, talk.state.asker.subject) or who == talk.state.asker.subject:
            return turn.below(*asked)
        _, so = mydata.remembering(talk, asker := replace(talk.state.asker, subject=who))
        return replace(turn, state=replace(turn.state, asker=asker)).below(so, *asked)
    flow = talk.knowledge.flows.get(known.flow or "") if known else None
    if flow is None or midst or asks_rather(talk.knowledge, text):
        return None
    return talk.show(router.flow_screen(talk.knowledge, flow, ()))


def is_no_name(talk: Talk, text: str) -> bool:
    """Tell whether a text in place of a name rather asks or tells something: it certainly does, or it may and has words
    for that. The title of a filing (公司网站) or a text only about names may still be a name."""
    if text.endswith(_ASKS) or asks_rather(talk.knowledge, text) or said_back.righted(talk.knowledge, text)[1]:
        return True
    if tells_done(talk.knowledge, text):
        return True
    when = dating.moment_in(talk, text)
    if when and spoken.dated(talk.knowledge, when.rest)[0]:
        return True
    read = understand(talk.knowledge, text)
    first = read.parts[0]
    if read.notice or first.decision == "unknown":
        return read.notice
    wishes = text.startswith((*listed(talk.knowledge, "words-wish"), _LACKS))
    likely = first.choices[0].score > RIVAL
    kinds, _ = spoken.moves(talk.knowledge, text)
    # Many names begin with a word for a deed (完成设计室).
    deed = kinds != {"done"} or bool(spoken.ending(talk.knowledge, text, "words-move-done")[1])
    if wishes or (likely and kinds and deed):
        return True
    sure = first.decision == "answer" and first.choices[0].score >= CERTAIN
    titled = any(text == flow.title for flow in talk.knowledge.flows.values())
    called_so = titled or text.endswith(listed(talk.knowledge, "words-nickname-ends"))  # 小店官网, 公司备案
    return sure and not called_so and not is_about_names(talk.knowledge, first.choices[0].topic)
