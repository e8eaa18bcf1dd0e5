"""How this process hands mail over: by SMTP, or into the demo's own outbox where no server is set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from puas.runtime import mail
from puas.runtime.settings import MailSettings, load


@dataclass(frozen=True, slots=True)
class MailTransport:
    """The server and the sender; without a server mail is kept where it is."""

    smtp_url: str | None
    sender: str

    @property
    def keeps_mail(self) -> bool:
        return self.smtp_url is None

    def hand_over(self, message: mail.Mail, *, now: datetime) -> None:
        """Give one message to the server; raises `UnableToSendMail`."""
        if self.smtp_url is None:
            raise mail.UnableToSendMail("no server is set", for_good=False)
        mail.send_mail(message, smtp_url=self.smtp_url, sender=self.sender, now=now)


@cache
def transport() -> MailTransport:
    """The transport of this process, read from its settings once. Production refuses to start without a server."""
    settings = load(MailSettings)
    return MailTransport(settings.smtp_url, settings.mail_from)
