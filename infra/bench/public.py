"""The public portal from what is kept, against a bare Flask page of as many bytes; and pages that are made anew."""

from __future__ import annotations

import argparse
import gzip
import os
import time
import urllib.request
from collections.abc import Callable

from bench.figures import Figure, in_turns, tell
from bench.load_generator import closed_loop, get, open_loop
from bench.processor_time import spent
from bench.stage import Service, Stage, floor_service, stage, web_service
from tests.factories.public_regency import SLUG, publish_regency

PATHS = {
    "regency": f"/publik/{SLUG}",
    "agency": f"/publik/{SLUG}/dinas-1",
    "record": f"/publik/{SLUG}.json",
    "badge": f"/publik/{SLUG}/dinas-1/lencana.svg",
}
RATE = 500.0
# What people search for is not kept, so each of these is made anew, with all fifty offices in it.
COLD = [f"/publik/{SLUG}?cari=layanan+{number % 10}" for number in range(40)]


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", default="granian")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 8))
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--agencies", type=int, default=50)
    parser.add_argument("--services", type=int, default=10)
    options = parser.parse_args()
    kind = {"server": options.server, "processes": options.processes}
    figures: list[Figure] = []
    with stage() as here:
        _fill(here, options.agencies, options.services)
        with web_service(here, **kind, path=PATHS["regency"]) as web:
            for name, path in PATHS.items():
                packed, plain = _sizes(web, path)
                with floor_service(here, **kind, page_bytes=packed) as floor:
                    figures += _against_floor(name, path, web, floor, options, is_goal=name == "regency")
                figures.append(Figure(f"{name} on the wire", packed / 1024, "KiB"))
                figures.append(Figure(f"{name} unpacked", plain / 1024, "KiB"))
            figures += _cold(web, here.postgres_pid)
    tell(figures)


def _fill(here: Stage, agencies: int, services: int) -> None:
    with here.session() as session:
        publish_regency(session, agencies=agencies, services=services)
        session.commit()


def _against_floor(
    name: str, path: str, web: Service, floor: Service, options: argparse.Namespace, *, is_goal: bool
) -> list[Figure]:
    bare, ours = _request("/form"), _request(path)
    errors = 0

    def rate(service: Service, make: Callable[[], bytes]) -> float:
        nonlocal errors
        load = closed_loop(service.address, make, seconds=options.seconds)
        errors += load.errors
        return load.rate

    for service, make in ((floor, bare), (web, ours)):
        closed_loop(service.address, make, seconds=0.5)
    floor_rate, our_rate = in_turns(options.rounds, lambda: rate(floor, bare), lambda: rate(web, ours))
    floor_p99, our_p99 = in_turns(
        options.rounds, lambda: _p99(floor, bare, options.seconds), lambda: _p99(web, ours, options.seconds)
    )
    return [
        Figure(f"{name}: floor", floor_rate, "/s"),
        Figure(f"{name}: kept", our_rate, "/s"),
        Figure(f"{name}: ratio", our_rate / floor_rate, "", ">= 0.6" if is_goal else ""),
        Figure(f"{name}: p99 at {RATE:.0f}/s, floor", floor_p99 * 1000, "ms"),
        Figure(f"{name}: p99 at {RATE:.0f}/s, kept", our_p99 * 1000, "ms"),
        Figure(f"{name}: p99 ratio", our_p99 / floor_p99, "", "<= 2" if is_goal else ""),
        Figure(f"{name}: errors", float(errors), "", "<= 0"),
    ]


def _p99(service: Service, make: Callable[[], bytes], seconds: float) -> float:
    return open_loop(service.address, make, rate=RATE, seconds=seconds).percentile(0.99)


def _cold(web: Service, postgres_pid: int) -> list[Figure]:
    """Pages made anew, one after the other: what the visitor waits who comes first after a publication.

    Of that, the time the processor worked for it says how long it takes where nobody else wants the machine.
    """
    waited = []
    before = spent(web.pid) + spent(postgres_pid)
    for path in COLD:
        began = time.perf_counter()
        _fetch(web, path)
        waited.append(time.perf_counter() - began)
    worked = (spent(web.pid) + spent(postgres_pid) - before) / len(COLD)
    ordered = sorted(waited)
    return [
        Figure("regency made anew: processor time", worked * 1000, "ms", "<= 60"),
        Figure("regency made anew: median", ordered[len(ordered) // 2] * 1000, "ms"),
        Figure("regency made anew: p95", ordered[int(len(ordered) * 0.95)] * 1000, "ms"),
    ]


def _request(path: str) -> Callable[[], bytes]:
    request = get("bench", path, Accept_Encoding="gzip", Accept="text/html")
    return lambda: request


def _sizes(web: Service, path: str) -> tuple[int, int]:
    body = _fetch(web, path)
    return len(body), len(gzip.decompress(body))


def _fetch(web: Service, path: str) -> bytes:
    host, port = web.address
    request = urllib.request.Request(f"http://{host}:{port}{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        body: bytes = response.read()
        return body


if __name__ == "__main__":
    main()
