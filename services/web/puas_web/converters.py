"""Typed pieces of addresses: the tenant's slug and the short codes on stickers and in letters."""

from flask import Flask
from werkzeug.routing import BaseConverter


class SlugConverter(BaseConverter):
    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"
    part_isolating = True


class CodeConverter(BaseConverter):
    """A random code; people type it by hand, so both cases and a hyphen arrive."""

    regex = r"[A-Za-z0-9-]{7,64}"
    part_isolating = True


class RegionConverter(BaseConverter):
    """The Ministry's code of a kabupaten/kota: `35.22`."""

    regex = r"\d{2}\.\d{2}"
    part_isolating = True


class IndicatorConverter(BaseConverter):
    """The code of an indicator of performance: `A.06`, `5.1.a.K`."""

    regex = r"[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*"
    part_isolating = True


class EmblemVersionConverter(BaseConverter):
    """The start of a picture's SHA-256."""

    regex = r"[0-9a-f]{16}"
    part_isolating = True


def init_app(app: Flask) -> None:
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["code"] = CodeConverter
    app.url_map.converters["region"] = RegionConverter
    app.url_map.converters["indicator"] = IndicatorConverter
    app.url_map.converters["emblem_version"] = EmblemVersionConverter
