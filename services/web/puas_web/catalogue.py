"""Keeps the English catalogue beside the screens: `python -m puas_web.catalogue` collects the sentences into `translations/en.po`.

Translations that are there stay, new sentences come in empty, sentences no screen uses any more go. Where a new
sentence resembles an old one the old translation is not guessed at: an empty one is seen, a wrong one is not.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent
LANGUAGE = "en"
CATALOGUE = PACKAGE / "translations" / f"{LANGUAGE}.po"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "_lp": ((1, "c"), 2),
}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract"), ("**/templates/**.js", "jinja2.ext:babel_extract")]
# As the application sets its templates up, or white space would make other sentences of them.
TEMPLATE_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
_WIDTH = 140
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def collect() -> Catalog:
    """Every sentence of the web service, with the files it stands in."""
    found = _empty()
    options = {pattern: TEMPLATE_OPTIONS for pattern, method in METHODS if method != "python"}
    for file, line, message, _comments, context in extract_from_dir(PACKAGE, METHODS, options, keywords=KEYWORDS):
        found.add(message, locations=[(Path(file).as_posix(), line)], context=context)
    return found


def read() -> Catalog:
    """The catalogue as it is kept."""
    if not CATALOGUE.exists():
        return _empty()
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE, charset="utf-8")


def updated() -> Catalog:
    """Today's sentences, each with the translation it has so far."""
    catalogue, kept = collect(), read()
    for message in catalogue:
        known = kept.get(message.id, message.context) if message.id else None
        if known is not None and known.string:
            message.string = known.string
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    stream = BytesIO()
    # Without line numbers, so that the file changes only when a sentence does.
    write_po(stream, catalogue, width=_WIDTH, sort_output=True, include_lineno=False)
    return stream.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Sentences without a translation; of a plural, one missing form is enough."""
    return [_first(message.id) for message in catalogue if message.id and not _is_complete(message.string)]


def _is_complete(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and all(string or ())


def _first(identifier: str | tuple[str, ...] | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _empty() -> Catalog:
    return Catalog(
        locale=LANGUAGE, project="Puas", version="0", charset="utf-8", fuzzy=False, creation_date=_UNDATED, revision_date=_UNDATED,
        copyright_holder="Puas", header_comment="# English of the screens. The sentences are collected by `python -m puas_web.catalogue`.",
    )  # fmt: skip


def main() -> int:
    """Bring the file up to date; 1 while sentences wait for a translation."""
    catalogue = updated()
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_bytes(as_text(catalogue))
    waiting = missing(catalogue)
    lines = [f"{len(catalogue)} sentences in {CATALOGUE.name}, {len(waiting)} without a translation", *waiting]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
