"""The figures for Prometheus, of this process since its start. Numbers only: nobody is named, nothing is quoted."""

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

UPDATES = Counter("beian_updates", "Updates that were taken into account", registry=REGISTRY)
FAILURES = Counter("beian_receive_failures", "Tries to receive that failed", registry=REGISTRY)
CALLS = Counter("beian_deliveries", "Tries to deliver, by what came of them", ["outcome"], registry=REGISTRY)
AGE = Gauge("beian_heard_age_seconds", "Since Telegram was last heard", registry=REGISTRY)
DEPTH = Gauge("beian_outbox_depth", "Messages and answers that wait", registry=REGISTRY)
WAITING = Gauge("beian_outbox_oldest_seconds", "How long the one has been due that waits longest", registry=REGISTRY)
OVERDUE = Gauge("beian_timer_overdue_seconds", "How long ago the earliest timer ran out", registry=REGISTRY)
DATABASE = Gauge("beian_database_up", "1 while the database answers", registry=REGISTRY)
