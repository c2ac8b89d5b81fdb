"""Answers in kind to greetings, thanks, signs and anger, to a mere "done", and to a yes or no that answers nothing."""

import unicodedata
from dataclasses import replace

from bot.core.actions import NoneOfThese
from bot.core.replies import Miss, Screen, Turn
from bot.core.screens import rejection_screens, topic_screens
from bot.core.screens.rows import WHOM_TO_ASK, people_rows
from bot.core.texts import checklists, said_back
from bot.core.texts.asking import wonders
from bot.core.texts.courtesies import Courtesy, courtesy, wants_staff
from bot.core.texts.meant import GUESS, is_answered
from bot.core.texts.misses import not_understood
from bot.core.texts.no_notice import tells_done, tells_own_deeds
from bot.core.texts.of_us import wanted_of_us
from bot.core.texts.understood import Understood
from bot.core.turns import answering, heralding, mydata, presses, replying, routing, ticking
from bot.core.turns.talk import Talk
from bot.search import Part

_SIGNS = dict.fromkeys("👌👍✅🆗", "好的") | dict.fromkeys("👎❌", "不是")
"""What signs answer to our question. Deleting something takes more than such a yes."""


def of_courtesy(talk: Talk, text: str) -> Turn | None:
    """Answer greetings, thanks, signs and anger in kind, then go on with what was under way. Also answer people who ask
    for staff, want to complain, or want an answer in short."""
    if not any(map(str.isalnum, text)):
        is_emoji = any(unicodedata.category(sign) == "So" for sign in text)
        meant = next((_SIGNS[sign] for sign in text if sign in _SIGNS), "")
        answer = replying.replied(talk, meant) if meant else None
        return answer or (in_kind(talk, "fine") if is_emoji else talk.aside(Screen(talk.say("empty"))))
    kind = courtesy(talk.knowledge, text)
    if kind is None and wants_staff(talk.knowledge, text):
        kind = "human" if talk.knowledge.desk or not wonders(talk.knowledge, text) else "complaint"
    whom = talk.knowledge.topics.get(WHOM_TO_ASK)
    if kind == "complaint":
        return talk.aside(topic_screens.topic_screen(talk.knowledge, talk.state, whom)) if whom else None
    if kind == "shorter":
        return talk.aside(topic_screens.in_short(talk.knowledge, talk.just_read)) if talk.just_read else None
    return in_kind(talk, kind) if kind else None


def said_yes_or_no(talk: Talk, text: str) -> Turn | None:
    """Answer a mere yes or no that fits no open question: say so and what can be done, or repeat a question that it
    does not answer. No to an answer on the screen means that none of it was meant."""
    said = said_back.answer(talk.knowledge, text)
    if not said or wonders(talk.knowledge, text):
        return None
    if said == "no" and talk.asked:
        return presses.typed_action(talk, NoneOfThese())
    again = talk.again()
    if talk.state.waiting:
        return talk.show(*again) if again else None
    return talk.show(talk.menu("nothing-asked"), *again)


def acknowledged(talk: Talk, text: str, parts: tuple[Part, ...]) -> Turn | None:
    """Answer a text that only tells that something was done. It does not answer a question with which a filing begins.
    At a step, or if we know nothing of it, say how to note it. For a message that came, tell its hours."""
    answered = any(is_answered(part) and part.choices[0].score >= GUESS for part in parts)
    if (hours := heralding.hours_of(talk, text)) and not answered:
        return heralding.came_at_hour(talk, text) or heralding.hours_and_where(talk, hours, text)
    own = not any(map(is_answered, parts)) and tells_own_deeds(talk.knowledge, text)
    if not (own or tells_done(talk.knowledge, text)):
        return None
    if routing.is_describing(talk):
        return routing.still_asked(talk)
    if routing.is_beginning(talk) and not answered:
        return talk.aside(Screen(talk.say("still-asked")))
    unknown = answering.is_known(talk) and all(part.decision == "unknown" for part in parts)
    noted = not answered and (talk.state.showing or unknown)
    if (
        noted
        and talk.step_shown
        and talk.is_free
        and checklists.names_of_step(talk.knowledge, text, talk.step_shown.step)
    ):
        return talk.show(Screen(talk.say("courtesy-done")), *talk.again(), misses=not_understood(parts))
    return in_kind(talk, "done", not_understood(parts)) if noted else None


def of_us(talk: Talk, text: str, parts: tuple[Part, ...]) -> Turn | None:
    """Answer what is wanted of the assistant itself. What a topic surely tells beside it, is shown below. None: nothing
    is wanted of it."""
    wanted = wanted_of_us(talk.knowledge, text)
    clear = any(is_answered(part) and part.choices[0].score >= GUESS for part in parts)
    match wanted:
        case None:
            return None
        case "kept":
            return talk.aside(Screen(mydata.privacy(talk)))
        case "erased":
            return mydata.forgetting(talk)
        case "errand" | "guarantee" | "fallible" | "unseen" if clear:
            beside = answering.answered(talk, text, Understood(parts, notice=False))
            return beside.below(Screen(talk.say(f"of-us-{wanted}")))
        case _:
            return talk.aside(talk.menu(f"of-us-{wanted}"))


def in_kind(talk: Talk, kind: Courtesy, misses: tuple[Miss, ...] = ()) -> Turn:
    """Answer a text of this kind. An angry person, or one who asks for people, is told whom to turn to."""
    if kind == "done" and talk.step_shown and talk.is_free and talk.asked:  # an answer pushed its list away
        return talk.show(Screen(talk.say("courtesy-done")), *talk.again(), misses=misses)
    if kind == "done" and talk.plan_on_screen:
        return replace(ticking.ask_what_was_done(talk, talk.plan_on_screen[0]), misses=misses)
    key = "courtesy-staff" if kind == "human" and talk.knowledge.desk else f"courtesy-{kind}"
    if kind == "done" and not (talk.state.filings or talk.state.loose):
        key = "courtesy-done-unkept"
    if kind == "slowly" and (talk.again() or talk.state.filings or talk.at_work):
        key = "courtesy-slowly-on"
    menu = talk.menu(key)
    if kind in ("hello", "slowly") and talk.at_work and not talk.again():
        menu = rejection_screens.left_at(talk.knowledge, menu, talk.at_work[0], talk.now)
    people = people_rows(talk.knowledge) if kind in ("human", "upset", "unfair") else ()
    return talk.aside(replace(menu, buttons=(*people, *menu.buttons)), misses=misses)


def kindly(talk: Talk, turn: Turn) -> Turn:
    """Show the turn under a word of sympathy."""
    return turn.below(Screen(talk.say("sympathy")))
