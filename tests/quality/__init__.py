"""The register of the quality system, objectives and plans."""
