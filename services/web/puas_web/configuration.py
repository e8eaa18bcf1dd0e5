"""What the web service must be told: the shape of its settings, without saying where they come from."""

from typing import Protocol


class WebSettings(Protocol):
    """Read-only view of the settings; `puas.runtime.settings` fulfils it, tests pass a small object."""

    @property
    def database_url(self) -> str: ...

    @property
    def province_database_url(self) -> str | None: ...

    @property
    def redis_url(self) -> str | None: ...

    @property
    def secret_key(self) -> str: ...

    @property
    def base_url(self) -> str: ...

    @property
    def default_locale(self) -> str: ...

    @property
    def trusted_proxies(self) -> tuple[str, ...]: ...
