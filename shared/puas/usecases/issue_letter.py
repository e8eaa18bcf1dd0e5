"""Issues an official letter: gives it the next number of its year, freezes its words, asks for the document and tells whom it is to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.letters import LetterRecipient, LetterSender, find_sender, recipients_of, written_to
from puas.db.queries.people_to_tell import administrators_of, officers_of
from puas.db.tables.letters import Letter
from puas.db.tables.reports import Report
from puas.domain.document_source import OFFICIAL_LETTER
from puas.domain.letter_number import pattern_fault, printed_number
from puas.domain.letter_occasions import APPRECIATION, LETTER_KINDS
from puas.domain.letter_source import CHARTER, FORMS, LetterSource, letter_words, paragraphs_of
from puas.domain.letter_texts import LONGEST_ADDRESSEE, LONGEST_COPIES, LONGEST_SUBJECT, LONGEST_TEXT, has_open_place
from puas.domain.notices import LETTER_ISSUED
from puas.domain.report_snapshot import Signatory
from puas.domain.reporting_scope import ReportingScope
from puas.domain.survey_period import local_day
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases._running_numbers import next_number
from puas.usecases.notify import notify
from puas.usecases.record_audit import record_audit

# A letter is dated within weeks of the day it is issued; anything else is a slip of the pen.
MOST_DAYS_APART = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter as it was written. `recipient` is an agency's id or a regency's number; paragraphs are parted by an empty line."""

    occasion: str
    form: str
    scope: ReportingScope
    recipient: str
    dated_on: date
    nature: str
    subject: str
    addressee: str
    text: str
    copies: str = ""
    headline: str = ""
    # One of many that are issued at once: not to somebody who has such a letter already.
    only_once: bool = False
    # Sent by a button that may be pressed twice: not the very same words of the same day again.
    only_new: bool = False


class UnableToIssueLetter(Refusal):
    """`reason`: unknown-occasion, unknown-form, unknown-recipient, no-subject, no-addressee, no-text, open-place, too-long, wrong-date,
    no-signatory, bad-pattern, or already-written."""


def issue_letter(*, session: Session, tenant_id: int, letter: NewLetter, account_id: UUID, base_url: str, now: datetime) -> Letter:
    """Issue one letter. Its number follows the last one of the year of its date: no number is left out, none is given twice.

    A letter that was withdrawn keeps its number. Several in one transaction get numbers in the order they are issued.
    """
    sender = find_sender(session, tenant_id=tenant_id)
    _refuse_nonsense(letter, sender, local_day(now, sender.time_zone))
    recipient = _recipient(session, tenant_id, sender, letter.recipient)
    number = next_number(session, tenant_id, letter.dated_on.year)
    # Asked after the lock, so that of two who issue to everyone at once the second one sees the letters of the first.
    if letter.only_once and (recipient.key, letter.occasion) in written_to(
        session, tenant_id=tenant_id, year=letter.scope.year, part=letter.scope.part
    ):
        raise UnableToIssueLetter("already-written")
    if letter.only_new and _is_issued(session, tenant_id, letter, recipient):
        raise UnableToIssueLetter("already-written")
    issued = _letter(tenant_id, letter, sender, recipient, number, account_id, now)
    report = request_document(
        session, tenant_id=tenant_id,
        wanted=Wanted(
            document=OFFICIAL_LETTER, title=f"{letter_words(letter.occasion, letter.form).capitalize()} {issued.printed_number}",
            twin_key=f"{OFFICIAL_LETTER}:{issued.id}", requested_by=account_id, now=now, agency_id=issued.agency_id,
        ),
        source=lambda document_id: _source(issued, letter, sender, recipient, document_id, base_url, now).to_json(),
    )  # fmt: skip
    issued.report_id = report.id
    session.add(issued)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="issue_letter", subject=f"letter:{issued.id}", now=now,
        detail={"number": issued.printed_number, "name": recipient.name, "occasion": letter.occasion, "document_id": report.document_id},
    )  # fmt: skip
    _tell(session, tenant_id, issued, letter, sender, report.document_id, account_id, now)
    return issued


def _refuse_nonsense(letter: NewLetter, sender: LetterSender, today: date) -> None:
    if letter.occasion not in LETTER_KINDS:
        raise UnableToIssueLetter("unknown-occasion")
    if letter.form not in FORMS or (letter.form == CHARTER and LETTER_KINDS[letter.occasion] != APPRECIATION):
        raise UnableToIssueLetter("unknown-form")
    _refuse_words(letter)
    if abs(letter.dated_on - today) > MOST_DAYS_APART:
        raise UnableToIssueLetter("wrong-date")
    if not sender.signatory_name or not sender.signatory_position:
        raise UnableToIssueLetter("no-signatory")
    if pattern_fault(sender.pattern):
        raise UnableToIssueLetter("bad-pattern")


