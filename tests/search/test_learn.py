"""Learning: what is kept answers as what was learnt, and how far it is is told."""

from bot.search import Engine
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
    Engine.build(QUESTIONS, REJECTIONS, LEXICON, told=done.append)
    assert done
    assert done == sorted(done)
    assert 0 < done[0] <= done[-1] <= 1
