"""Takes every mail on port 1025, keeps the last ones in memory, and shows them on port 8025 (`/messages.json` for programs)."""

from __future__ import annotations

import html
import json
from collections import deque
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

KEPT = 200
_messages: deque[dict[str, str]] = deque(maxlen=KEPT)


class Catcher:
    """The SMTP side."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        _messages.appendleft({"to": ", ".join(envelope.rcpt_tos), "subject": str(message["Subject"]), "body": text})
        return "250 OK"


class Page(BaseHTTPRequestHandler):
    """The reading side."""

    def do_GET(self) -> None:
        if self.path == "/messages.json":
            self._answer("application/json", json.dumps(list(_messages), ensure_ascii=False))
            return
        shown = "".join(
            f"<h2>{html.escape(each['subject'])}</h2><p>{html.escape(each['to'])}</p><pre>{html.escape(each['body'])}</pre>"
            for each in _messages
        )
        self._answer("text/html", f"<!doctype html><title>Surat</title>{shown or '<p>Belum ada surat.</p>'}")

    def _answer(self, kind: str, text: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Health checks every few seconds are no news."""


if __name__ == "__main__":
    Controller(Catcher(), hostname="0.0.0.0", port=1025).start()  # noqa: S104 - inside its container
    ThreadingHTTPServer(("0.0.0.0", 8025), Page).serve_forever()  # noqa: S104
