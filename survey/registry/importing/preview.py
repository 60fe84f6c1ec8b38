"""What a file would do, counted, with the first rows of each kind and all of them to take away."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

from survey.registry.importing.changes import Change, Effect, label_of
from survey.registry.importing.columns import Format, Value
from survey.registry.importing.faults import Faults
from survey.registry.importing.report import Cell, Report, Sample
from survey.registry.importing.spool import Entry
from survey.registry.importing.standing import Standing

SAMPLES = 20  # rows of each kind


class Preview:
    """Sees every row once, keeps a few and packs the rest."""

    def __init__(self, format: Format, *, keeps: bool = True) -> None:
        self.format = format
        self.keeps = keeps
        self.counts: Counter[str] = Counter()
        self.samples: dict[str, list[Sample]] = defaultdict(list)
        self.digest = sha256()
        self.buffer = BytesIO()
        self.packed = gzip.GzipFile(fileobj=self.buffer, mode="wb", compresslevel=5, mtime=0)

    def see(self, entry: Entry, standing: Standing, change: Change) -> None:
        self.counts[change.effect.value] += 1
        number = standing.row.get("id") if standing.row else None
        replaced = [old for _, old, _ in change.fields if old is not None]
        seen = (entry.number, number, *entry.ids.values(), replaced, standing.others)
        self.digest.update(f"{change.effect}{seen}".encode())
        if self.keeps and change.effect is not Effect.UNCHANGED:
            self._keep(entry, change)

    def see_oddities(self, odd: Faults) -> None:
        """Whoever decides has read them too."""
        if odd.count:
            self.digest.update(f"{odd.count}{odd.listed}".encode())

    def write_to(self, report: Report) -> None:
        report.counts = dict(self.counts)
        report.samples = dict(self.samples)
        report.digest = self.digest.hexdigest()

    def all_changes(self) -> bytes:
        """Every row that would change the register, packed; `unpacked` reads it."""
        self.packed.close()
        return self.buffer.getvalue()

    def _keep(self, entry: Entry, change: Change) -> None:
        label = [_cell(value) for value in label_of(self.format, entry)]
        fields = [(name, _cell(old), _cell(new)) for name, old, new in change.fields]
        line = json.dumps([change.effect.value, entry.number, label, fields], ensure_ascii=False)
        self.packed.write(line.encode() + b"\n")
        kept = self.samples[change.effect.value]
        if len(kept) < SAMPLES:
            kept.append(Sample(entry.number, label, fields))


def unpacked(changes: bytes) -> Iterator[tuple[Effect, Sample]]:
    with gzip.GzipFile(fileobj=BytesIO(changes)) as lines:
        for line in lines:
            effect, row, label, fields = json.loads(line)
            yield Effect(effect), Sample(row, label, fields)


def _cell(value: Value | Any) -> Cell:
    return value if isinstance(value, str | int | None) else str(value)
