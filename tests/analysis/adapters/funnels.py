"""Funnel plots under the names of the reference cases."""

from typing import Any

import numpy as np
import pandas as pd

from analysis import funnel as funnels
from tests.analysis import wording

COVERAGES = {"95": 0.95, "998": 0.998}


def funnel(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    x, n = wording.successes_and_trials(args, of=data)
    plot = funnels.share_funnel(x, n, trim=args.get("trim", 0.1))
    spread = plot.overdispersion
    return {
        "target": plot.target,
        "I": plot.z.size,
        "z": plot.z,
        "winsor_limits": [spread.lower, spread.upper],
        "phi_raw": spread.phi_raw,
        "phi_winsorised": spread.phi,
        "phi_overdispersed": spread.beyond_chance,
        "tau2_additive": plot.tau2,
        "limits_normal": _normal(plot, plot.sigma),
        "limits_multiplicative": _normal(plot, plot.sigma_multiplicative),
        "limits_additive": _normal(plot, plot.sigma_additive),
        "z_multiplicative": plot.z_multiplicative,
        "z_additive": plot.z_additive,
        "exact_binomial_interpolated": _named(
            {
                name: funnels.exact_limits(plot.target, n, coverage=c)
                for name, c in COVERAGES.items()
            }
        ),
    }


def _normal(plot: funnels.Funnel, sigma: np.ndarray) -> dict[str, Any]:
    return _named(
        {
            name: funnels.normal_limits(plot.target, sigma, coverage=c)
            for name, c in COVERAGES.items()
        }
    )


def _named(limits: dict[str, funnels.Limits]) -> dict[str, Any]:
    lower = {f"l{name}": limit.lower for name, limit in limits.items()}
    return lower | {f"u{name}": limit.upper for name, limit in limits.items()}


METHODS = {"funnel": funnel}
