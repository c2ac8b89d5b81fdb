"""Turns that show what can be read: topics by their themes, provinces, terms and order states, for whoever one says to
be. Answers to questions are in `answering`."""

from dataclasses import replace
from typing import assert_never

from bot.core.actions import (
    Browse,
    BrowseOn,
    IAm,
    InStage,
    MyProvince,
    OfReading,
    Provinces,
    Read,
    ReadConsole,
    ReadOrderState,
    ReadProvince,
    ReadTerm,
    Themes,
)
from bot.core.replies import Note, Toast, Turn
from bot.core.screens import answers, glossary, provinces
from bot.core.texts.asker import become
from bot.core.turns.judging import Judging


class Reading(Judging):
    """Turns that show what can be read."""

    def in_reading(self, action: OfReading) -> Turn:
        match action:
            case Themes():
                return self.leave(answers.themes(self.knowledge, action.rejection))
            case InStage():
                if action.stage not in answers.STAGES:
                    return self.stale()
                return self.show(answers.themes(self.knowledge, True, action.stage))
            case Browse() | BrowseOn():
                page = action.page if isinstance(action, BrowseOn) else 0
                screen = answers.browse(self.knowledge, action.group, action.stage, page)
                return self.show(screen) if screen else self.stale()
            case Read():
                topic = self.knowledge.topics.get(action.topic)
                if topic is None:
                    return self.stale()
                state = replace(self.still_about(topic), topic=topic.id)
                also = [id for id in self.offered_to_choose() if id != topic.id] if state.asked else []
                screen = answers.topic_screen(self.knowledge, state, topic, state.asked, also)
                return self.show(screen, state=state, notes=(Note("read", topic.id),))
            case Provinces():
                return self.show(provinces.menu(self.knowledge))
            case ReadProvince():
                province = self.knowledge.provinces.get(action.province)
                if province is None:
                    return self.stale()
                return self.show(provinces.card(self.knowledge, self.state, province))
            case IAm():
                topic = self.knowledge.topics.get(action.topic)
                asker = become(self.state.asker, action.condition)
                if topic is None or asker is None:
                    return self.stale()
                state = replace(self.still_about(topic), asker=asker)
                return self.show(answers.topic_screen(self.knowledge, state, topic, asked=state.asked), state=state)
            case MyProvince():
                province = self.knowledge.provinces.get(action.province)
                if province is None:
                    return self.stale()
                state = replace(self.state, asker=replace(self.state.asker, province=province.id))
                toast = Toast(self.label("my-province", short=province.short))
                return self.show(toast, provinces.card(self.knowledge, state, province), state=state)
            case ReadTerm():
                if not action.term:
                    return self.show(glossary.terms(self.knowledge))
                term = self.knowledge.terms.get(action.term)
                return self.show(glossary.term_card(self.knowledge, self.state, term)) if term else self.stale()
            case ReadConsole():
                if not action.console:
                    return self.show(glossary.consoles(self.knowledge))
                console = self.knowledge.consoles.get(action.console)
                return self.show(glossary.order_states(self.knowledge, console)) if console else self.stale()
            case ReadOrderState():
                console = self.knowledge.consoles.get(action.console)
                found = [(console, one) for one in console.states if one.state == action.state] if console else []
                if not found:
                    return self.stale()
                return self.show(glossary.order_state_card(self.knowledge, self.state, action.state, found))
        assert_never(action)
