"""The floor: what a bare Flask view does for the same request on the same server and database. Nothing of ours runs in it."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

import psycopg
from flask import Flask, Response, request

SLUGS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras")
TABLE = f"""
    create table if not exists floor_answer (
        id uuid primary key, {", ".join(f"{slug} smallint not null" for slug in SLUGS)}, at timestamptz not null default now()
    )"""
INSERT = f"insert into floor_answer (id, {', '.join(SLUGS)}) values (%s{', %s' * len(SLUGS)})"  # noqa: S608 - fixed names

_own = threading.local()


def application() -> Flask:
    """A view with one INSERT and a view with one page, as long as ours."""
    app = Flask("floor")
    page = b"x" * int(os.environ["FLOOR_PAGE_BYTES"])
    url = os.environ["FLOOR_DATABASE"]

    @app.post("/submit")
    def submit() -> Any:
        scores = [int(request.form[slug]) for slug in SLUGS]
        if any(score < 1 or score > 4 for score in scores):
            return "bad", 422
        _connection(url).execute(INSERT, (request.form["id"], *scores))
        return "thanks"

    @app.get("/form")
    def form() -> Response:
        return Response(page, mimetype="text/html")

    return app


def _connection(url: str) -> psycopg.Connection[Any]:
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(url, autocommit=True)
    connection: psycopg.Connection[Any] = _own.connection
    return connection


def main() -> None:
    """Serve as the web service serves: same server, same number of processes and threads."""
    from puas_web import servers

    servers.serve("bench.floor_app:application", host="127.0.0.1", port=int(sys.argv[1]), server=sys.argv[2], processes=int(sys.argv[3]))


if __name__ == "__main__":
    main()
