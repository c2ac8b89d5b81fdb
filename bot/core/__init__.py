"""The pure core: events and a state go in, a turn comes out.

No clock, no file, no database, no network and no Telegram in here: `dialogue.respond` is a function of its arguments.
"""
