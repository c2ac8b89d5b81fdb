"""Understanding what people write: normalised text, an index of phrasings, bands.

Pure: no file, no clock, nothing of the rest of the product. `Engine.build` once per content, `Engine.read` per message.

Where to look: `engine` is what the product asks, and reads messages; `reasons` takes notices apart. Both look texts up
in `lookup`, by the `index` (made in `learn` of `grams`, `evidence` and `telling`) and by words; `bands` says what to do
then. Texts are cut in `parts`: by lists, by what their words do (`speech`), by the forms of `notices` and of what was
spoken (`breaths`). How they are written: `normalise`, `sounds`, `pinyin`, `english`.
"""

import os

# OpenBLAS reads this when numpy is loaded. Its threads are no use for a message, and where something else keeps the
# other core busy they wait for each other: building an index of 1,850 phrasings took 2.8 s instead of 0.4 s.
os.putenv("OPENBLAS_NUM_THREADS", "1")

from bot.search.bands import Choice, Part
from bot.search.engine import Engine
from bot.search.learn import More
from bot.search.normalise import Lexicon

__all__ = ["Choice", "Engine", "Lexicon", "More", "Part"]
