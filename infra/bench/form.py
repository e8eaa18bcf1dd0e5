"""The form page, against a bare Flask view that returns as many bytes."""

from __future__ import annotations

import argparse
import gzip
import os
import re
import urllib.request
from collections.abc import Callable

from bench.figures import Figure, in_turns, tell
from bench.load_generator import closed_loop, get
from bench.processor_time import spent
from bench.stage import Service, floor_service, stage, web_service


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", default="granian")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 8))
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    kind = {"server": options.server, "processes": options.processes}
    with stage() as here:
        path = f"/s/{here.office.code}"
        with web_service(here, **kind, path=path) as web:
            page = _fetch(web, path)
            with floor_service(here, **kind, page_bytes=len(page.body)) as floor:
                bare, ours = Side(floor, "/form", options.seconds), Side(web, path, options.seconds)
                for side in (bare, ours):
                    closed_loop(side.service.address, side.make, seconds=0.5)
                floor_rate, our_rate = in_turns(options.rounds, bare.rate, ours.rate)
            style = _fetch(web, re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)[0])
    elsewhere = [each for each in re.findall(r'(?:src|href|action)="([^"]+)"', page.text) if not each.startswith(("/", "#"))]
    tell(
        [
            Figure("floor", floor_rate, "/s"),
            Figure("form", our_rate, "/s"),
            Figure("ratio", our_rate / floor_rate, "", ">= 0.6"),
            Figure("first visit on the wire", (page.on_the_wire + style.on_the_wire) / 1024, "KiB", "<= 14"),
            Figure("addresses elsewhere", float(len(elsewhere)), "", "<= 0"),
            Figure("scripts", float(page.text.count("<script")), "", "<= 0"),
            Figure("errors", float(bare.errors + ours.errors), "", "<= 0"),
            Figure("floor processor time", bare.processor_time(), "us"),
            Figure("form processor time", ours.processor_time(), "us"),
        ]
    )


class Side:
    """One of the two that are compared."""

    def __init__(self, service: Service, path: str, seconds: float) -> None:
        self.service = service
        request = get("bench", path, Accept_Encoding="gzip", Accept="text/html")
        self.make: Callable[[], bytes] = lambda: request
        self.done = self.errors = 0
        self._seconds, self._spent = seconds, 0.0

    def rate(self) -> float:
        """Pages a second with sixteen connections."""
        before = spent(self.service.pid)
        load = closed_loop(self.service.address, self.make, seconds=self._seconds)
        self._spent += spent(self.service.pid) - before
        self.done += load.done
        self.errors += load.errors
        return load.rate

    def processor_time(self) -> float:
        """Microseconds of the service for one page."""
        return self._spent / max(self.done, 1) * 1e6


class Fetched:
    """What came over the wire for one address."""

    def __init__(self, head: str, body: bytes) -> None:
        self.body = body
        self.on_the_wire = len(head) + len(body)
        self.text = gzip.decompress(body).decode()


def _fetch(service: Service, path: str) -> Fetched:
    host, port = service.address
    request = urllib.request.Request(f"http://{host}:{port}{path}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        head = f"HTTP/1.1 200 OK\r\n{response.headers}\r\n"
        return Fetched(head, response.read())


if __name__ == "__main__":
    main()
