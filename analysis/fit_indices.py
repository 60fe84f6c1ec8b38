"""How well a factor model fits the covariances it was made for."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from analysis.confirmatory import FactorModel


@dataclass(frozen=True)
class Fit:
    """Indices of a factor model; NaN where the model leaves no degree of freedom."""

    statistic: float
    degrees_of_freedom: int
    p: float
    baseline_statistic: float
    baseline_degrees_of_freedom: int
    comparative: float
    """CFI in [0, 1]: from 0.95 good."""
    tucker_lewis: float
    """TLI, may exceed 1: from 0.95 good."""
    normed: float
    incremental: float
    rmsea: float
    """Root mean square error of approximation: up to 0.06 good."""
    rmsea_lower: float
    rmsea_upper: float
    """Limits at 90 %, as is usual for this index."""
    residual: float
    """SRMR, mean residual correlation: up to 0.08 good."""
    goodness: float
    log_likelihood: float
    akaike: float
    bayesian: float


def model_fit(model: FactorModel) -> Fit:
    r"""Chi-squared and the usual indices of a fitted factor model.

    Parameters
    ----------
    model : FactorModel
        As `fit_factor_model` returns it.

    Returns
    -------
    Fit
        Indices without unit; likelihoods in nats.

    Raises
    ------
    ValueError
        If `model` says no proper covariances.

    Notes
    -----
    :math:`\chi^2 = n F` and the same for the model of unrelated questions, marked b:

    .. math::

        \mathrm{CFI} = 1 - \frac{\max(\chi^2 - df, 0)}{\max(\chi_b^2 - df_b, \chi^2 - df, 0)},
        \quad
        \mathrm{RMSEA} = \sqrt{\max\Bigl(\frac{\chi^2 - df}{n\,df}, 0\Bigr)}

    SRMR is Bentler's: the root mean square of residuals divided by the sample's deviations,
    diagonal included. Cut-offs are habits [1]_, not tests.

    References
    ----------
    .. [1] Hu, L., Bentler, P. M. (1999). Cutoff criteria for fit indexes in covariance
       structure analysis. Structural Equation Modeling 6(1), 1-55.
    .. [2] Browne, M. W., Cudeck, R. (1992). Alternative ways of assessing model fit.
       Sociological Methods & Research 21(2), 230-258, for the limits of RMSEA.

    Examples
    --------
    >>> from analysis.confirmatory import fit_factor_model
    >>> from analysis.moments import Moments
    >>> r = 0.5 + 0.5 * np.eye(4)
    >>> fit = model_fit(fit_factor_model(Moments(100, np.zeros(4), r), [[0, 1, 2, 3]]))
    >>> f"{fit.statistic:.3f} {fit.degrees_of_freedom} {fit.comparative:.2f} {fit.residual:.3f}"
    '0.000 2 1.00 0.000'
    """
    s, sigma, n = model.sample, model.implied, model.n
    k = len(s)
    if not np.linalg.eigvalsh(sigma)[0] > 0:
        raise ValueError("model must say proper covariances")
    log_sample, log_implied = np.linalg.slogdet(s)[1], np.linalg.slogdet(sigma)[1]
    ratio = np.linalg.solve(sigma, s)
    statistic = max(float(n * (log_implied + np.trace(ratio) - log_sample - k)), 0.0)
    df, base_df = k * (k + 1) // 2 - model.parameters, k * (k - 1) // 2
    baseline = float(n * (np.log(np.diag(s)).sum() - log_sample))
    excess, base_excess = max(statistic - df, 0.0), max(baseline - base_df, 0.0)
    scale = np.sqrt(np.outer(np.diag(s), np.diag(s)))
    residuals = ((s - sigma) / scale)[np.tril_indices(k)]
    likelihood = float(-n / 2 * (k * np.log(2 * np.pi) + log_implied + np.trace(ratio)))
    lower, upper = (_noncentrality(statistic, df, share) for share in (0.95, 0.05))
    per_df = n * df if df else np.nan
    return Fit(
        statistic=statistic,
        degrees_of_freedom=df,
        p=float(special.chdtrc(df, statistic)) if df else np.nan,
        baseline_statistic=baseline,
        baseline_degrees_of_freedom=base_df,
        comparative=1 - excess / max(base_excess, excess) if base_excess else 1.0,
        tucker_lewis=_tucker_lewis(statistic, df, baseline, base_df),
        normed=1 - statistic / baseline,
        incremental=(baseline - statistic) / (baseline - df),
        rmsea=float(np.sqrt(excess / per_df)),
        rmsea_lower=float(np.sqrt(lower / per_df)),
        rmsea_upper=float(np.sqrt(upper / per_df)),
        residual=float(np.sqrt(np.mean(residuals**2))),
        goodness=_goodness(ratio),
        log_likelihood=likelihood,
        akaike=-2 * likelihood + 2 * model.parameters,
        bayesian=-2 * likelihood + np.log(n) * model.parameters,
    )


def _tucker_lewis(statistic: float, df: int, baseline: float, base_df: int) -> float:
    if not df:
        return 1.0
    return float((baseline / base_df - statistic / df) / (baseline / base_df - 1))


def _goodness(ratio: np.ndarray) -> float:
    away = ratio - np.eye(len(ratio))
    return float(1 - np.trace(away @ away) / np.trace(ratio @ ratio))


def _noncentrality(statistic: float, df: int, share: float) -> float:
    """The noncentrality under which so small a statistic has the probability `share`."""
    if not df or special.chdtr(df, statistic) < share:
        return 0.0
    return float(
        optimize.brentq(
            lambda apart: special.chndtr(statistic, df, apart) - share,
            0,
            10 * statistic + 100,
            xtol=1e-10,
        )
    )
