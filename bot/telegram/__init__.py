"""The Telegram front: reads updates, hands them to the service, carries out what the service wants done.

- In: `polling` or `webhook` → `receive` (`parse`, `series`) → `service.take`; acknowledged after the commit.
- Out: outbox → `deliver` (`perform`, `standing`) → sendMessage, retried.
- `run` puts both together with the timers, from the first getMe to the last message before the process ends.
"""
