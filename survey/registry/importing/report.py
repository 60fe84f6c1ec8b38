"""What the check of a file found: kept as codes and values, made into sentences by its reader."""

import json
from dataclasses import asdict, dataclass, field

from survey.registry.importing.faults import Fault, Param

Cell = str | int | bool | None


@dataclass
class Sample:
    """A row of the preview: its fields as column, old and new value."""

    row: int
    label: list[Cell]
    fields: list[tuple[str, Cell, Cell]]


@dataclass
class Report:
    """Everything a page shows of an import; fits into one column of the database."""

    refusal: tuple[str, dict[str, Param]] | None = None
    """Why the file as a whole cannot be read."""
    unknown_columns: list[str] = field(default_factory=list)
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    oddities: list[Fault] = field(default_factory=list)
    """What does not fit, and stops nothing."""
    oddity_count: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    along: dict[str, int] = field(default_factory=dict)
    """What ends together with agencies of the file: points, offerings, limits."""
    digest: str = ""
    """Of all changes: another digest, another preview."""
    changed_since: bool = False
    """The register has changed since an earlier preview of this file."""
    attempts: int = 0

    @property
    def is_refused(self) -> bool:
        return self.refusal is not None or self.fault_count > 0

    @property
    def changes(self) -> int:
        """How many rows would change the register."""
        return sum(count for effect, count in self.counts.items() if effect != "unchanged")

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Report":
        stored = json.loads(text)
        report = cls(**stored)
        report.faults = [Fault(*fault) for fault in report.faults]
        report.oddities = [Fault(*oddity) for oddity in report.oddities]
        report.samples = {
            effect: [Sample(**sample) for sample in samples]
            for effect, samples in stored.get("samples", {}).items()
        }
        return report
