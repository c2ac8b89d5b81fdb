"""The pure core: events and a state go in, a turn comes out.

No clock, no file, no database, no network and no Telegram in here: `dialogue.respond` is a function of its arguments.
What is where, from the bottom up; none sees what is above it:

- here: the values `events`, `actions` (what buttons do; `button_data`: how that is written into them), `replies`,
  `state` (what is kept of a person), `kinds` (of what is told, filed and sent), `knowledge` (what the content tells),
  `course` (where a filing stands), fixed `words`, and `remembering` (what was found for a text before)
- `texts`: what a typed text says
- `filings`: what follows from filings and their rejections over time
- `screens`: what is shown
- `turns`: what comes of an event
- here again, the entrances: `dialogue`, and `public` where others read along
"""
