"""The Telegram front: reads updates, hands them to the service, carries out what the service wants done.

- In: `polling` or `webhook` → `receive` → `service.take`; acknowledged after the commit. `receive` makes events with
  `parse`, `series` and `textfile`; `paces` says how much is taken, `patience` what people are told while they wait.
  Inline queries go to `inline` instead, which answers at once.
- Out: outbox → `deliver` → `perform` → sendMessage, retried. `standing` knows which message a screen replaces, `markup`
  how it is written.
- To Telegram: `client` over `request`, as fast as `limits` lets it; `menus` introduces the bot.
- `run` puts all this together with the timers, from the first getMe to the last message before the process ends. It
  ends if Telegram is not heard (`pulse`) or another program receives (`rivals`). `health` and `metrics` are looked at
  from outside; `secrets` keeps the log clean.
- For several of these: `pauses` before something is tried again, `bounded` memories.
"""