def _refuse_words(letter: NewLetter) -> None:
    for reason, words, most in (
        ("no-subject", letter.subject, LONGEST_SUBJECT),
        ("no-addressee", letter.addressee, LONGEST_ADDRESSEE),
        ("no-text", letter.text, LONGEST_TEXT),
    ):
        if not words.strip():
            raise UnableToIssueLetter(reason)
        if len(words) > most:
            raise UnableToIssueLetter("too-long")
    if has_open_place(f"{letter.subject} {letter.text} {letter.headline if letter.form == CHARTER else ''}"):
        raise UnableToIssueLetter("open-place")
    if len(letter.copies) > LONGEST_COPIES or len(letter.headline) > LONGEST_SUBJECT:
        raise UnableToIssueLetter("too-long")


def _recipient(session: Session, tenant_id: int, sender: LetterSender, key: str) -> LetterRecipient:
    found = next((each for each in recipients_of(session, sender=sender, tenant_id=tenant_id) if each.key == key), None)
    if found is None:
        raise UnableToIssueLetter("unknown-recipient")
    return found


def _is_issued(session: Session, tenant_id: int, letter: NewLetter, recipient: LetterRecipient) -> bool:
    """Whether a letter in force says the same to the same recipient."""
    told = select(Report.snapshot).join(Letter, (Letter.tenant_id == Report.tenant_id) & (Letter.report_id == Report.id)).where(
        Report.tenant_id == tenant_id, Letter.occasion == letter.occasion, Letter.recipient == recipient.name,
        Letter.dated_on == letter.dated_on, Report.withdrawn_at.is_(None),
    )  # fmt: skip
    wanted = (letter.form, letter.scope.window.label, " ".join(letter.subject.split()), paragraphs_of(letter.text))
    found = (LetterSource.from_json(each) for each in session.scalars(told))
    return any((each.form, each.scope, each.subject, each.paragraphs) == wanted for each in found)


def _letter(
    tenant_id: int, letter: NewLetter, sender: LetterSender, recipient: LetterRecipient, number: int, account_id: UUID, now: datetime
) -> Letter:
    is_regency = sender.kind == "province"
    return Letter(
        tenant_id=tenant_id, id=new_id(), kind=LETTER_KINDS[letter.occasion], occasion=letter.occasion, year=letter.dated_on.year,
        number=number, printed_number=printed_number(sender.pattern, number, letter.dated_on), dated_on=letter.dated_on,
        agency_id=None if is_regency else UUID(recipient.key), regency_id=int(recipient.key) if is_regency else None,
        recipient=recipient.name, scope_year=letter.scope.year, scope_part=letter.scope.part, issued_by=account_id, issued_at=now,
    )  # fmt: skip


def _source(
    issued: Letter, letter: NewLetter, sender: LetterSender, recipient: LetterRecipient, document_id: str, base_url: str, now: datetime
) -> LetterSource:
    return LetterSource(
        document_id=document_id,
        verification_url=f"{base_url.rstrip('/')}/verifikasi/{document_id}",
        form=letter.form,
        kind=issued.kind,
        occasion=issued.occasion,
        number=issued.printed_number,
        nature=" ".join(letter.nature.split()),
        subject=" ".join(letter.subject.split()),
        addressee=" ".join(letter.addressee.split()),
        recipient=recipient.name,
        dated_on=letter.dated_on,
        scope=letter.scope.window.label,
        paragraphs=paragraphs_of(letter.text),
        copies=tuple(line.strip() for line in letter.copies.splitlines() if line.strip()),
        headline=" ".join(letter.headline.split()),
        letterhead=sender.letterhead,
        signatory=Signatory(sender.signatory_position, sender.signatory_name, "", sender.signatory_nip, sender.place, letter.dated_on),
        sender=sender.name,
        is_sample=sender.is_sample,
        issued_at=now,
        time_zone=sender.time_zone,
    )


def _tell(
    session: Session, tenant_id: int, issued: Letter, letter: NewLetter, sender: LetterSender, document_id: str, account_id: UUID,
    now: datetime,
) -> None:
    """Officers of the agency in this tenant; of a regency its administrators, in their own workspace."""
    facts = {
        "number": issued.printed_number, "letter": letter_words(letter.occasion, letter.form), "recipient": issued.recipient,
        "sender": sender.name, "document": document_id,
    }  # fmt: skip
    subject = f"letter:{tenant_id}:{issued.id}"
    if issued.agency_id is not None:
        people = officers_of(session, tenant_id=tenant_id, agency_ids=[issued.agency_id]).keys() - {account_id}
        notify(
            session=session, tenant_id=tenant_id, account_ids=people, kind=LETTER_ISSUED, subject=subject, facts=facts,
            path=f"/surat/{issued.id}", now=now,
        )  # fmt: skip
    elif issued.regency_id is not None:
        with tenancy.inside(session, tenant_id=issued.regency_id):
            notify(
                session=session, tenant_id=issued.regency_id, account_ids=administrators_of(session, tenant_id=issued.regency_id),
                kind=LETTER_ISSUED, subject=subject, facts=facts, path=f"/surat/periksa/{document_id}", now=now,
            )  # fmt: skip
