"""The same dialogue in a shell, with screens as text and buttons as numbers: for trying out, and for writing .talk
files.

A .talk file is a conversation with what is expected of it, a line each:
`> text` typed (`>> text` its further lines), `* label` pressed, `+3d` or `+2h` the clock moved on, `@2026-12-31` moved
to the morning (9:00 in Beijing) of that day, `< text` shown in answer, `! text` not shown, `# remark`.
Anything but text is typed as its name in brackets: `[照片]`, `[文件]`, `[语音]`.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding

from bot.acts import Answer, Show
from bot.core.events import Event, Incoming, Media, MediaKind, Pressed, command, said
from bot.core.plain import plain
from bot.core.replies import Button, Drawing, File
from bot.core.workdays import MORNING, local
from bot.service import Service, utc_now
from bot.store import StoreError

USER = 0
"""The one person in a terminal."""
GREETING = "备案助手 · 终端版（打数字按按钮，+3d 让时间过三天，@2026-12-31 到那天，/help 看帮助，Ctrl-D 或 quit 结束）"
MEDIA: dict[str, MediaKind] = {"[照片]": "photo", "[文件]": "document", "[语音]": "voice"}

_FORWARD = re.compile(r"\+(\d{1,4})([dh])")
_DAY = re.compile(r"@\d{4}-\d{2}-\d{2}")
_END = datetime(2100, 1, 1, tzinfo=UTC)
"""The latest time of the clock, long before the last day that Python knows."""
_BUTTON = re.compile(r"[0-9]{1,2}")
"""A number that is meant for a button; those that people are asked for are longer."""


class Clock:
    """A clock (UTC; the real time, unless told otherwise) that can be moved on."""

    def __init__(self, base: Callable[[], datetime] = utc_now) -> None:
        self._base = base
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return self._base() + self.ahead


@dataclass(slots=True)
class Transcript:
    """The conversation so far, in the lines of a .talk file."""

    lines: list[str] = field(default_factory=lambda: ["# 备案助手的一次对话"])

    def save(self, file: Path) -> None:
        """Write the file. Raises OSError."""
        file.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


class Terminal:
    """One chat. `say` takes a line and prints the answer."""

    def __init__(self, service: Service, clock: Clock, out: TextIO) -> None:
        self._service, self._clock = service, clock
        self._console = Console(file=out, soft_wrap=True, highlight=False)
        self.buttons: list[Button] = []
        """The buttons of the last answer, numbered from 1."""
        self.talk = Transcript()
        self._screen = 0

    async def say(self, line: str) -> None:
        """Take one line: a button's number, `+3d`, `@2026-12-31`, a /command, or any other text."""
        line = line.strip()
        if not line:
            return
        if _FORWARD.fullmatch(line) or _DAY.fullmatch(line):
            try:
                self._clock.ahead += _ahead(line, self._clock())
            except ValueError as error:
                self._print(str(error))
                return
            self.talk.lines.append(line)
            self._print(f"（现在是北京时间 {local(self._clock()):%Y-%m-%d %H:%M}）")
        elif line.isascii() and line.isdigit() and 0 < int(line) <= len(self.buttons):
            await self.press(self.buttons[int(line) - 1])
            return
        elif _BUTTON.fullmatch(line) and self.buttons:
            self._print(f"没有 {line} 号按钮，现在有的是 1～{len(self.buttons)}。")
            return
        else:
            self.talk.lines.append("> " + line.replace("\n", "\n>> "))
            await self._take(_event(line))
        await self._service.tick()
        await self._show()

    async def press(self, button: Button) -> None:
        """Press a button and print the answer."""
        self.talk.lines.append(f"* {button.label}")
        if button.url:
            self._print(button.url)
        else:
            await self._take(Pressed(button.data), message=self._screen, query="press")
        await self._show()

    async def _take(self, event: Event, message: int | None = None, query: str | None = None) -> None:
        await self._service.take(Incoming(USER, USER, event, message=message, query=query))

    async def _show(self) -> None:
        """Print everything that waits in the outbox; the buttons of this turn are numbered from 1."""
        fresh = True
        while acts := await self._service.outbox.outgoing():
            for outgoing in acts:
                if outgoing.chat == USER:
                    match outgoing.act:
                        case Answer(text=text):
                            if text:
                                self._print(f"（{text}）")
                        case Show():
                            if fresh:
                                self.buttons, fresh = [], False
                            self._show_screen(outgoing.act)
                        case File():
                            self._show_file(outgoing.act)
                        case Drawing():
                            self._show_file(await self._service.drawn(outgoing.act))
                await self._service.outbox.delivered(outgoing)

    def _show_screen(self, show: Show) -> None:
        self._screen += 1
        text = plain(show.text)
        self.talk.lines.append("< " + next(line for line in text.splitlines() if line.strip()))
        if self._console.is_terminal:
            hard_breaks = re.sub(r"(?<!\n)\n(?!\n)", "  \n", show.text)
            self._console.print(Padding(Markdown(hard_breaks), (1, 0, 0, 2)), soft_wrap=False)
        else:
            self._print("\n" + text)
        for row in show.buttons:
            numbered = []
            # Buttons that only a phone can carry out (open, copy) have no number here.
            for button in (button for button in row if button.data):
                self.buttons.append(button)
                numbered.append(f"[{len(self.buttons)}] {button.label}")
            if numbered:
                self._print("  " + "   ".join(numbered))
        for keys in show.keys or ():
            self._print("  ⌨ " + "   ".join(keys))

    def _show_file(self, file: File) -> None:
        """Print a text; save anything else, and say where."""
        head = plain(file.caption) or file.name
        self.talk.lines.append("< " + next(line for line in head.splitlines() if line.strip()))
        self._print(f"\n{head}")
        try:
            self._print(f"📎 {file.name}：\n{file.content.decode()}")
        except UnicodeDecodeError:
            saved = Path(tempfile.mkdtemp(prefix="beian-")) / Path(file.name).name
            saved.write_bytes(file.content)
            self._print(f"📎 存在了 {saved}（{len(file.content)} 字节）")

    def _print(self, text: str) -> None:
        self._console.print(text, markup=False)


