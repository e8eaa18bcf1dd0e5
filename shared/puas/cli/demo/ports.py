"""Finds a port to listen on."""

from __future__ import annotations

import socket

DEFAULT_PORT = 8000
_TRIES = 50


def port_number(text: str) -> int:
    """A port as it is typed; raises ValueError for what is none."""
    number = int(text)
    if not 1 <= number <= 65_535:
        raise ValueError(text)
    return number


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a port of this machine can be listened on; the loopback's, unless another address is named."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def first_free(wanted: int, host: str = "127.0.0.1") -> int:
    """The wanted port, or the next free one after it; any free one when the neighbourhood is full."""
    for port in range(wanted, min(wanted + _TRIES, 65_535)):
        if is_free(port, host):
            return port
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
