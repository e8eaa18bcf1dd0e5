"""Which address a laptop shows to a room of phones, and where it refuses to listen."""

from __future__ import annotations

import pytest

from puas.cli.demo.local_network import EVERYWHERE, Interface, Place, UnusableHost, choose_place, own_interfaces, read_interfaces
from puas.cli.demo.room import how_to_join, refusal_in_words, room_environment
from puas.cli.demo.trainings import OpenRoom

CABLE, RADIO = Interface("eth0", "10.20.0.7"), Interface("wlp2s0", "192.168.43.10")
LOOPBACK, DOCKER = Interface("lo", "127.0.0.1"), Interface("docker0", "172.17.0.1")
HOTSPOT = Interface("ap0", "10.42.0.1")
PUBLIC = Interface("eth1", "8.8.8.8")

LINUX = """1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
3: wlp2s0    inet 192.168.43.10/24 brd 192.168.43.255 scope global dynamic wlp2s0
4: veth1@if5    inet 10.1.2.3/24 scope global veth1
"""
MAC = """lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384
\tinet 127.0.0.1 netmask 0xff000000
en0: flags=8863<UP,BROADCAST> mtu 1500
\tinet6 fe80::1%en0 prefixlen 64
\tinet 192.168.1.5 netmask 0xffffff00 broadcast 192.168.1.255
"""


def test_what_the_machine_prints_is_read() -> None:
    assert read_interfaces(LINUX) == [LOOPBACK, RADIO, Interface("veth1", "10.1.2.3")]
    assert read_interfaces(MAC) == [Interface("lo0", "127.0.0.1"), Interface("en0", "192.168.1.5")]
    assert read_interfaces("") == []


def test_this_machine_has_a_loopback() -> None:
    assert any(each.address == "127.0.0.1" for each in own_interfaces())


@pytest.mark.parametrize(
    ("interfaces", "shown"),
    [
        ([LOOPBACK, DOCKER, CABLE, RADIO], RADIO.address),
        ([LOOPBACK, CABLE, DOCKER], CABLE.address),
        ([CABLE, HOTSPOT], HOTSPOT.address),
        ([Interface("eth0", "169.254.3.4"), CABLE], CABLE.address),
        ([LOOPBACK, Interface("eth0", "169.254.3.4")], "169.254.3.4"),
        ([PUBLIC, RADIO], RADIO.address),
        ([Interface("en1", "172.20.10.2"), Interface("en0", "192.168.1.5")], "192.168.1.5"),
    ],
)
def test_the_address_phones_can_reach_is_chosen(interfaces: list[Interface], shown: str) -> None:
    assert choose_place(interfaces, None) == Place(shown, shown)


@pytest.mark.parametrize("interfaces", [[], [LOOPBACK], [LOOPBACK, DOCKER], [PUBLIC]])
def test_without_a_network_for_phones_it_refuses(interfaces: list[Interface]) -> None:
    with pytest.raises(UnusableHost, match="none"):
        choose_place(interfaces, None)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [("8.8.8.8", "public"), ("192.168.99.99", "not-here"), ("rumah", "not-an-address"), ("::1", "not-an-address"), ("", "not-an-address")],
)
def test_a_wish_that_cannot_be_granted_is_refused(wanted: str, reason: str) -> None:
    with pytest.raises(UnusableHost) as refusal:
        choose_place([LOOPBACK, RADIO, PUBLIC], wanted)
    assert refusal.value.reason == reason
    assert refusal_in_words(refusal.value)


def test_a_wish_comes_before_what_would_be_chosen() -> None:
    assert choose_place([LOOPBACK, RADIO, CABLE], CABLE.address) == Place(CABLE.address, CABLE.address)


def test_everywhere_is_only_where_nothing_is_public() -> None:
    assert choose_place([LOOPBACK, DOCKER, CABLE], EVERYWHERE) == Place(EVERYWHERE, CABLE.address)
    with pytest.raises(UnusableHost, match="public"):
        choose_place([CABLE, PUBLIC], EVERYWHERE)


def test_the_room_is_told_address_code_and_drawing() -> None:
    told = how_to_join("http://192.168.43.10:8000", OpenRoom("Bimtek", "BCDFGHJ"))
    assert "http://192.168.43.10:8000/ikut" in told
    assert "B C D   F G H J" in told
    assert "█" in told
    assert "CARA BERGABUNG" in how_to_join("http://10.0.0.1:8000", None)


def test_enough_processes_for_a_room_and_not_too_many() -> None:
    assert [room_environment(cores)["PUAS_WEB_PROCESSES"] for cores in (1, 6, 64)] == ["4", "6", "8"]
