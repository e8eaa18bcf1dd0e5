"""The application factory: the only place where the parts of the web service are wired together."""

from flask import Flask

from puas.runtime.settings import WebSettings
from puas_web import (
    access,
    assets,
    card_words,
    commit_after_request,
    converters,
    cookie_sessions,
    csrf_protection,
    database,
    demo_mode,
    emblem,
    errors,
    features,
    file_storage,
    i18n,
    last_slash,
    layout,
    local_network,
    login,
    metrics,
    province_database,
    province_words,
    proxy,
    published_drawings,
    rate_limits,
    readable_requests,
    request_ids,
    rule_words,
    security_headers,
    signature_words,
    yardstick_words,
)
from puas_web.access_sources import DatabaseSources
from puas_web.portal import answering as public_answering
from puas_web.portal import front as public_front
from puas_web.responding import application as answering

MAX_BODY_BYTES = 10 * 1024 * 1024
MAX_FORM_PARTS = 2_000


def create_app(settings: WebSettings) -> Flask:
    """A ready application; refuses to start with a route nobody decided about."""
    app = Flask("puas_web")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        # A person may leave a long form open over lunch; the session decides how long it is good.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        PUAS_REDIS_URL=settings.redis_url,
        PUAS_BASE_URL=settings.base_url.rstrip("/"),
    )
    app.extensions["puas_settings"] = settings
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    _wire(app, settings)
    return app


def _wire(app: Flask, settings: WebSettings) -> None:
    sources = DatabaseSources()
    metrics.init_app(app)
    cookie_sessions.init_app(app)
    converters.init_app(app)
    last_slash.init_app(app)
    readable_requests.init_app(app)
    request_ids.init_app(app)
    security_headers.init_app(app)
    database.init_app(app, database_url=settings.database_url)
    province_database.init_app(app, database_url=settings.province_database_url)
    # Hooks after the request run in reverse: of those that may change the answer, this one must be the last.
    commit_after_request.init_app(app)
    i18n.init_app(app, default_locale=settings.default_locale)
    errors.init_app(app)
    login.init_app(app, source=sources.find_account, secure_cookies=settings.base_url.startswith("https://"))
    rate_limits.init_app(app, redis_url=settings.redis_url)
    csrf_protection.init_app(app)
    access.init_app(app, sources=sources)
    layout.init_app(app)
    rule_words.init_app(app)
    yardstick_words.init_app(app)
    province_words.init_app(app)
    card_words.init_app(app)
    published_drawings.init_app(app)
    signature_words.init_app(app)
    demo_mode.init_app(app, mode=settings.mode)
    local_network.init_app(app, mode=settings.mode, base_url=settings.base_url)
    file_storage.init_app(app, files_url=settings.files_url)
    emblem.init_app(app)
    assets.init_app(app)
    public_answering.init_app(app)
    features.init_app(app)
    access.check_declarations(app)
    csrf_protection.exempt_declared_views(app)
    public_front.mount(app, default_locale=settings.default_locale)
    answering.mount(app, default_locale=settings.default_locale)
    app.wsgi_app = proxy.TrustedProxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
