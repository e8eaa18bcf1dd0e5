"""The public pages of a tenant that is suspended or has left: they say so, instead of saying that it never was."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, make_response, render_template
from flask_babel import gettext

from puas.db.queries.publication import ClosedTenant, find_closed_tenant
from puas_web.database import db
from puas_web.errors import Explanation, explain, wants_json

# Suspended is for now, left is for good; caches and search engines know the difference by the status.
STATUS = {"suspended": 503, "left": 410}


def refuse_public_page(slug: str) -> NoReturn:
    """Answer for an address below which nothing is shown: what happened there, for people and programs, or 404 for one that never was."""
    closed = find_closed_tenant(db.session(), slug=slug)
    if closed is None:
        abort(404)
    status, explanation = STATUS[closed.state], _explanation(closed)
    if wants_json():
        # Not the general words of the status: nothing is broken here, and nobody is mending it.
        abort(explain(status, explanation))
    abort(make_response(render_template("closed_tenant.html", closed=closed, explanation=explanation), status))


def _explanation(closed: ClosedTenant) -> Explanation:
    if closed.is_erased:
        return Explanation(
            gettext("%(name)s tidak lagi memakai layanan ini", name=closed.name),
            gettext(
                "Datanya sudah dihapus dari layanan ini. Hubungi pemerintah daerahnya untuk hasil terbaru dan untuk memeriksa dokumennya."
            ),
        )
    if closed.state == "left":
        return Explanation(
            gettext("%(name)s tidak lagi memakai layanan ini", name=closed.name),
            gettext(
                "Hasil Survei Kepuasan Masyarakatnya tidak ditampilkan lagi di sini. Hubungi pemerintah daerahnya untuk hasil terbaru."
                " Keaslian dokumen yang sudah terbit tetap dapat diperiksa dengan nomornya."
            ),
        )
    return Explanation(
        gettext("Halaman publik %(name)s sedang tidak ditampilkan", name=closed.name),
        gettext(
            "Ruang kerjanya dinonaktifkan untuk sementara. Tidak ada data yang hilang: hasil survei tampil kembali setelah diaktifkan."
            " Keaslian dokumen yang sudah terbit tetap dapat diperiksa dengan nomornya."
        ),
    )
