"""Takes full-page pictures of every kind of page, as every kind of person.

python -m tests.e2e.screenshots --base http://localhost:8000 --data data --out /tmp/pictures [--only officer] [--per-kind 2]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from puas.runtime.demo_logins import DemoLogin, demo_logins
from puas.runtime.file_store import open_file_store
from tests.e2e.chromium import launch
from tests.e2e.site_walk import Found, SiteWalk, fetch_by, sign_in

WIDTHS = {"kecil": (360, 740), "lebar": (1280, 800)}
ROLES = ("operator", "provinsi", "pengamat", "admin", "pimpinan", "petugas")


def _persons(logins: list[DemoLogin], only: list[str]) -> dict[str, DemoLogin | None]:
    """The first log-in of each role, and nobody for the public pages."""
    persons: dict[str, DemoLogin | None] = {"publik": None}
    for login in logins:
        role = next((role for role in ROLES if login.email.startswith(role)), None)
        if role:
            persons.setdefault(role, login)
    return {role: login for role, login in persons.items() if not only or role in only}


def _pictures(browser: Browser, options: argparse.Namespace, role: str, login: DemoLogin | None) -> None:
    finding = browser.new_context()
    if login:
        sign_in(finding.request, options.base, login.email, login.password)
    walk = SiteWalk(fetch_by(finding.request), options.base, per_kind=options.per_kind)
    pages = list(walk.pages(*(options.start or ["/"])))
    state = finding.storage_state()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark") if options.dark else ("light",)
    for size, (width, height) in WIDTHS.items():
        for scheme in schemes:
            context = browser.new_context(storage_state=state, viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            for number, found in enumerate(pages):
                file = options.out / size / (scheme if options.dark else "") / f"{role}-{number:02d}-{found.name[:90]}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                page.goto(options.base + found.path)
                page.screenshot(path=file, full_page=True)
                if size == "lebar" and options.print:
                    page.pdf(path=file.with_suffix(".pdf"), format="A4", print_background=True)
            context.close()
    _say(role, pages)


def _say(role: str, pages: list[Found]) -> None:
    for number, found in enumerate(pages):
        print(f"{role}-{number:02d} {found.path}")  # noqa: T201  this is a command


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--start", nargs="*", default=[])
    parser.add_argument("--per-kind", type=int, default=1)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--print", action="store_true")
    options = parser.parse_args()
    logins = demo_logins(open_file_store((options.data.absolute() / "files").as_uri()))
    with sync_playwright() as driver:
        browser = launch(driver)
        for role, login in _persons(logins, options.only).items():
            _pictures(browser, options, role, login)
        browser.close()


if __name__ == "__main__":
    main()
