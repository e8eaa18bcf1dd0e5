"""Which passwords are refused, and why."""

import pytest

from puas.domain.password_rules import UnableToAcceptPassword, Weakness, check_password_strength, weakness_of

EMAIL = "sri.wahyuni@tirta.go.id"


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("pendek", Weakness.SHORT),
        ("x1" * 101, Weakness.LONG),
        ("aaaaaaaaaaaa", Weakness.COMMON),
        ("1234567890", Weakness.COMMON),
        ("Password2026!", Weakness.COMMON),
        ("Indonesia 1945", Weakness.COMMON),
        ("sri.wahyuni2026", Weakness.OWN_NAME),
        ("sri.wahyuni@tirta.go.id", Weakness.OWN_NAME),
        ("sawah hijau luas", None),
        ("kX9$mQ2v!r", None),
        ("bukan password saya", None),
    ],
)
def test_weakness(password: str, weakness: Weakness | None) -> None:
    assert weakness_of(password, email=EMAIL) is weakness


def test_a_refusal_says_why() -> None:
    with pytest.raises(UnableToAcceptPassword) as refusal:
        check_password_strength("pendek", email=EMAIL)
    assert refusal.value.weakness is Weakness.SHORT
