"""What may stand as evidence beside an entry of a register: documents, pictures, and addresses of the public web."""

import re
from urllib.parse import urlsplit

PDF, DOCX, XLSX, PPTX, JPEG = "pdf", "docx", "xlsx", "pptx", "jpeg"

MIME_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    JPEG: "image/jpeg",
}
ENDINGS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", PPTX: "pptx", JPEG: "jpg"}

MOST_BYTES = 15 * 1024 * 1024
MOST_IN_ONE_PLACE = 20
LONGEST_TITLE = 200
LONGEST_URL = 500
LONGEST_PART = 120

# What evidence can be of: `evidence_file.subject`.
PERFORMANCE = "performance"
COMPLIANCE = "compliance"
CHECKLIST = "checklist"
STANDARD = "standard"
PLEDGE = "pledge"
PROCEDURE = "procedure"
MINIMUM_SERVICE = "minimum_service"
COMPLAINTS = "complaints"
MALL = "mall"
INNOVATION = "innovation"
IMPROVEMENT = "improvement"

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:/-]*")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.[a-z]{2,63}")


def is_part(text: str) -> bool:
    """Whether the text can name a part of a subject; the empty one is the whole."""
    return not text or (len(text) <= LONGEST_PART and _PART.fullmatch(text) is not None)


def address_fault(url: str) -> str:
    """Why the text is no address of the public web: too-long, not-https or not-an-address; empty where it is one.

    Only https: what proves something must not be changed on its way. Names of this machine, bare numbers and log-ins inside the
    address are refused; nobody else can open them.
    """
    if len(url) > LONGEST_URL:
        return "too-long"
    if any(each.isspace() or not each.isprintable() for each in url) or "\\" in url:
        return "not-an-address"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not-an-address"
    if parts.scheme.lower() != "https":
        return "not-https"
    if "@" in parts.netloc or port not in (None, 443) or not _HOST.fullmatch((parts.hostname or "").lower()):
        return "not-an-address"
    return ""


def title_of_file(name: str) -> str:
    """A title for a file nobody gave one: its name without folders and ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, _dot, ending = last.rpartition(".")
    return " ".join((stem if stem and len(ending) <= 5 else last).replace("_", " ").split())[:LONGEST_TITLE]


def title_of_address(url: str) -> str:
    """A title for an address nobody gave one: its host."""
    return (urlsplit(url).hostname or "").removeprefix("www.")[:LONGEST_TITLE]
