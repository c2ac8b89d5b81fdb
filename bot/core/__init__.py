"""The pure core: events and a state go in, a turn comes out.

It has no clock, no file, no database, no network and no Telegram: `dialogue.respond` depends on its arguments only.
From the bottom up; no layer uses one below it in this list:

- here, the values: `events`, `actions` (of buttons; `button_data` writes them), `replies`, `state` (what is kept of a
  person), `knowledge` (the content) with its `rules`, the `desk` of the staff and the `operator`, `kinds` (shared lists
  of words), `chart` (figures before they are drawn)
- here, what all others use: `course` (where a filing stands), `workdays`, `words` (fixed sentences), `plain` (Markdown
  without signs), `languages`, `links` (the payloads of `/start`), `privacy` and `names` (what is masked), `nearest` (to
  an unknown word) and `remembering` (a cache of readings)
- `texts`: reads typed texts
- `filings`: dates, plans and reminders of filings and rejections
- `screens`: makes the screens
- `turns`: answers events
- here again, the entrances: `dialogue`, and `public` for chats where others read along
"""
