"""The pure core: events and a state go in, a turn comes out.

No clock, no file, no database, no network and no Telegram in here: `dialogue.respond` is a function of its arguments.
What is where:

- values: `events`, `actions`, `replies`, `state` (what is kept of a person), `knowledge` (what the content tells)
- what follows from them: `course` (where a filing stands), `attempts` (its rejections), `plan`, `clock`, `reminders`, …
- what a text says: `wordlists` and `clauses`; by them `spoken`, `commands`, `courtesies`, `planwords`, `called`, …;
  `understanding` (what it asks, or whether it is a notice) and `diagnosis` (what a notice says)
- screens: `answers`, `…_screens`, `kept`, `letters`, `details`, `glossary`, `provinces`, …
- turns, which say what comes of an event: classes that rest on one another, from `turns` by `presses` (buttons) and
  `typed` (texts) up to `dialogue`
"""