def _ahead(line: str, now: datetime) -> timedelta:
    """Return how far `+3d`, `+2h` or `@2026-12-31` moves the clock on. Raises ValueError, in Chinese, if it cannot."""
    if forward := _FORWARD.fullmatch(line):
        ahead = timedelta(days=int(forward[1])) if forward[2] == "d" else timedelta(hours=int(forward[1]))
    else:
        try:
            ahead = datetime.combine(date.fromisoformat(line[1:]), MORNING) - now
        except ValueError:
            raise ValueError("没有这一天。写成 @2026-12-31 这样。") from None
    if ahead < timedelta():
        raise ValueError("那天已经过去了，时间只能往前走。")
    if ahead > _END - now:
        raise ValueError("时间最多走到 2100 年。")
    return ahead


def _event(line: str) -> Event:
    if kind := MEDIA.get(line.strip()):
        return Media(kind)
    return command(line) if line.startswith("/") else said(line)


async def chat(service: Service, clock: Clock, save: Path | None) -> None:
    """Talk until the input ends. save: the .talk file to write the conversation to."""
    terminal = Terminal(service, clock, sys.stdout)
    if save is not None:
        terminal.talk.save(save)  # fails now, rather than after the conversation
    print(GREETING, flush=True)
    lines = _lines()
    line: str | None = "/start"
    while line is not None and line.strip() not in ("quit", "exit"):
        try:
            await terminal.say(line)
        except StoreError as error:
            print(error, flush=True)
        line = await anext(lines, None)
    if save is not None:
        terminal.talk.save(save)
        print(f"对话存到了 {save}")


async def _lines() -> AsyncIterator[str]:
    """Yield the lines of a pipe, or those of a person at a terminal, where a pasted text of several lines is one."""
    if not sys.stdin.isatty():
        while line := await asyncio.to_thread(sys.stdin.readline):
            yield line
        return
    # Imported here, as it takes 60 ms and 7 MB that a pipe does not need.
    from prompt_toolkit import PromptSession

    session: PromptSession[str] = PromptSession()
    while True:
        try:
            yield await session.prompt_async("你> ")
        except (EOFError, KeyboardInterrupt):
            return
