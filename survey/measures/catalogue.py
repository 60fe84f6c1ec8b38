"""Procedures and their fields, each procedure counted for what took its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from survey.measures.circles import straight
from survey.measures.selection import Lineage
from survey.queries import kinship, names


@dataclass(frozen=True)
class Catalogue:
    """`renamed`: procedures that count for another one today."""

    fields: Mapping[int, int]
    renamed: Mapping[int, int]

    def place(self, procedure_id: int | None) -> tuple[int | None, int | None]:
        """Field and procedure that a rating counts for; empty where it is not known."""
        if procedure_id is None:
            return None, None
        current = self.renamed.get(procedure_id, procedure_id)
        return self.fields.get(current), current

    def counted(self, *, procedure_id: int | None, field_id: int | None) -> tuple[int, ...] | None:
        """All procedures that count for a procedure, or for a field; None without a filter."""
        if procedure_id is None and field_id is None:
            return None
        wanted = (field_id, procedure_id)
        return tuple(
            key
            for key in self.fields
            if all(w in (None, have) for w, have in zip(wanted, self.place(key), strict=True))
        )

    def planned(self, field_id: int, *, procedure_ids: Collection[int]) -> "Catalogue":
        """A field with these procedures alone, wherever the register has put them since."""
        others = {key: of for key, of in self.fields.items() if of != field_id}
        return replace(self, fields=others | dict.fromkeys(procedure_ids, field_id))

    def moved(self, field_id: int, *, procedure_ids: Collection[int]) -> set[int]:
        """What came into a field, or went out of it, since it held these procedures."""
        held = {key for key, of in self.fields.items() if of == field_id}
        return held.symmetric_difference(procedure_ids)


def catalogue(session: Session, *, lineage: Lineage, today: date) -> Catalogue:
    """As it was then no procedure counts for another one."""
    fields = names.fields_of_procedures(session)
    if lineage is Lineage.THEN:
        return Catalogue(fields, {})
    successors: dict[int, set[int]] = {}
    for step in straight(kinship.procedure_steps(session, until=today)):
        successors.setdefault(step.predecessor_id, set()).add(step.successor_id)
    renamed = {key: last for key in successors if (last := _last(key, successors)) != key}
    return Catalogue(fields, renamed)


def _last(procedure_id: int, successors: Mapping[int, set[int]]) -> int:
    """One that was split counts for none of its successors: nobody knows who asked for which."""
    while len(following := successors.get(procedure_id, set())) == 1:
        (procedure_id,) = following
    return procedure_id
