"""What is written into a parcel comes out of it as it was, also where an earlier version wrote it."""

from datetime import UTC, datetime

import pytest

from bot.acts import Act, Answer, PassOn, Show, act_of, parcel
from bot.core.replies import Button, Drawing, File
from bot.core.state import Filing

NOW = datetime(2026, 7, 2, tzinfo=UTC)
ACTS: tuple[Act, ...] = (
    Show("好"),
    Show("好", ((Button("去", "h"), Button("看", url="https://a.cn")),), edit=5, answers=3, edited=True),
    Show("", keys=()),
    Show("键", keys=(("一", "二"),), placeholder="说", reply_to=1, thread=2, staff=4),
    Answer("1234"),
    Answer("1234", "好了"),
    PassOn(7, "人说", ends=True),
    File("a.ics", b"\x00\xff", "给你", picture=True),
    Drawing("a.png", Filing(1, "first-site", "prepare", "enterprise", "gd", datetime(2026, 7, 1, tzinfo=UTC)), NOW),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
def test_an_act_comes_out_of_its_parcel(act: Act) -> None:
    assert act_of(parcel(7, act).body) == act


def test_a_parcel_of_an_earlier_version_is_read() -> None:
    body = (
        '{"text":"好","buttons":[[{"label":"去","data":"h","url":"","copy":"","start":""}]],"edit":null,"keys":null,'
        '"placeholder":"","reply_to":null,"thread":null,"answers":5,"edited":false,"staff":null}'
    )
    assert act_of(body) == Show("好", ((Button("去", "h"),),), answers=5)
    assert act_of('{"query":"12","text":""}') == Answer("12")
    assert act_of('{"person":7,"text":"人说","ends":false}') == PassOn(7, "人说", ends=False)
