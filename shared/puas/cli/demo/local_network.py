"""Where a laptop can be reached by the phones in a room: its own addresses, the one to choose, and those it must not listen on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only where the person names it, and no address of the machine is a public one
_COMMANDS = (("ip", "-4", "-o", "addr", "show", "up"), ("ifconfig",))
# Networks between programs of the machine itself, which no phone is in.
_INNER = re.compile(r"^(lo|docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|wg|cni|podman|zt|tailscale)")
# A hotspot of the laptop or its radio comes before a cable: phones are on the radio.
_RADIO = re.compile(r"^(ap|wl|wifi|ath|bridge100)")
_LINE = re.compile(r"^\d+:\s+(?P<name>[^\s:@]+)\S*\s+inet\s+(?P<address>[0-9.]+)")
_HEADING = re.compile(r"^(?P<name>[^\s:]+):?\s")
_INET = re.compile(r"\binet\s+(?:addr:)?(?P<address>[0-9.]+)")


class UnusableHost(ValueError):
    """`reason`: none (no address a phone could reach), not-an-address, not-here, needs-training, or public (reachable from the
    internet).
    """

    def __init__(self, reason: str, address: str = "") -> None:
        super().__init__(f"{reason} {address}".strip())
        self.reason = reason
        self.address = address


@dataclass(frozen=True, slots=True)
class Interface:
    """A network the machine is in, with its own address there."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """What to listen on, and the address people type."""

    listen: str
    shown: str


def read_interfaces(printed: str) -> list[Interface]:
    """What `ip -o addr` or `ifconfig` printed."""
    found, name = [], ""
    for line in printed.splitlines():
        if one_line := _LINE.match(line):
            found.append(Interface(one_line["name"], one_line["address"]))
            continue
        if heading := _HEADING.match(line):
            name = heading["name"]
        if inside := _INET.search(line):
            found.append(Interface(name, inside["address"]))
    return found


def own_interfaces() -> list[Interface]:
    """The machine's; nothing is sent anywhere to find them."""
    for command in _COMMANDS:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
        except (OSError, subprocess.SubprocessError):
            continue
        if found := read_interfaces(done.stdout):
            return found
    return []


def choose_place(interfaces: Sequence[Interface], wanted: str | None) -> Place:
    """The address phones use. Raises UnusableHost rather than listen where the internet could reach the demo.

    Without a wish: the radio before the cable, 192.168 before 10 and 172, never a network inside the machine.
    """
    if wanted not in (None, EVERYWHERE):
        return _wished(interfaces, str(wanted))
    if wanted == EVERYWHERE and (public := next((each for each in interfaces if _is_public(each.address)), None)):
        raise UnusableHost("public", public.address)
    reachable = sorted((each for each in interfaces if _is_for_phones(each)), key=_preference)
    if not reachable:
        raise UnusableHost("none")
    shown = reachable[0].address
    return Place(EVERYWHERE if wanted == EVERYWHERE else shown, shown)


def _wished(interfaces: Iterable[Interface], wanted: str) -> Place:
    try:
        address = ip_address(wanted)
    except ValueError:
        raise UnusableHost("not-an-address", wanted) from None
    if not isinstance(address, IPv4Address):
        raise UnusableHost("not-an-address", wanted)
    if _is_public(wanted):
        raise UnusableHost("public", wanted)
    if not address.is_loopback and wanted not in {each.address for each in interfaces}:
        raise UnusableHost("not-here", wanted)
    return Place(wanted, wanted)


def _is_public(address: str) -> bool:
    """Whether the internet may know it. Documentation and test networks are reserved and lead nowhere."""
    return ip_address(address).is_global


def _is_for_phones(interface: Interface) -> bool:
    address = ip_address(interface.address)
    return not (address.is_loopback or address.is_global or address.is_unspecified or _INNER.match(interface.name))


def _preference(interface: Interface) -> tuple[bool, bool, int, str]:
    address = interface.address
    kinds = [address.startswith("192.168."), address.startswith("10."), True]
    return address.startswith("169.254."), not _RADIO.match(interface.name), kinds.index(True), interface.name
