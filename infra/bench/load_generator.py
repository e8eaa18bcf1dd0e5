"""A small load generator of our own: one process, one poll loop, keep-alive connections on the loopback.

It costs a few microseconds a request, so that on two cores it is the server that is measured and not the client.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MakeRequest = Callable[[], bytes]


@dataclass
class Load:
    """What came of it. Latencies in seconds; those of an open loop count from when the request should have gone out."""

    seconds: float = 0.0
    done: int = 0
    errors: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class _Connection:
    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()
        self.began = 0.0

    def send(self, request: bytes, began: float) -> None:
        self.buffer.clear()
        self.began = began
        self.socket.sendall(request)

    def receive(self) -> int | None:
        """The status when the whole answer is here."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.buffer += part
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.buffer[:end]).lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        return int(head[9:12]) if len(self.buffer) >= end + 4 + length else None


def closed_loop(address: tuple[str, int], make: MakeRequest, *, connections: int = 16, seconds: float = 5.0) -> Load:
    """Every connection sends its next request as soon as it has its answer."""
    poll = select.epoll()
    by_number: dict[int, _Connection] = {}
    load = Load()
    began = time.perf_counter()
    for _ in range(connections):
        connection = _open(address, poll, by_number)
        connection.send(make(), time.perf_counter())
    end = began + seconds
    waiting = connections
    while waiting:
        for number, _ in poll.poll(10):
            connection = by_number[number]
            status = connection.receive()
            if status is None:
                continue
            now = time.perf_counter()
            _note(load, connection, status, now)
            if now < end:
                connection.send(make(), now)
            else:
                waiting -= 1
    load.seconds = time.perf_counter() - began
    _close(poll, by_number)
    return load


def open_loop(address: tuple[str, int], make: MakeRequest, *, rate: float, seconds: float = 10.0, connections: int = 64) -> Load:
    """Requests leave at their times whether or not earlier ones are answered; latency counts from the planned time."""
    poll = select.epoll()
    by_number: dict[int, _Connection] = {}
    free: list[_Connection] = []
    for _ in range(connections):
        free.append(_open(address, poll, by_number))
    load = Load()
    began = time.perf_counter()
    total, sent = int(rate * seconds), 0
    while load.done + load.errors < total:
        now = time.perf_counter()
        while sent < total and began + sent / rate <= now and free:
            free.pop().send(make(), began + sent / rate)
            sent += 1
        next_at = began + sent / rate - time.perf_counter() if sent < total else 1.0
        for number, _ in poll.poll(max(0.0, min(next_at, 1.0)) if free else 1.0):
            connection = by_number[number]
            if connection in free:
                # A server may end a connection that rests; the next request goes out on a new one.
                free.remove(connection)
                poll.unregister(connection.socket)
                connection.socket.close()
                del by_number[number]
                free.append(_open(address, poll, by_number))
                continue
            status = connection.receive()
            if status is not None:
                _note(load, connection, status, time.perf_counter())
                free.append(connection)
    load.seconds = time.perf_counter() - began
    _close(poll, by_number)
    return load


def _open(address: tuple[str, int], poll: select.epoll, by_number: dict[int, _Connection]) -> _Connection:
    connection = _Connection(address)
    by_number[connection.socket.fileno()] = connection
    poll.register(connection.socket, select.EPOLLIN)
    return connection


def _note(load: Load, connection: _Connection, status: int, now: float) -> None:
    load.latencies.append(now - connection.began)
    if status == 200:
        load.done += 1
    else:
        load.errors += 1


def _close(poll: select.epoll, by_number: dict[int, _Connection]) -> None:
    poll.close()
    for connection in by_number.values():
        connection.socket.close()


def get(host: str, path: str, **headers: str) -> bytes:
    """A GET as a browser sends it."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post(host: str, path: str, body: bytes) -> bytes:
    """A form as a browser sends it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
