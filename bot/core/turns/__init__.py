"""What comes of an event: classes that rest on one another, from `base` by `presses` (buttons) and `typed` (texts) up
to `bot.core.dialogue`."""
