"""Sends one mail by SMTP.

``smtps://`` speaks TLS from the start, ``smtp://`` insists on STARTTLS, ``smtp+plain://`` is for a mail catcher or a relay
on the same host.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

_PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}
_PATIENCE_SECONDS = 20


class UnableToSendMail(Exception):
    """The mail did not leave. ``for_good`` says that trying again would change nothing."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain text for one person."""

    recipient: str
    subject: str
    body: str


def send_mail(mail: Mail, *, smtp_url: str, sender: str, now: datetime) -> None:
    """Hand the mail to the server, or say why not."""
    message = _message(mail, sender=sender, now=now)
    try:
        with _connected(urlsplit(smtp_url)) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise UnableToSendMail("the server refused the recipient", for_good=all(code >= 500 for code in codes)) from error
    except smtplib.SMTPResponseException as error:
        # A refused log-in is an error of the settings, which an operator can mend while the mail waits.
        for_good = error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
        raise UnableToSendMail(f"the server answered {error.smtp_code}", for_good=for_good) from error
    except (OSError, smtplib.SMTPException) as error:
        raise UnableToSendMail(f"the server could not be used: {type(error).__name__}", for_good=False) from error


def _message(mail: Mail, *, sender: str, now: datetime) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"], message["To"], message["Subject"] = sender, mail.recipient, mail.subject
    except ValueError as error:
        # A line break in an address or subject would begin a header of the attacker's choice.
        raise UnableToSendMail("the address or subject is not one line", for_good=True) from error
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "localhost")
    # Keeps holiday notices from answering a machine.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def _connected(address: SplitResult) -> smtplib.SMTP:
    host, port = address.hostname or "localhost", address.port or _PORTS[address.scheme]
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE_SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=_PATIENCE_SECONDS)
    try:
        if address.scheme == "smtp":
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
    except BaseException:
        server.close()
        raise
    return server
