"""The Telegram front: reads updates, hands them to the service, carries out what the service wants done.

polling, webhook: updates → receive: parse, what belongs together (series) → service.take, acknowledged after the
commit. deliver: outbox → sendMessage, retried.
run: puts both together with the timers, from the first getMe to the last message before the process ends.
"""
