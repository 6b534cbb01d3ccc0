"""Counts for Prometheus, kept by each worker for itself."""

import os
import threading
from collections import Counter

_BUCKETS = (0.005, 0.02, 0.1, 0.5, 1.5, 5.0)


class Metrics:
    """What happened since the worker started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: dict[str, float] = {}
        self._buckets: Counter[tuple[str, float]] = Counter()
        self._events: Counter[str] = Counter()
        self.in_flight = 0

    def observe(self, path: str, status: int, seconds: float) -> None:
        """A request was answered."""
        with self._lock:
            self._requests[path, status] += 1
            self._seconds[path] = self._seconds.get(path, 0.0) + seconds
            for bucket in _BUCKETS:
                if seconds <= bucket:
                    self._buckets[path, bucket] += 1

    def count(self, event: str, by: int = 1) -> None:
        """Something worth watching happened."""
        with self._lock:
            self._events[event] += by

    def text(self) -> str:
        """All of it as Prometheus reads it."""
        worker = f'worker="{os.getpid()}"'
        with self._lock:
            lines = ["# TYPE cicdesk_requests_total counter"]
            lines += [
                f'cicdesk_requests_total{{{worker},path="{path}",status="{status}"}} {count}'
                for (path, status), count in sorted(self._requests.items())
            ]
            lines.append("# TYPE cicdesk_request_seconds histogram")
            totals: Counter[str] = Counter()
            for (path, _status), count in self._requests.items():
                totals[path] += count
            for path, total in sorted(totals.items()):
                label = f'{worker},path="{path}"'
                lines += [
                    f'cicdesk_request_seconds_bucket{{{label},le="{b}"}} {self._buckets[path, b]}'
                    for b in _BUCKETS
                ]
                lines.append(f'cicdesk_request_seconds_bucket{{{label},le="+Inf"}} {total}')
                lines.append(f"cicdesk_request_seconds_sum{{{label}}} {self._seconds[path]}")
                lines.append(f"cicdesk_request_seconds_count{{{label}}} {total}")
            lines += ["# TYPE cicdesk_events_total counter"]
            lines += [
                f'cicdesk_events_total{{{worker},event="{e}"}} {n}' for e, n in sorted(self._events.items())
            ]
            lines += ["# TYPE cicdesk_in_flight gauge", f"cicdesk_in_flight{{{worker}}} {self.in_flight}"]
        return "\n".join(lines) + "\n"
