"""Where a photograph lies in the file store, without the library that reads pictures: who only erases them does not have it."""

from __future__ import annotations

MIME_TYPE = "image/jpeg"
_SUFFIX, _SMALL_SUFFIX = ".jpg", "-kecil.jpg"


def file_name(photograph_id: str) -> str:
    """The last part of the key of the picture for documents."""
    return photograph_id + _SUFFIX


def small_key(file_key: str) -> str:
    """The key of the small picture beside the one for documents."""
    return file_key.removesuffix(_SUFFIX) + _SMALL_SUFFIX
