"""What comes of a text that tells who somebody is, or asks for whom an answer is: that is remembered, and the answer on
the screen is fitted to it. What is known of askers is in `asker`."""

import re
from dataclasses import replace

from bot.core.knowledge import Topic
from bot.core.replies import Screen, Turn
from bot.core.texts.asker import (
    ASKED_SUBJECTS,
    CLOUDS,
    MINI,
    introduced,
    is_fitted,
    names_in,
    names_only,
    of_kind,
    of_mini,
)
from bot.core.texts.asking import wonders
from bot.core.turns.answering import Answering
from bot.core.words import Marked


class Introducing(Answering):
    """Turns that answer who introduces themselves, or asks for somebody else."""

    def introduced(self, text: str) -> Turn | None:
        """Who says as whom they file, with which provider, or where (我们是个体户，在东莞), is remembered to be that,
        while nothing is filed yet; an answer on the screen is shown as it is for them. Before a filing begins the name
        of either is enough; a cloud is no name for it, either."""
        cloud = self.is_describing and names_only(self.knowledge, text) and names_in(self.knowledge, text, CLOUDS)
        free = not self.state.filings and (self.is_choosing or cloud or not self.state.waiting)
        may_tell = free and not wonders(self.knowledge, text)
        asked = self.is_choosing or bool(cloud)
        asker = introduced(self.state.asker, self.knowledge, text, asked=asked) if may_tell else None
        if asker is None:
            return None
        known = self.with_state(replace(self.state, asker=asker))
        said = self.say("asker-remembered", who=self.who(asker))
        topic = self.topic_read if self.asked else None
        if topic is None:
            return known.show(replace(known.menu("home"), text=said), *known.again())
        return known.of_others(topic, text).below(Screen(said))

    def follow_up(self, text: str) -> Turn | None:
        """「那企业呢」 after an answer: the same one, for somebody else; of a place (那湖南呢), under what it tells of
        that."""
        topic = self.topic_read
        if topic is None or not names_only(self.knowledge, text):
            return None
        turn = self.of_others(topic, text)
        places = {place.short for place in self.knowledge.places_in(text).values()}
        told = re.split(r"\n(?:- |\d+\. )?|；", f"{topic.text}\n{topic.more}".replace("**", ""))
        lines = "\n".join(f"- {one}" for one in told for place in places if place in one)
        if len(places) != 1 or not lines:
            return turn
        said = Screen(self.say("of-place", short=places.pop(), lines=Marked(lines)))
        return turn.below(said)

    def of_others(self, topic: Topic, text: str) -> Turn:
        """An answer for those whom a text names: where it is about another kind of applicant, or about sites, that
        which is about theirs."""
        subjects = names_in(self.knowledge, text, ASKED_SUBJECTS)
        if names_in(self.knowledge, text, (MINI,)):
            return self.reread(of_mini(self.knowledge, topic) or topic, text)
        if len(subjects) != 1:
            return self.reread(topic, text)
        other = of_kind(self.knowledge, topic, subjects[0])
        turn = self.reread(other or topic, text)
        if other or is_fitted(self.knowledge, topic, subjects[0]):
            return turn
        who = self.label(f"subject-{subjects[0]}")
        return turn.below(Screen(self.say("same-for-all", who=who)))
