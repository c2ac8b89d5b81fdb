"""Whole conversations, from the .talk files beside this one, through the real service on SQLite. That the other store
keeps the same is in the contract of stores, and in what is held on it here.

The form of a .talk file is told in `bot/terminal.py`; `python -m bot chat --save FILE` writes one.
"""

import io
import re
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.acts import parcel
from bot.core.knowledge import Knowledge
from bot.core.plain import plain
from bot.core.replies import File
from bot.service import Service
from bot.store import Store, StoreError, Write
from bot.terminal import USER, Clock, Terminal, chat
from tests.store.memory import MemoryStore
from tests.telegram.failing import Failing

TALKS = sorted(Path(__file__).parent.glob("*.talk"))
BEGIN = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved in a conversation goes with the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.stem)
async def test_talk(talk: Path, store: Store, knowledge: Knowledge) -> None:
    await replay(talk.read_text(encoding="utf-8"), store, knowledge)


UTC_NEW_YORK_KATHMANDU = ("UTC0", "EST5EDT,M3.2.0,M11.1.0", "NPT-5:45")
"""By their rules, since not every machine knows their names."""


@pytest.mark.parametrize("name", ["quiet-hours", "renewals", "timer", "waiting"])
async def test_wherever_the_machine_stands_the_same_is_said_and_at_the_same_time(
    name: str, knowledge: Knowledge, move_to: Callable[[str], None]
) -> None:
    talk = Path(__file__).with_name(f"{name}.talk").read_text(encoding="utf-8")
    hours, told = set(), set()
    for zone in UTC_NEW_YORK_KATHMANDU:
        move_to(zone)
        hours.add(time.localtime(BEGIN.timestamp())[3:5])
        told.add(await replay(talk, MemoryStore(), knowledge))
    assert hours == {(2, 0), (21, 0), (7, 45)}
    assert len(told) == 1


async def replay(talk: str, store: Store, knowledge: Knowledge) -> str:
    """Hold a conversation and compare what is shown with what is expected; all that was shown."""
    out = io.StringIO()
    clock = Clock(lambda: BEGIN)
    terminal = Terminal(Service(store, knowledge, clock), clock, out)
    shown, everything = "", ""
    lines = talk.replace("\n>> ", "\0").splitlines()
    for number, line in enumerate(lines, 1):
        sign, _, text = line.partition(" ")
        where = f"line {number}: {line}\n---\n{shown}"
        match sign:
            case "<":
                assert text in shown, where
                continue
            case "!":
                assert text not in shown, where
                continue
            case ">":
                await terminal.say(text.replace("\0", "\n"))
            case "*":
                found = [button for button in terminal.buttons if button.label.startswith(text)]
                assert found, f"{where}\nbuttons: {[button.label for button in terminal.buttons]}"
                await terminal.press(found[0])
            case _ if sign.startswith(("+", "@")):
                await terminal.say(sign)
            case _:
                assert not line.strip() or sign == "#", where
                continue
        shown = out.getvalue()
        everything += shown
        out.seek(0)
        out.truncate()
    return everything


async def test_a_saved_conversation_can_be_replayed(tmp_path: Path, knowledge: Knowledge) -> None:
    clock = Clock(lambda: BEGIN)
    terminal = Terminal(Service(MemoryStore(), knowledge, clock), clock, io.StringIO())
    for line in ("/start", "备案要多久\n急", "/file", "1", "+3d"):
        await terminal.say(line)
    terminal.talk.save(tmp_path / "saved.talk")
    await replay((tmp_path / "saved.talk").read_text(encoding="utf-8"), MemoryStore(), knowledge)


async def test_a_text_file_is_printed_and_another_saved_where_it_says(tmp_path: Path, knowledge: Knowledge) -> None:
    store, clock, out = MemoryStore(), Clock(lambda: BEGIN), io.StringIO()
    picture = File("../步骤.png", b"\x89PNG", "**看图**", picture=True)
    parcels = [parcel(USER, file) for file in (File("提醒.ics", b"BEGIN"), picture)]
    await store.turn(USER, BEGIN, lambda _: Write(None, parcels=tuple(parcels)))
    await Terminal(Service(store, knowledge, clock), clock, out).say("/help")
    assert "📎 提醒.ics：\nBEGIN" in out.getvalue()
    (saved,) = tmp_path.rglob("*.png")
    assert (saved.name, saved.read_bytes()) == ("步骤.png", b"\x89PNG")
    assert f"看图\n📎 存在了 {saved}（4 字节）" in out.getvalue()


async def test_a_number_without_a_button_says_which_there_are(knowledge: Knowledge) -> None:
    clock, out = Clock(lambda: BEGIN), io.StringIO()
    terminal = Terminal(Service(MemoryStore(), knowledge, clock), clock, out)
    await terminal.say("/file")
    out.truncate(out.seek(0))
    await terminal.say("99")
    assert out.getvalue().strip() == f"没有 99 号按钮，现在有的是 1～{len(terminal.buttons)}。"
    label = terminal.buttons[0].label
    await terminal.say("1")
    assert f"* {label}" in terminal.talk.lines


async def test_a_chat_goes_on_while_nothing_can_be_kept(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store, clock = Failing(), Clock(lambda: BEGIN)
    store.error = StoreError("磁盘满了。")
    monkeypatch.setattr("sys.stdin", io.StringIO("/help\n"))
    await chat(Service(store, knowledge, clock), clock, None)
    assert capsys.readouterr().out.count("磁盘满了。") == 2, "of the start, and of the line"


async def test_a_conversation_that_could_not_be_saved_is_not_begun(
    knowledge: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(lambda: BEGIN)
    with pytest.raises(FileNotFoundError):
        await chat(Service(MemoryStore(), knowledge, clock), clock, tmp_path / "nowhere" / "saved.talk")
    assert capsys.readouterr().out == ""


class Screen(io.StringIO):
    """Takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


async def test_on_a_narrow_terminal_no_word_is_lost(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    clock, out = Clock(), Screen()
    terminal = Terminal(Service(MemoryStore(), knowledge, clock), clock, out)
    await terminal.say("/help")
    seen = re.sub(r"\x1b\[[0-9;]*m|\s|•", "", out.getvalue())
    for line in plain(knowledge.ui["help"]).splitlines():
        assert re.sub(r"\s|•", "", line) in seen
