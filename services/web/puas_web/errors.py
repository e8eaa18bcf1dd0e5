"""The one place where failures become pages (or JSON for the API): friendly, in plain words, with the request's id.

Use cases raise `UnableTo…`; the feature that calls them catches them in its view and says it better.
"""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, make_response, render_template, request, session
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from puas_web.request_ids import current_request_id


@dataclass(frozen=True)
class Explanation:
    """What an error page says: what happened, and what to do now."""

    title: str
    advice: str


EXPLANATIONS: dict[int, Explanation] = {
    400: Explanation(
        _l("Permintaan tidak dapat dibaca"),
        _l("Ada bagian dari permintaan yang tidak lengkap atau rusak. Kembali ke halaman sebelumnya, lalu coba lagi."),
    ),
    401: Explanation(_l("Anda perlu masuk"), _l("Masuk dengan akun Anda, lalu buka halaman ini lagi.")),
    403: Explanation(_l("Tidak diizinkan"), _l("Token ini tidak memiliki izin untuk permintaan itu.")),
    404: Explanation(
        _l("Halaman tidak ditemukan"),
        _l("Mungkin alamatnya salah ketik, sudah dipindahkan, atau akun Anda tidak memiliki akses ke halaman ini."),
    ),
    405: Explanation(_l("Tindakan ini tidak tersedia di sini"), _l("Kembali ke halaman sebelumnya dan gunakan tombol yang ada.")),
    409: Explanation(
        _l("Data sudah berubah"),
        _l("Orang lain mungkin baru saja mengubah data yang sama. Muat ulang halaman, lalu ulangi bila masih perlu."),
    ),
    410: Explanation(_l("Sudah tidak tersedia"), _l("Halaman atau berkas ini pernah ada, tetapi sekarang tidak lagi.")),
    413: Explanation(
        _l("Kiriman terlalu besar"),
        _l(
            "Berkas paling besar 10 MB (dokumen yang diperiksa atau bertanda tangan 25 MB), dan tulisan dalam satu formulir"
            " paling panjang 1 MB. Perkecil, lalu kirim kembali."
        ),
    ),
    422: Explanation(_l("Isian belum dapat diterima"), _l("Periksa kembali isian Anda, lalu kirim sekali lagi.")),
    429: Explanation(_l("Terlalu banyak percobaan"), _l("Demi keamanan, tunggu beberapa menit sebelum mencoba kembali.")),
    500: Explanation(
        _l("Terjadi kesalahan pada sistem"),
        _l("Ini bukan kesalahan Anda. Data yang sudah tersimpan tetap aman. Silakan coba kembali beberapa saat lagi."),
    ),
    503: Explanation(_l("Layanan sedang tidak tersedia"), _l("Sistem sedang dipulihkan. Silakan coba kembali beberapa menit lagi.")),
}

FORM_EXPIRED = Explanation(
    _l("Formulir sudah kedaluwarsa"),
    _l("Halaman ini terlalu lama terbuka sehingga pengamannya tidak berlaku lagi. Muat ulang halaman, lalu kirim kembali."),
)


def suspended_workspace(name: str) -> Explanation:
    """For those who work there: their work is not lost, and whom to ask."""
    return Explanation(
        gettext("Ruang kerja %(name)s sedang dinonaktifkan", name=name),
        gettext(
            "Semua data tetap tersimpan dan kembali dapat dibuka begitu diaktifkan. Alasannya dikirim lewat surel kepada admin"
            " ruang kerja; tanyakan kepadanya, atau kepada Biro Organisasi provinsi."
        ),
    )


def wants_json() -> bool:
    """The API and addresses of records always answer JSON; elsewhere only those who accept nothing but JSON get it."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return True
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def explain(status: int, explanation: Explanation | None = None) -> Response:
    """An error answer in the form the asker can read."""
    explanation = explanation or EXPLANATIONS.get(status) or EXPLANATIONS[400 if status < 500 else 500]
    if wants_json():
        response = _problem(status, explanation)
    else:
        response = make_response(
            render_template("errors/error.html", status=status, explanation=explanation, request_id=current_request_id())
        )
    response.status_code = status
    return response


def _problem(status: int, explanation: Explanation) -> Response:
    """The answer for programs: RFC 9457, with our request id so that somebody can look it up."""
    response = jsonify(
        type="about:blank",
        status=status,
        code=HTTPStatus(status).name.lower(),
        title=str(explanation.title),
        detail=str(explanation.advice),
        request_id=current_request_id(),
    )
    response.mimetype = "application/problem+json"
    return response


def _on_http_error(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())  # redirects travel as exceptions too
    response = explain(error.code)
    for name, value in error.get_headers(request.environ):
        if name.lower() in {"allow", "retry-after", "www-authenticate"}:
            response.headers[name] = value
    return response


def _on_csrf_error(_error: CSRFError) -> Response:
    return explain(400, FORM_EXPIRED)


def _on_server_error(error: InternalServerError) -> Response:
    # Flask has logged the original exception, and error reporting has it with its tags.
    _forget_the_asker()
    if isinstance(error.original_exception, OperationalError):
        # The database is away or overloaded; waiting helps.
        response = explain(503)
        response.headers["Retry-After"] = "30"
        return response
    return explain(500)


def _forget_the_asker() -> None:
    """The page about a fault asks nobody who is asking and where: it may be this very question that failed.

    Nor does it tell of a success: what the view was glad about was not kept.
    """
    session.pop("_flashes", None)
    g._login_user = AnonymousUserMixin()
    for known in ("tenant", "letterhead"):
        g.pop(known, None)


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _on_csrf_error)
    app.register_error_handler(InternalServerError, _on_server_error)
    app.register_error_handler(HTTPException, _on_http_error)
