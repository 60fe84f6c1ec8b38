"""The same means by R's survey package, where R has it."""

import shutil
import subprocess
from pathlib import Path

import numpy as np

from bench.survey_sample import ITEMS, QUESTIONS, UNITS

SCRIPT = """
if (!requireNamespace("survey", quietly = TRUE)) quit(status = 3)
suppressMessages(library(survey))
options(digits = 15)
folder <- commandArgs(trailingOnly = TRUE)[1]
n <- file.size(file.path(folder, "weights")) / 8
read <- function(name, what, count, size) readBin(file.path(folder, name), what, count, size)
d <- as.data.frame(matrix(read("answers", "double", n * {items}, 8), nrow = n))
names(d) <- paste0("q", seq_len({items}) - 1)
d$unit <- read("units", "integer", n, 4)
d$w <- read("weights", "double", n, 8)
d$N <- read("population", "double", n, 8)
asked <- reformulate(paste0("q", seq_len({questions}) - 1))
took <- system.time({{
  design <- svydesign(id = ~1, strata = ~unit, weights = ~w, fpc = ~N, data = d)
  found <- svyby(asked, ~unit, design, svymean)
}})
cat(took[["elapsed"]], as.matrix(SE(found)))
"""


def standard_errors(folder: Path) -> tuple[float, np.ndarray] | None:
    """How long R took, and what it found, shape (units, questions); None where there is no R."""
    if (program := shutil.which("Rscript")) is None:
        return None
    script = SCRIPT.format(items=ITEMS, questions=QUESTIONS)
    done = subprocess.run(
        [program, "-e", script, str(folder)], check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        return None
    seconds, *errors = map(float, done.stdout.split())
    return seconds, np.array(errors).reshape(QUESTIONS, UNITS).T
