"""Learning: what is kept answers as what was learnt, and how far it is is told."""

import numpy as np

from bot.search import Engine, More
from bot.search.grams import Alphabet
from bot.search.index import Phrasings
from bot.search.learn import drawn, shuffled
from tests.search.corpus import ENGINE, LEXICON, QUESTIONS, REJECTIONS

TEXTS = (
    "备案要多久",
    "bei an yao duo jiu",
    "退回：短信超时",
    "怎么注册商标",
    "手机号",
    "1、网站名称不规范 2、证件模糊",
    "",
)


def test_what_is_kept_answers_alike() -> None:
    again = Engine.restore(ENGINE.dump(), REJECTIONS, LEXICON)
    for text in TEXTS:
        for known in (True, False):
            assert again.read(text, rejection=known) == ENGINE.read(text, rejection=known)
    assert again.dump() == ENGINE.dump()


def test_progress_is_told() -> None:
    done: list[float] = []
    Engine.build(QUESTIONS, REJECTIONS, LEXICON, progress=done.append)
    assert done
    assert done == sorted(done)
    assert 0 < done[0] <= done[-1] <= 1


SITE = ("网站要备案吗", "开网站先备案", "网站没备案会怎样", "不备案能开网站吗", "什么网站不用备案")
APP = ("应用要备案吗", "应用上架先备案", "应用没备案会怎样", "不备案能上架应用吗", "什么应用不用备案")


def first(engine: Engine, text: str) -> str:
    return engine.read(text)[0].choices[0].topic


def test_a_topic_that_always_names_a_thing_is_not_meant_where_it_is_not_named() -> None:
    general = ("谁要备案", "开店要备案吗", "博客要备案吗", "什么情况先备案", "没备案会怎样", "论坛不备案能开吗")
    engine = Engine.build({"app": APP, "general": general, "site": SITE}, {}, LEXICON)
    assert first(engine, "要备案吗") == "general"
    assert first(engine, "应用要备案吗") == "app"


def test_the_words_of_an_answer_speak_for_its_topic() -> None:
    others = {"site": (*SITE, "苹果"), "app": (*APP, "水果")}
    for topic in others:
        engine = Engine.build(others, {}, LEXICON, More({topic: "苹果和水果都算。"}))
        assert first(engine, "苹果水果") == topic


def test_what_others_lead_to_comes_first_where_nothing_else_tells() -> None:
    for often in ("site", "app"):
        assert first(Engine.build({"site": SITE, "app": APP}, {}, LEXICON, More({}, {often: 9})), "要备案吗") == often


DAYS = [f"备案要{count}天吗" for count in range(100)]
MORE_SAID = "备案多久能好"
WITH_MORE = [[*DAYS[:place], MORE_SAID, *DAYS[place:]] for place in (0, 50, 100)]


def phrasings_of(texts: list[str]) -> Phrasings:
    written = [Alphabet().write(text, learn=True) for text in texts]
    return Phrasings.of(["how-long", ""], texts, written, np.zeros(len(texts), np.intp))


def test_one_more_phrasing_hardly_changes_which_are_left_out() -> None:
    def left_out(texts: list[str]) -> set[str]:
        return {texts[place] for place in drawn(phrasings_of(texts), np.arange(len(texts)), 10).tolist()}

    before = left_out(DAYS)
    assert len(before) == 10
    for longer in WITH_MORE:
        assert len(before & left_out(longer)) >= 9


def test_one_more_phrasing_leaves_the_others_in_the_order_in_which_they_are_learnt_from() -> None:
    def order(texts: list[str], turn: int) -> list[str]:
        places = shuffled(phrasings_of(texts), np.arange(len(texts)), turn)
        return [text for place in places.tolist() if (text := texts[place]) != MORE_SAID]

    orders = [order(DAYS, turn) for turn in range(3)]
    assert all(sorted(each) == sorted(DAYS) for each in orders)
    assert len(set(map(tuple, (*orders, DAYS)))) == 4
    for longer in WITH_MORE:
        assert [order(longer, turn) for turn in range(3)] == orders


def test_it_is_told_how_well_phrasings_are_understood_that_are_left_out() -> None:
    said = {"cat": ["猫粮多少钱", "猫粮怎么买", "猫粮哪里有"], "dog": ["狗窝多大", "狗窝怎么洗", "狗窝哪里放"]}
    apart = Engine.build(said, {}, LEXICON).trial
    assert (apart.asked, apart.first, apart.offered) == (6, 1.0, 1.0)
    muddled = Engine.build({"cat": [*said["cat"], "狗窝怎么晒"], "dog": said["dog"]}, {}, LEXICON).trial
    assert muddled.first < 1.0
    assert Engine.restore(ENGINE.dump(), REJECTIONS, LEXICON).trial == ENGINE.trial
