"""The colours and sizes of all charts."""

FONT = "Be Vietnam Pro"
TEXT = 13  # pixels
LINE = 18  # from one line of text to the next
TITLE = 18
TITLE_LINE = 25
MARGIN = 16
GAP = 8

# The page recolours these in dark mode, each by its value: no two may be the same.
INK = "#1c1b1a"
MUTED = "#5c5955"
PAPER = "#ffffff"
HAIRLINE = "#d9d5cd"
ACCENT = "#0b4f6c"
NEUTRAL = "#cfcac2"
DISSATISFIED = "#e6853b"
VERY_DISSATISFIED = "#a63603"
SATISFIED = "#5b9bc8"
VERY_SATISFIED = "#08519c"
ON_LIGHT = "#1b1a19"  # letters on the light answer colours, dark in either mode
