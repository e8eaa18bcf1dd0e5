"""Does a frozen result hold? Every figure in it is computed again from the counts in it, by its own edition and policies.

A hash proves that nothing changed since freezing; this proves that what was frozen was right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from puas.domain.canonical_json import to_plain
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import UnknownEdition, edition
from puas.domain.result_builder import (
    REGENCY_SCOPE,
    AgencyInput,
    Frame,
    ServiceInput,
    build_agency_result,
    build_regency_result,
)
from puas.domain.result_snapshot import RESULT_FORMAT, LeftOutUnit, ResultSnapshot, UnitResult
from puas.domain.tally import SCORES, Tally


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place in the snapshot where the stated value is not the computed one."""

    path: str
    stated: str
    computed: str


class NotRecomputable(ValueError):
    """The snapshot names an edition, policy or scope that this version does not know, or counts that cannot be."""


def mismatches(result: ResultSnapshot) -> tuple[Mismatch, ...]:
    """Every figure that does not follow from the counts; empty when the result holds."""
    recomputed = recompute(result)
    found = list(_differences("", to_plain(result), to_plain(recomputed)))
    found.extend(_profile_mismatches(result))
    return tuple(found)


def recompute(result: ResultSnapshot) -> ResultSnapshot:
    """Build the snapshot again from its own counts, list of units and policies."""
    rule = _known_edition(result)
    frame = Frame(
        tenant=result.tenant,
        period=result.period,
        frozen_at=result.frozen_at,
        policies=result.policies,
        version=result.version,
        version_reason=result.version_reason,
        sample_data=result.sample_data,
        quarantined=result.quarantined,
        late=result.late,
    )
    profile = {table.dimension: table.counts() for table in result.profile}
    try:
        if result.scope == REGENCY_SCOPE:
            return build_regency_result(
                edition=rule,
                frame=frame,
                agencies=_agencies(result),
                population=result.population,
                sample_target=result.sample_target,
                profile=profile,
            )
        if result.agency is None:
            raise NotRecomputable("a result that is no regency's names an agency")
        return build_agency_result(
            edition=rule,
            frame=frame,
            agency=result.agency,
            services=_services(result.units, result.left_out),
            scope=result.scope,
            population=result.population,
            sample_target=result.sample_target,
            profile=profile,
        )
    except (ValueError, KeyError) as error:
        raise NotRecomputable(str(error)) from error


def _known_edition(result: ResultSnapshot) -> Edition:
    if result.format != RESULT_FORMAT:
        raise NotRecomputable(f"format {result.format}")
    try:
        return edition(result.edition_id)
    except UnknownEdition as error:
        raise NotRecomputable(f"edition {result.edition_id}") from error


def _services(units: tuple[UnitResult, ...], left_out: tuple[LeftOutUnit, ...]) -> list[ServiceInput]:
    counted = [
        ServiceInput(each.id, each.name, each.tally(), each.population, each.sample_target) for each in units
    ]
    uncounted = [
        ServiceInput(each.id, each.name, Tally.empty(), each.population, each.sample_target) for each in left_out
    ]
    return counted + uncounted


def _agencies(result: ResultSnapshot) -> list[AgencyInput]:
    counted = [
        AgencyInput(
            each.id, each.name, _services(each.units, each.left_out), each.population, each.sample_target
        )
        for each in result.units
    ]
    uncounted = [
        AgencyInput(
            each.id, each.name, _services(each.units, each.left_out), each.population, each.sample_target
        )
        for each in result.left_out
    ]
    return counted + uncounted


def _profile_mismatches(result: ResultSnapshot) -> Iterator[Mismatch]:
    if result.scope == REGENCY_SCOPE:
        return
    for table in result.profile:
        total = sum(row.respondents for row in table.rows)
        if total != result.respondents:
            yield Mismatch(f"profile.{table.dimension}", str(total), str(result.respondents))


def _differences(path: str, stated: Any, computed: Any) -> Iterator[Mismatch]:
    if isinstance(stated, Mapping) and isinstance(computed, Mapping):
        for key in sorted({*stated, *computed}):
            yield from _differences(f"{path}.{key}" if path else key, stated.get(key), computed.get(key))
    elif isinstance(stated, list) and isinstance(computed, list) and len(stated) == len(computed):
        for index, (one, other) in enumerate(zip(stated, computed, strict=True)):
            yield from _differences(f"{path}[{_name_of(one, index)}]", one, other)
    elif stated != computed:
        yield Mismatch(path, str(stated), str(computed))


def _name_of(item: Any, index: int) -> str:
    if isinstance(item, Mapping):
        return str(item.get("slug") or item.get("name") or index)
    return str(SCORES[index]) if index < len(SCORES) and isinstance(item, str) else str(index)
