"""Answers to typed text: the readings in their order, and the readings that split a text and read a part of it
again."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.core.actions import Flows, Read, Rename
from bot.core.events import Said
from bot.core.filings import attempts
from bot.core.replies import Button, Screen, Turn
from bot.core.screens import answers
from bot.core.screens.rows import home_row
from bot.core.state import DESCRIBES
from bot.core.texts import objections, said_back, spoken
from bot.core.texts.asker import names_only
from bot.core.texts.asking import asks_how, asks_now, only_points, wondering, wonders
from bot.core.texts.by_words import tells_new_code
from bot.core.texts.called import each_called, is_common
from bot.core.texts.chats import told_in_chat
from bot.core.texts.clauses import SIGNS, beginnings, in_clauses
from bot.core.texts.codes import tells_too_late, without_code
from bot.core.texts.courtesies import LONGEST_VENTED, calmed, courtesy, tone
from bot.core.texts.meant import is_answered, is_asked, is_certain, stands_alone
from bot.core.texts.misses import not_understood
from bot.core.texts.nicknames import LONGEST_NICKNAME, asks_rather, other_name
from bot.core.texts.no_notice import is_of_before, is_small_talk, tells_only_hidden
from bot.core.texts.returns import tells_of_return
from bot.core.texts.spoken import Deed
from bot.core.texts.understanding import understand
from bot.core.texts.understood import Understood
from bot.core.texts.unticked import in_vain
from bot.core.texts.verdicts import only_returned, says_it_came_back, unpuzzled
from bot.core.texts.wordlists import LONGEST_SHORT, has, has_only
from bot.core.turns import (
    aftercare,
    announcing,
    answering,
    arranging,
    beginning,
    by_name,
    correcting,
    courteous,
    dating,
    denying,
    drafting,
    each_named,
    ending,
    heralding,
    human,
    introducing,
    looking_up,
    mending,
    mydata,
    news,
    on_screen,
    pasted,
    planning,
    presses,
    resubmitting,
    returning,
    routing,
    setting_up,
    underway,
    unrecorded,
)
from bot.core.turns.deeds import DOINGS
from bot.core.turns.talk import Talk, joined
from bot.search import Part
from bot.search.bands import SURE
from bot.search.normalise import clean

_BARE_NAMES = ("名字", "名")
"""Words for "the name" that leave open whose (名字改成宏达)."""
_BESIDE_SUBMISSION = frozenset({"done", "received", "resubmitted"})
"""What else may be told beside a submission."""
_MOOD = 0.5
"""What is less likely than this to be about our business tells nothing beside news (好激动)."""
_GOT = re.compile(r"[我们刚才今天\s]*[收接]到")
"""The beginning of a text that tells what somebody got."""


def said(talk: Talk, event: Said, *, to_us: bool = False) -> Turn:
    """Answer a text. `to_us`: do not pass it on to the staff, even within a conversation with them."""
    text = talk.heard(event.text.strip())
    notices = []
    if event.hidden:
        notices.append(Screen(talk.say("hidden", kinds=answers.hidden_kinds(talk.knowledge, event.hidden))))
    text, code = without_code(text, talk.state, talk.knowledge)
    if code:
        notices.append(Screen(talk.say("hidden-code")))
        if not text:
            return talk.aside(*notices)
    notices += answers.unread(talk.knowledge, event)
    if not text:
        return talk.aside(*notices, Screen(talk.say("empty")))
    if human.is_with_staff(talk) and not to_us:
        more = "\n" + talk.label("human-beside") if event.beside else ""
        passed = human.passed_on(talk, (text if code else event.verbatim.strip()) + more)
        return passed.below(*notices)
    if event.hidden and talk.state.waiting in ("", "rejection") and tells_only_hidden(talk.knowledge, text):
        return talk.aside(*notices)
    text = told_in_chat(talk.knowledge, text)
    turn = (
        said_late(talk, text)
        if talk.is_late
        else pasted.continued(talk, text) or said_now(talk, announcing.as_next_rejection(talk, text))
    )
    return turn.below(*notices)


def said_now(talk: Talk, text: str) -> Turn:
    """Answer a text by the first reading that it fits. A text that fits none is a question or a notice."""
    text = on_screen.with_thing_named(talk, text)
    both = understand(talk.knowledge, text)
    if both.told:  # the readings get only what was told: a question beside it must not hide that something came back
        taken = said_now(talk, both.told)
        return taken.above(*(answering.answer(talk, part, quoted=True) for part in both.asked))
    for reading in READINGS:
        if turn := reading(talk, text):
            return turn
    return understood(talk, text)


def said_late(talk: Talk, text: str) -> Turn:
    """Answer an older message that is edited. It may change an answer about a filing that begins, or be a notice or a
    clear question. For anything else, say how it can be changed."""
    if talk.state.waiting in DESCRIBES and (turn := beginning.instead(talk, text)):
        return turn
    read = understand(talk.knowledge, text, topic=talk.state.topic)
    if read.notice or (asks_rather(talk.knowledge, text) and any(map(is_answered, read.parts))):
        return pasted.of_understood(talk, text, read)
    return talk.aside(Screen(talk.say("edited-late")))


def renaming(talk: Talk, text: str) -> Turn | None:
    """Answer the wish to rename a filing (给五金改名叫宏达新店). A new name of the applicant itself (公司改名叫宏达了)
    renames no filing."""
    who, name = other_name(talk.knowledge, text)
    free = (who or name) and talk.is_free and not wonders(talk.knowledge, text)
    if talk.at_work is None and who in _BARE_NAMES:
        who = ""  # with a plan, it may be the name that came back
    if free and not who:
        return arranging.renamed(talk, talk.at_hand, name) if talk.at_hand and len(name) <= LONGEST_NICKNAME else None
    if free and names_only(talk.knowledge, who):
        alone = len(list(in_clauses(name))) == 1 and not tells_new_code(talk.knowledge, text)
        return understood(talk, talk.label("applicant-renamed", who=who)) if alone else None
    named, words = talk.filings_called(who) if free else ([], "")
    if not named or words or is_common(talk.knowledge, who):
        return None
    if len(named) > 1:
        return None if each_called(talk.knowledge, named, text) else by_name.ask_which_to_open(talk, named)
    if not name or len(name) > LONGEST_NICKNAME:
        return presses.typed_action(talk, Rename(named[0].number))
    return arranging.renamed(talk, named[0], name)


def of_another(talk: Talk, text: str) -> Turn | None:
    """Answer a text about another filing than the one worked on last, then return to that one. A notice is left to
    other readings, which find the filing that it names."""
    named, words = talk.filings_called(text)
    if talk.state.waiting or len(named) != 1 or not words:
        return None
    read, alone = (understand(talk.knowledge, one) for one in (text, words))
    if says_it_came_back(talk.knowledge, text) or read.notice:
        return None
    if wonders(talk.knowledge, words) and not any(map(is_answered, read.parts)):
        text = words if any(map(is_answered, alone.parts)) else text
    if named[0].number == talk.state.front:
        return understood(talk, words) if text == words else None
    turn = understood(talk.working_on(named[0]), text)
    at = talk.state
    state = replace(turn.state, front=at.front, showing=at.showing, attempt=at.attempt)
    return talk.aside(*turn.screens, state=state, notes=turn.notes, misses=turn.misses)


def acted_crossly(talk: Talk, text: str) -> Turn | None:
    """Answer what an angry person says was done."""
    calm = calmed(talk.knowledge, text)
    turn = each_named.acted_on_any(talk, calm) if calm != text else None
    return courteous.kindly(talk, turn) if turn else None


def acted_and_asked(talk: Talk, text: str) -> Turn | None:
    """Answer a text that tells what was done and then asks something (提交了，网站要关吗). What was done is noted or
    asked about, and the question is answered below. If it only asks what to do next or until when, the step shown
    already answers it. A time told with the question may be when it was done, so nothing is noted as of now. Nothing
    goes on from a message whose hours are over."""
    asks = wonders(talk.knowledge, text) and not tells_too_late(talk.knowledge, text)
    for told in beginnings(text) if asks else ():
        late = dating.moment_in(talk, text) and not dating.moment_in(talk, told)
        doubted = objections.doubts_change(talk.knowledge, told, text[len(told) :])
        doubted = doubted or in_vain(text[len(told) :])
        acts = not (late or doubted or wonders(talk.knowledge, told))
        turn = (each_named.acted_on_any(talk, told) or news_beside(talk, told)) if acts else None
        if turn is None:
            continue
        moved = talk.has_changed(turn.state)
        leads_on = moved or turn.state.question or turn.state.asked
        asked = text[len(told) :]
        shown = moved and "ready" in spoken.moves(talk.knowledge, asked)[0]  # the plan tells that
        if shown or (leads_on and asks_now(*wondering(talk.knowledge, asked))):
            return turn
        if heralding.hours_of(talk, told):
            return turn
        if due := result_after(talk.with_state(turn.state), told, asked):
            return joined((turn, due)) if moved else due
        if turn.state.question and not moved:
            reckoned = looking_up.reckoned(talk, text)
            if reckoned is None and only_offers(talk, text, turn.state.topic):
                return turn
            answer = reckoned or understood(talk, text)
            return joined((answer, beside_answer(turn, answer)), whole=True)
        if moved:
            at = talk.with_state(turn.state)
            # A question after news of the authority is about their time, not about the person's next step.
            is_mine = at.current is not None and at.current.step.who == "applicant"
            of_theirs = is_mine and has(talk.knowledge, told, "words-about-authority")
            after = (
                (None if of_theirs else on_screen.wondered(at, asked))
                or looking_up.reckoned(at, text)
                or understood(at, text)
            )
            return joined((turn, after), whole=bool(turn.state.showing))
    return None


def only_offers(talk: Talk, text: str, topic: str) -> bool:
    """Tell whether a question is not clear, and may be about this topic."""
    parts = understand(talk.knowledge, text, topic=talk.state.topic).parts
    return not any(map(is_answered, parts)) and any(topic == choice.topic for part in parts for choice in part.choices)


def beside_answer(turn: Turn, answer: Turn) -> Turn:
    """Return the turn that offers to note news without the topic on what comes next, if a question beside the news was
    answered: the topic of that stays the one read last."""
    if not turn.state.topic or [note.kind for note in answer.notes] != ["answer"]:
        return turn
    read = answer.state
    state = replace(turn.state, topic=read.topic, asked=read.asked, within=read.within)
    return replace(turn, replies=turn.replies[:1], state=state)


def news_beside(talk: Talk, text: str) -> Turn | None:
    """Answer a text that tells news beside a sigh (短信填好了 好激动), or a submission beside any other words (又交了
    这回守着电话). What else it surely tells is answered below. None: another clause tells of something else that was
    done, or that something else was submitted."""
    clauses = [one for one in SIGNS.split(text) if one] if len(text) <= LONGEST_SHORT else []
    if says_it_came_back(talk.knowledge, text) or len(clauses) < 2:
        return None
    told = [spoken.told(talk.knowledge, clause) for clause in clauses]
    plain = [deed.text for deed in told if deed.kinds or not is_sigh(talk, deed.text)]
    if 0 < len(plain) < len(told) and (turn := each_named.acted_on_any(talk, "，".join(plain))):
        return turn
    handed_in = [deed.text for deed in told if deed.kinds == {"resubmitted"}]
    if len(handed_in) != 1 or has(talk.knowledge, text, "words-of-another-one"):
        return None
    if any(not deed.kinds <= _BESIDE_SUBMISSION for deed in told):
        return None
    until = text[: text.index(handed_in[0])] + handed_in[0]
    turn = each_named.acted_on_any(talk, until) or each_named.acted_on_any(talk, handed_in[0])
    rest = "，".join(clause for clause in clauses if clause not in handed_in)
    if turn is None or not any(map(is_certain, understand(talk.knowledge, rest).parts)):
        return turn
    return joined((turn, understood(talk.with_state(turn.state), rest)))


def is_sigh(talk: Talk, clause: str) -> bool:
    """Tell whether a clause only tells how somebody feels (好激动), and nothing of our business. Courtesies are
    answered in kind."""
    if courtesy(talk.knowledge, clause):
        return False
    if has_only(talk.knowledge, clean(clause), "words-sigh"):
        return True
    return all(part.decision == "unknown" and part.ours < _MOOD for part in understand(talk.knowledge, clause).parts)


def result_after(talk: Talk, told: str, asked: str) -> Turn | None:
    """Answer how long it takes now that a plan was submitted again (提交了 要多久)."""
    kinds, rest = wondering(talk.knowledge, asked)
    if kinds != {"how-long"} or rest or "resubmitted" not in spoken.moves(talk.knowledge, told)[0]:
        return None
    if due := ending.result_outside(talk):
        return talk.aside(due)
    attempt, filing = talk.rejection or (None, None)
    return planning.of_review(talk, attempt) if attempt and attempt.submitted and not filing else None


def introduced_and_asked(talk: Talk, text: str) -> Turn | None:
    """Answer a text that says who somebody is and then asks something, and is clear only as two (我们是个体户
    要多久)."""
    for told in beginnings(text):
        asked = text[len(told) :].strip()
        known = introducing.introduction(talk, told) if wonders(talk.knowledge, asked) else None
        if known is None or any(map(is_answered, understand(talk.knowledge, text).parts)):
            continue
        if all(map(is_answered, understand(talk.knowledge, asked).parts)):
            said = Screen(talk.say("asker-remembered", who=mydata.who(talk, known.state.asker)))
            return understood(talk.with_state(known.state), asked).below(said)
    return None


def asked_rather(talk: Talk, text: str) -> Turn | None:
    """Answer a text that corrects the last question (不是，我问的是公安备案): ask that one again with the new word,
    unless the new words are a question by themselves."""
    wrong, right = said_back.righted(talk.knowledge, text) if talk.asked else ("", "")
    if not right or says_it_came_back(talk.knowledge, right) or spoken.moves(talk.knowledge, right)[0] & DOINGS:
        return None
    if names_only(talk.knowledge, right) and (turn := introducing.introduction(talk, text)):
        return turn
    if not wonders(talk.knowledge, right):
        named = bool(wrong) and wrong in talk.asked
        part = talk.knowledge.engine.whole(talk.asked.replace(wrong, right) if named else f"{right}，{talk.asked}")
        if (part.decision == "answer" or stands_alone(part)) and part.choices[0].topic != talk.state.topic:
            return answering.answered(talk, text, Understood((replace(part, decision="answer"),), notice=False))
    return understood(talk, right)


def understood(talk: Talk, text: str) -> Turn:
    """Answer a question, or take a notice apart. Text by an angry person is their own, not a notice: only its questions
    are read. If nothing but a tone is found, answer in kind."""
    firsts = (returned_and_resubmitted, of_not_recorded, unrecorded.to_be_recorded, announcing.back_of_somebody)
    for reading in firsts:
        if turn := reading(talk, text):
            return turn
    calm, in_tone = calmed(talk.knowledge, text), tone(talk.knowledge, text)
    is_cross = calm != text or in_tone == "upset"
    if turn := puzzled(talk, calm):
        return turn
    awaited = not is_cross and (
        announcing.awaits_reason(talk, calm) or pasted.goes_on(talk, calm) or announcing.came_to_mine(talk, calm)
    )
    read = understand(talk.knowledge, calm, awaited=awaited, topic=talk.state.topic)
    unread = not any(map(is_answered, read.parts)) and not read.notice
    if unread and not wonders(talk.knowledge, calm) and (turn := returning.explained_call(talk)):
        return turn
    if turn := pointed(talk, calm, read.parts):
        return turn
    if not read.notice and (turn := courteous.of_us(talk, calm, read.parts)):
        return turn
    if not (read.notice or wonders(talk.knowledge, calm)) and (turn := news_beside(talk, calm)):
        return turn
    complains = in_tone == "unfair" and not (read.notice or any(map(is_certain, read.parts)))
    asked = is_asked(talk.knowledge, calm, read.parts) and not complains
    tells_nothing = asks_how(talk.knowledge, calm) or (is_small_talk(talk.knowledge, calm) and not asked)
    tells_nothing = tells_nothing or (is_of_before(calm) and not wonders(talk.knowledge, calm))
    tells_nothing = tells_nothing or (bool(_GOT.match(calm)) and talk.knowledge.engine.tells_nothing(calm))
    if awaited and not in_tone and tells_nothing:
        return drafting.ask_once_more(talk, calm)
    if not read.notice and (turn := announcing.came_back_somehow(talk, calm, read.parts)):
        return courteous.kindly(talk, turn) if is_cross else turn
    if asked or (read.notice and not is_cross):
        return pasted.of_understood(talk, calm, read)
    if is_cross:
        return soothed(talk, text, read)
    if turn := courteous.acknowledged(talk, calm, read.parts):
        return turn
    if in_tone:
        return courteous.in_kind(talk, in_tone, not_understood(read.parts))
    return pasted.of_understood(talk, calm, read)


def puzzled(talk: Talk, text: str) -> Turn | None:
    """Ask for the notice if a text tells that something came back and that the person does not understand why (搞不懂).
    People who know the reason do not wonder: what only resembles one is no reason here."""
    plain = unpuzzled(talk.knowledge, text)
    if plain == text or len(text) > LONGEST_VENTED:
        return None
    told = [part for part in talk.knowledge.engine.read(plain) if is_answered(part)]
    return announcing.came_back_somehow(talk, plain, told)


def pointed(talk: Talk, text: str, parts: tuple[Part, ...]) -> Turn | None:
    """Answer a text that only points at something, or asks how without saying what (怎么弄), while nothing is known
    that it could be about. Show the answer to the last question again, or ask what happened."""
    at_a_loss = asks_how(talk.knowledge, text)
    if at_a_loss and routing.is_beginning(talk):
        return talk.show(*talk.again())
    points = at_a_loss or (only_points(talk.knowledge, text) and all(part.decision == "unknown" for part in parts))
    if not points or answering.is_known(talk) or talk.state.waiting:
        return None
    before = filter(is_answered, talk.knowledge.engine.read(talk.asked) if talk.asked else ())
    first = next((part.choices[0].topic for part in before), "")  # the first, if several were answered at once
    return presses.typed_action(talk, Read(first)) if first else talk.aside(talk.menu("asks-what-happened"))


def soothed(talk: Talk, text: str, read: Understood) -> Turn:
    """Answer an angry text that asks nothing. If it is about something known, answer that under a word of sympathy."""
    if tone(talk.knowledge, text) == "upset" and has(talk.knowledge, text, "words-closed"):
        return talk.aside(answers.why_closed(talk.knowledge), misses=not_understood(read.parts))
    if not any(part.decision != "unknown" and part.choices[0].score >= SURE for part in read.parts):
        return courteous.in_kind(talk, "upset", not_understood(read.parts))
    return courteous.kindly(talk, pasted.of_understood(talk, calmed(talk.knowledge, text), read))


def of_not_recorded(talk: Talk, text: str) -> Turn | None:
    """Answer news of a filing whose name we do not know. Ask whether it is the only filing, or one still to begin.
    None: the text is a notice with its reasons, or says that something came back while there are no filings. The name
    of a kind of applicant is not a filing's name."""
    name, words = talk.not_recorded(text)
    why = says_it_came_back(talk.knowledge, words) and not only_returned(talk.knowledge, words)
    if not name or (why and understand(talk.knowledge, text).notice):
        return None
    read = understand(talk.knowledge, words) if why and not talk.state.filings else None
    if read and read.notice:
        return pasted.taken_apart(talk, text, read)
    if says_it_came_back(talk.knowledge, words) and not talk.state.filings:
        return None
    if names_only(talk.knowledge, name):
        return said_now(talk, words)
    mine = [filing for filing, _, _ in talk.under_way]
    of_it = [Button(talk.label("button-of-filing", name=one.name), by_name.data_for(talk, one, words)) for one in mine]
    ways = [*(of_it if len(mine) == 1 else ()), talk.button("button-file", Flows())]
    rows = (*((button,) for button in ways), home_row(talk.knowledge))
    return talk.aside(Screen(talk.say("not-recorded", name=name), rows, yes_no=not talk.state.filings))


