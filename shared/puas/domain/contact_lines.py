"""Telephone, e-mail and site of an office, as a letterhead (kop surat) prints them."""

from __future__ import annotations

import re

from puas.domain.official_address import is_address

LONGEST_PHONE = 80
LONGEST_WEBSITE = 120

# "(0353) 881111, 881112; faks 885566" and "0812-3456-7890": numbers with what stands between them on paper.
_PHONE = re.compile(r"(?:\+?[0-9][0-9 ().-]*|\([0-9]{2,5}\)[0-9 ().-]*)")
_PHONE_WORDS = re.compile(r"\b(?:telepon|telp|tel|faksimile|faks|fax|ext|wa|whatsapp)\b[.:]?", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 5, 16
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
_PATH = re.compile(r"[A-Za-z0-9._~/%-]*")


def phone_fault(text: str) -> str:
    """Why the text is no telephone number or several: too-long or not-a-phone; empty where it may be printed."""
    if len(text) > LONGEST_PHONE:
        return "too-long"
    parts = [_PHONE_WORDS.sub("", part).strip() for part in re.split(r"[,;/]", text)]
    return "" if not text or all(map(_is_number, parts)) else "not-a-phone"


def email_fault(text: str) -> str:
    """Why the text is no address; empty where it may be printed."""
    return "" if not text or is_address(text) else "not-an-address"


def read_website(text: str) -> str:
    """A site as it is printed, without `https://` and the last stroke."""
    written = text.strip()
    for scheme in ("https://", "http://"):
        if written.lower().startswith(scheme):
            written = written[len(scheme) :]
    return written.rstrip("/")


def website_fault(text: str) -> str:
    """Why the text is no site; empty where it may be printed."""
    if len(text) > LONGEST_WEBSITE:
        return "too-long"
    host, _stroke, path = text.partition("/")
    return "" if not text or (_HOST.fullmatch(host) and _PATH.fullmatch(path)) else "not-a-site"


def contact_fault(field: str, text: str) -> str:
    """The fault of `phone`, `email` or `website`; empty where there is none."""
    return {"phone": phone_fault, "email": email_fault, "website": website_fault}[field](text)


CONTACT_FIELDS = ("phone", "email", "website")


def _is_number(text: str) -> bool:
    digits = sum(each.isdigit() for each in text)
    return _PHONE.fullmatch(text) is not None and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
