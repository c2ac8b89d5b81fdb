"""A sheet to draw on: texts, boxes and discs in the colours that all our pictures share.

The font is part of Noto Sans CJK (see OFL.txt beside it).
"""

import io
import re
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.core.languages import convert
from bot.core.plain import plain
from bot.core.state import Language

WIDTH = 1080
EDGE = 64
"""Pixels between the border of the picture and its content."""
SMOOTH = 4
"""Round shapes are drawn this many times larger and then reduced, as Pillow leaves their edges rough."""

PAPER, CARD, INK, SOFT, PALE = "#F3F5F2", "#FFFFFF", "#22302F", "#51615F", "#7C8A87"
DONE, DONE_PALE, NOW, NOW_PALE, BACK = "#3B8C7E", "#D3E3DD", "#D9822B", "#FAEBD7", "#B5533C"

_WORDS = re.compile(r"[!-~]+ ?|.")
_CLOSING = "，。；：！？、）」』》～…,.;:!?)"


class Sheet:
    """A picture that is being drawn. Texts hang from their upper left corner; lengths are pixels. `language`: texts are
    converted to it from Simplified Chinese."""

    def __init__(self, height: int, language: Language = "") -> None:
        # The font lacks some forms of Hong Kong (裏, 說 as 説).
        self._language: Language = "zh-tw" if language == "zh-hk" else language
        self._image = Image.new("RGB", (WIDTH, height), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def png(self, height: int) -> bytes:
        """Return the picture down to this height, as a PNG."""
        out = io.BytesIO()
        # A few flat colours and their edges: a palette takes half the size and less than half the time of true colour.
        self._image.crop((0, 0, WIDTH, height)).quantize(64, Image.Quantize.FASTOCTREE).save(out, "PNG")
        return out.getvalue()

    def width(self, text: str, size: int) -> int:
        """Return the width of a text in one line."""
        return round(_font(size).getlength(convert(text, self._language)))

    def lines(self, text: str, size: int, width: int, most: int) -> list[str]:
        """Return a text in lines of this width. What does not fit into `most` lines ends in …."""
        lines = [""]
        for word in _WORDS.findall(convert(plain(text), self._language)):
            for piece in [word] if self.width(word, size) <= width else word:
                if lines[-1] and self.width(lines[-1] + piece.rstrip(), size) > width and piece not in _CLOSING:
                    lines.append("")
                lines[-1] += piece
        if len(lines) > most:
            last = lines[most - 1]
            while last and self.width(last + "…", size) > width:
                last = last[:-1]
            lines[most - 1 :] = [last + "…"]
        return [line.rstrip() for line in lines]

    def text(self, x: int, y: int, text: str, size: int, color: str, bold: bool = False, most: int = 1) -> int:
        """Write a text, wrapped before the right edge. Return the y of the next text."""
        for line in self.lines(text, size, WIDTH - EDGE - x, most):
            self.draw_line(x, y, line, size, color, bold)
            y += round(size * 1.35)
        return y

    def draw_line(self, x: int, y: int, text: str, size: int, color: str, bold: bool = False) -> None:
        """Write a text in one line, however long it is."""
        # The font has one weight; a stroke of the same colour makes a second one.
        stroke = max(1, size // 40) if bold else 0
        text = convert(text, self._language)
        self._draw.text((x, y), text, color, _font(size), stroke_width=stroke, stroke_fill=color)

    def centred(self, x: int, y: int, text: str, size: int, color: str) -> None:
        """Write a text in one line around this point."""
        self._draw.text((x, y), text, color, _font(size), anchor="mm")

    def box(self, left: int, top: int, right: int, bottom: int, radius: int, color: str) -> None:
        """Draw a filled rectangle with rounded corners."""
        for across, down in ((radius, 0), (0, radius)):
            area = (left + across, top + down, right - across - 1, bottom - down - 1)
            if area[0] <= area[2] and area[1] <= area[3]:
                self._draw.rectangle(area, color)
        if radius:
            for x in (left + radius, right - radius):
                for y in (top + radius, bottom - radius):
                    self.disc(x, y, radius, color)

    def disc(self, x: int, y: int, radius: int, color: str) -> None:
        """Draw a filled circle around this point."""
        self._image.paste(color, (x - radius, y - radius), _disc(radius))

    def tick(self, x: int, y: int) -> None:
        """Draw a tick around this point."""
        self._image.paste(CARD, (x - 24, y - 24), _tick())


def drawable(text: str) -> str:
    """Return a text without the characters that the font lacks, such as emoji."""
    return "".join(c for c in text if _has(c)).strip()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(__file__).parent / "NotoSansSC.otf", size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _disc(radius: int) -> Image.Image:
    large = Image.new("L", (2 * radius * SMOOTH,) * 2)
    ImageDraw.Draw(large).ellipse((0, 0, large.width - 1, large.height - 1), 255)
    return large.resize((2 * radius,) * 2, Image.Resampling.LANCZOS)


@cache
def _tick() -> Image.Image:
    large = Image.new("L", (48 * SMOOTH,) * 2)
    points = [(x * SMOOTH, y * SMOOTH) for x, y in ((14, 25), (21, 32), (34, 17))]
    ImageDraw.Draw(large).line(points, 255, 4 * SMOOTH, joint="curve")
    return large.resize((48, 48), Image.Resampling.LANCZOS)


def _has(character: str) -> bool:
    return character == " " or _shape(character) != _shape("\U0010fffd")


def _shape(character: str) -> bytes:
    mask = _font(24).getmask(character)
    return bytes(mask) + bytes(mask.size)
