"""Charts as Vega-Lite specifications, drawn as SVG and PNG: the same on pages and in documents."""
