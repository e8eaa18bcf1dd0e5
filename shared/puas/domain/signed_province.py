"""A province's result with its hash and signature, as a document about the province carries it."""

from dataclasses import dataclass

from puas.domain.province_result import ProvinceResult


@dataclass(frozen=True, slots=True)
class SignedProvince:
    """A province's result with its hash and signature."""

    result: ProvinceResult
    sha256: str
    signature: str | None

    @property
    def hash_fits(self) -> bool:
        """Whether the result is the one that was hashed."""
        return self.result.sha256() == self.sha256
