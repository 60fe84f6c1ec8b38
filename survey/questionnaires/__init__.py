"""Methods as data: packs, versions, editor and preview."""
