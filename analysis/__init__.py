"""Pure statistics: numbers in, results out."""
