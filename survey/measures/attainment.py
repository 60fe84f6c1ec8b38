"""What a frozen share says of the objective, and beside the share of the period before."""

from sqlalchemy.orm import Session

from survey.measures import basis, comparison, methods
from survey.measures.figure import Estimate
from survey.measures.frozen import Frozen, Values
from survey.models.measurement_record import Attainment, RecordFigure
from survey.queries import versions


def attainment(values: Values, *, target_per_mille: int | None) -> Attainment | None:
    """By the interval: a share that may as well lie on the other side says nothing."""
    share = _share(values)
    if share is None or target_per_mille is None:
        return None
    target = target_per_mille / 1000
    if share.lower >= target:
        return Attainment.MET
    return Attainment.NOT_MET if share.upper < target else Attainment.CANNOT_TELL


def change(session: Session, *, now: Frozen, before: RecordFigure | None) -> Estimate | None:
    """Since the record before; None where another method was asked, or one of them is hidden."""
    if before is None:
        return None
    asked = {*basis.read(now.basis).version_ids, *basis.read(before.basis).version_ids}
    if len(methods.methods(versions.by_ids(session, ids=asked))) > 1:
        return None
    limits = before.share_limits
    return comparison.between(_share(now.values), Estimate(*limits) if limits else None)


def _share(values: Values) -> Estimate | None:
    if values.share is None or values.share_lower is None or values.share_upper is None:
        return None
    return Estimate(values.share, values.share_lower, values.share_upper)
