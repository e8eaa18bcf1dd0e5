"""The system's Chromium and how it is started: without a screen, and asking nothing of the outside."""

from __future__ import annotations

from shutil import which

from playwright.sync_api import Browser, Playwright

# The shell is the same engine without windows: it needs a quarter less processor time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(which, _NAMES)), None)
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def launch(driver: Playwright) -> Browser:
    return driver.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
