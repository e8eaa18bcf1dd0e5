"""Who may open which page: every view declares exactly one rule, one hook enforces all of them.

A view that is asked for by someone without the right answers 404, not 403, so that nobody learns what exists.
Signing in is the only thing a visitor is ever asked to do.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import Flask, abort, current_app, g, request
from flask_login import current_user
from werkzeug.datastructures import WWWAuthenticate

from puas.domain.permissions import Action
from puas_web.errors import explain, suspended_workspace

View = TypeVar("View", bound=Callable[..., Any])

ATTRIBUTE = "access_rule"
TENANT_PARAMETER = "tenant"


class MissingAccessRule(RuntimeError):
    """A route was registered whose view declares no access rule."""


class DoubleAccessRule(RuntimeError):
    """A view declares two access rules."""


@dataclass(frozen=True)
class AccessRule:
    """`kind` is public, signed_in, operator, tenant, province or api; `action` is the right or the token's scope."""

    kind: str
    action: str | None = None


@dataclass(frozen=True)
class CurrentTenant:
    """The workspace a request is in, and what the person asking is allowed to do there."""

    id: int
    slug: str
    name: str
    kind: str
    time_zone: str
    roles: frozenset[str] = frozenset()
    province_code: str | None = None
    is_sample: bool = False
    agency_ids: frozenset[UUID] | None = None
    """Agencies the person is limited to; None means every agency of the tenant."""

    def covers_agency(self, agency_id: UUID) -> bool:
        """Whether pages about this agency are for the person asking."""
        return self.agency_ids is None or agency_id in self.agency_ids


@dataclass(frozen=True)
class ApiClient:
    """The owner of a bearer token."""

    token_id: UUID
    tenant: CurrentTenant
    scopes: frozenset[str]


class AccessSources(Protocol):
    """Where tenants, roles and tokens are looked up; the database in production, a table in unit tests."""

    def find_workspace(self, *, slug: str, account_id: UUID) -> CurrentTenant | None: ...

    def find_suspended(self, *, slug: str, account_id: UUID) -> str | None: ...

    def enter(self, tenant: CurrentTenant, *, account_id: UUID | None) -> CurrentTenant: ...

    def may(self, tenant: CurrentTenant, action: str) -> bool: ...

    def find_api_client(self, token: str) -> ApiClient | None: ...


def _declare(view: View, rule: AccessRule) -> View:
    if hasattr(view, ATTRIBUTE):
        raise DoubleAccessRule(f"{view.__module__}.{view.__qualname__} declares a second access rule")
    setattr(view, ATTRIBUTE, rule)
    return view


def public(view: View) -> View:
    """Anyone, without an account."""
    return _declare(view, AccessRule("public"))


def signed_in(view: View) -> View:
    """Anyone with an account, outside of any workspace."""
    return _declare(view, AccessRule("signed_in"))


def operator_only(view: View) -> View:
    """Those who run the installation."""
    return _declare(view, AccessRule("operator"))


def tenant(action: str) -> Callable[[View], View]:
    """Members of the tenant in the address whose role allows the action."""
    return lambda view: _declare(view, AccessRule("tenant", Action(action)))


def province(action: str) -> Callable[[View], View]:
    """Members of the province in the address whose role allows the action."""
    return lambda view: _declare(view, AccessRule("province", Action(action)))


def api(scope: str) -> Callable[[View], View]:
    """Holders of a bearer token with the scope."""
    return lambda view: _declare(view, AccessRule("api", scope))


def rule_of(view: Callable[..., Any]) -> AccessRule | None:
    return getattr(view, ATTRIBUTE, None)


def current_tenant() -> CurrentTenant:
    """The workspace of this request; only views under a tenant, province or api rule may ask."""
    here: CurrentTenant | None = g.get("tenant")
    if here is None:
        raise RuntimeError("This request is not inside a workspace")
    return here


