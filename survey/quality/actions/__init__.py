"""Corrective actions: from what happened to a verdict by a test announced beforehand."""
