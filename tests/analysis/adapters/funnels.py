"""Funnel plots under the names of the reference cases."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from analysis import funnel as funnels
from analysis import random_effects
from analysis import shrinkage as shrinking
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


def shrinkage(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    x, n = wording.successes_and_trials(args, of=data)
    prior = shrinking.beta_prior(x, n)
    shares = shrinking.shrunken_shares(x, n, prior=prior)
    pooled = x.sum() / n.sum()
    return {
        "alpha": prior.alpha,
        "beta": prior.beta,
        "mean": prior.mean,
        "rho": prior.correlation,
        "logLik": prior.log_likelihood,
        "posterior_mean": shares.estimate,
        "weight_on_data": n / (n + prior.alpha + prior.beta),
        "cri95": {"lower": shares.lower, "upper": shares.upper},
        "prob_above_pooled": shrinking.chance_above(x, n, prior=prior, threshold=pooled),
        "logit_normal": _logit_normal(x, n),
        "loglik_homogeneous": shrinking.binomial_log_likelihood(x, n),
    }


def _logit_normal(x: np.ndarray, n: np.ndarray) -> dict[str, Any]:
    units = random_effects.log_odds(x, n)
    spread, moments = random_effects.heterogeneity(*units), random_effects.moment_model(*units)
    model = random_effects.restricted_model(*units)
    drawn = random_effects.best_predictions(*units, model=model)
    return {
        "DL": {
            "mu": moments.mean,
            "se": moments.standard_error,
            "tau2": moments.tau2,
            "I2": 100 * spread.i2,
            "Q": spread.q,
            "p_Q": spread.p,
        },
        "REML": {
            "mu": model.mean,
            "se": model.standard_error,
            "tau2": model.tau2,
            "blup_logit": drawn,
            "blup_prob": special.expit(drawn),
        },
    }


METHODS = {"funnel": funnel, "shrinkage": shrinkage}