def current_account_id() -> UUID:
    """The account of the person asking; only views that need someone signed in may ask."""
    account_id = _account_id()
    if account_id is None:
        raise RuntimeError("Nobody is signed in")
    return account_id


def may(action: str) -> bool:
    """Whether the person asking may do the action in this workspace; for templates that hide what is not allowed."""
    here: CurrentTenant | None = g.get("tenant")
    return here is not None and _sources().may(here, action)


def _sources() -> AccessSources:
    sources: AccessSources = current_app.extensions["puas_access"]
    return sources


def _account_id() -> UUID | None:
    return current_user.account_id if current_user.is_authenticated else None


def enforce() -> Any:
    """Apply the rule of the view that was asked for; None lets the request through."""
    if request.endpoint is None:
        return None  # no route: Flask answers 404 or 405 by itself
    view = current_app.view_functions[request.endpoint]
    rule = rule_of(view)
    if rule is None:
        raise MissingAccessRule(request.endpoint)
    return _ENFORCERS[rule.kind](rule)


def _let_everyone(_rule: AccessRule) -> Any:
    return None


def _require_account(_rule: AccessRule) -> Any:
    if _account_id() is None:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return None


def _require_operator(rule: AccessRule) -> Any:
    if _account_id() is None:
        return _require_account(rule)
    if not current_user.is_operator:
        abort(404)
    return None


def _require_member(rule: AccessRule, *, kinds: Collection[str] | None = None) -> Any:
    account_id = _account_id()
    if account_id is None:
        return _require_account(rule)
    slug = (request.view_args or {}).pop(TENANT_PARAMETER)
    here = _sources().find_workspace(slug=slug, account_id=account_id)
    if here is None:
        name = _sources().find_suspended(slug=slug, account_id=account_id)
        abort(404 if name is None else explain(404, suspended_workspace(name)))
    if not here.roles or (kinds is not None and here.kind not in kinds):
        abort(404)
    if rule.action is None or not _sources().may(here, rule.action):
        abort(404)
    g.tenant = _sources().enter(here, account_id=account_id)
    return None


def _require_province(rule: AccessRule) -> Any:
    return _require_member(rule, kinds={"province"})


def _require_token(rule: AccessRule) -> Any:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    client = _sources().find_api_client(token.strip()) if scheme.lower() == "bearer" and token else None
    if client is None:
        abort(401, www_authenticate=WWWAuthenticate("bearer", {"realm": "puas"}))
    if rule.action not in client.scopes:
        # Its owner knows what the token may do, so there is nothing to hide.
        abort(403)
    g.tenant = _sources().enter(client.tenant, account_id=None)
    return None


_ENFORCERS: dict[str, Callable[[AccessRule], Any]] = {
    "public": _let_everyone,
    "signed_in": _require_account,
    "operator": _require_operator,
    "tenant": _require_member,
    "province": _require_province,
    "api": _require_token,
}


def init_app(app: Flask, *, sources: AccessSources) -> None:
    app.extensions["puas_access"] = sources
    app.before_request(enforce)
    app.url_defaults(_fill_tenant)
    app.context_processor(lambda: {"here": g.get("tenant"), "may": may})
    if app.has_static_folder:
        app.view_functions["static"] = public(lambda **kwargs: app.send_static_file(**kwargs))


def check_declarations(app: Flask) -> None:
    """Refuse to start with a route nobody decided about."""
    undecided = sorted(name for name, view in app.view_functions.items() if rule_of(view) is None)
    if undecided:
        raise MissingAccessRule(", ".join(undecided))


def _fill_tenant(endpoint: str, values: dict[str, Any]) -> None:
    """Links between pages of one workspace need not repeat the tenant."""
    here: CurrentTenant | None = g.get("tenant")
    if here is None or TENANT_PARAMETER in values:
        return
    if current_app.url_map.is_endpoint_expecting(endpoint, TENANT_PARAMETER):
        values[TENANT_PARAMETER] = here.slug
