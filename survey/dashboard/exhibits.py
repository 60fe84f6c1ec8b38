"""What is shown and may be taken away: one set of figures as a chart, a table and a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from survey.documents.charts import rendering
from survey.documents.charts.frame import Frame, Width
from survey.documents.charts.marks import Spec
from survey.documents.spreadsheets import Row
from survey.i18n import language

Draw = Callable[[Frame], Spec]


@dataclass(frozen=True)
class Exhibit:
    """`key` is its name in addresses; `facts` say of whom, when, and by which channel."""

    key: str
    title: str
    subtitle: str
    facts: tuple[str, ...]
    heading: Sequence[str]
    rows: Sequence[Row]
    draw: Draw | None = None
    """Empty: there is no figure that could be drawn."""

    @property
    def wide(self) -> Markup:
        return self._inline(Width.WIDE)

    @property
    def narrow(self) -> Markup:
        return self._inline(Width.NARROW)

    def _inline(self, width: Width) -> Markup:
        if self.draw is None:
            return Markup()
        spec = self.draw(Frame(language(), width))
        return rendering.inline(spec, name=self.spoken, language=language())

    @property
    def spoken(self) -> str:
        """What the drawing is called where it cannot be seen."""
        name: str = gettext("%(title)s. The table holds the same numbers.", title=self.title)
        return name

    def spec(self, *, source: str) -> Spec | None:
        """The drawing with all that it needs to be understood away from its page."""
        if self.draw is None:
            return None
        subtitle = " · ".join((self.subtitle, *self.facts))
        return self.draw(Frame(language(), title=self.title, subtitle=subtitle, source=source))