def returned_and_resubmitted(talk: Talk, text: str) -> Turn | None:
    """Answer a text that tells what came back and ends with its being submitted again."""
    if not says_it_came_back(talk.knowledge, text):
        return None
    told, kinds = text, frozenset[str]()
    for clause in reversed(list(in_clauses(text))):
        done, rest = spoken.moves(talk.knowledge, clause)
        if rest or not done <= {"done", "resubmitted"}:
            break
        told, kinds = told[: told.rindex(clause)], kinds | done
    if "resubmitted" not in kinds or not tells_of_return(talk.knowledge, told):
        return None
    at = talk if mending.any_may_come_back(talk) else mending.awaiting_rejection(talk)
    turn = understood(at, told)
    if attempts.at_work(turn.state) in (None, attempts.at_work(talk.state)):
        return None
    plan = talk.with_state(turn.state)
    after = resubmitting.mended_and_resubmitted(plan, Deed(text, kinds, "")) or planning.plan_resubmitted(plan)
    return joined((turn, after)) if after else None


Reading = Callable[[Talk, str], Turn | None]
_FIRST: tuple[Reading, ...] = (
    partial(news.returned_as_asked, read=said_now),  # before readings that take it for another filing, or for none
    looking_up.wants_letter,  # before readings of its subject: what came back, what takes long
    partial(news.told_on, read=said_now),  # before readings of it by itself: it also answers our question
    returning.called_on,  # likewise
    denying.noted_of_wrong_one,  # before we ask about the filing that it names
    underway.of_which,  # before readings that apply it to the filing on the screen
    partial(news.instead_of_answer, read=said_now),  # before readings that answer what to file: it drops that question
    renaming,  # before other readings of a filing's name
    pasted.told_whose,  # likewise, where a rejection is on the screen
    partial(unrecorded.of_customer, read=said_now),  # before readings that apply it to the plan worked on last
    acted_and_asked,  # before questions about the plan: 都改好了 然后呢 first tells what was done
    correcting.explained_by_number,  # before readings of a reason's number: here that reason is denied
    underway.told_of_plan,  # before readings that apply it to a rejection
    unrecorded.handed_in_for,  # before readings that apply it to the plan on the screen
    unrecorded.done_for,  # likewise
    each_named.acted_on_any,  # before courtesies, terms and names: 都改好了, 备案成功了, 算了 tell of what is under way
    denying.acted_rather,  # likewise
    acted_crossly,  # before courtesies: note what was done, do not only soothe
    courteous.of_courtesy,  # before answers to our question: 谢谢 is no name
    looking_up.reckoned,  # likewise: 1月1日上班吗 is no name
    setting_up.answer_typed,  # before other meanings: as answers, 广东 is the place and 首次备案 a name
    asked_rather,  # before a mere yes or no: a question asked instead is neither
    courteous.said_yes_or_no,  # after readings of questions
)
UNORDERED: tuple[Reading, ...] = (
    announcing.announced,
    correcting.explained,
    pasted.framed,  # after that one: 客服说资料有问题 is no line of a notice
    aftercare.noticed,
    aftercare.told_until,
    aftercare.looked_over,
    announcing.foretold,  # before heralded news, which is good and of now
    heralding.of_message,
    introducing.told_of_self_instead,
    on_screen.not_had,
    aftercare.recalled,
    of_another,
    introducing.introduction,
    introducing.wants,
    introduced_and_asked,
)
"""No known text fits two of these, except where a comment says so."""
_LAST: tuple[Reading, ...] = (
    looking_up.defined,  # before the last answer is shown for somebody else: 万网 alone asks what that is,
    looking_up.named_province,  # and 广东 what is wanted there
    introducing.follow_up,
    introducing.of_thing,
    unrecorded.asked_about,  # before names of sites: 这是佛山宏达的
    looking_up.named_site,  # last: any words may be a name
)
READINGS = (*_FIRST, *UNORDERED, *_LAST)
"""The readings of a text, in order: the first that fits answers it."""
