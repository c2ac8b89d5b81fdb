"""Where to cut a text that does not tell it by its form: the cut that explains most of it."""

from collections.abc import Callable


def best_cut(length: int, gain: Callable[[int, int], float], longest: int) -> list[tuple[int, int]]:
    """The spans [start, end) that cover 0 to `length` in order, at most `longest` each, and together gain most; of
    equal cuts the one with the shorter spans. `gain` is asked once for every span, for
    each end the shortest first."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, length + 1):
        options = (
            (best[start][0] + gain(start, end), start) for start in range(end - 1, max(0, end - longest) - 1, -1)
        )
        best.append(max(options))
    spans: list[tuple[int, int]] = []
    end = length
    while end:
        spans.append((best[end][1], end))
        end = best[end][1]
    return spans[::-1]
