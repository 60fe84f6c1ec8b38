"""What is filled in for a quality system, its documents and its processes."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from survey.i18n import called
from survey.models.procedure import Procedure
from survey.models.quality_process import ProcessKind
from survey.models.quality_system import DocumentKind, ReportLevel
from survey.models.standard import standards
from survey.quality.documents import DocumentDetails, Paper
from survey.quality.processes import ProcessDetails
from survey.quality.systems import SystemDetails
from survey.staff.form_base import RegisterForm, choice_field, day_field, line_field, number_field
from survey.staff.listing import FilterForm
from survey.staff.quality_words import DOCUMENTS, LEVELS, PROCESSES
from survey.staff.years import FIRST_YEAR, LAST_YEAR
from survey.text import LINK


def edition_field(*, nothing: object = None) -> SelectField:
    """One of the editions of standards.yaml."""
    names = {edition.key: edition.title for edition in standards().editions}
    empty = [] if nothing is None else [SelectChoice("", nothing)]
    return SelectField(
        _l("Edition of the standard"),
        validators=[] if nothing is None else [Optional()],
        choices=lambda: [*empty, *(SelectChoice(key, title) for key, title in names.items())],
        invalid_choice_message=_l("Choose one of the values in the list."),
    )


class YearForm(FilterForm):
    year = number_field(_l("Year"), least=FIRST_YEAR, most=LAST_YEAR)


class SystemForm(RegisterForm):
    edition = edition_field()
    level = choice_field(
        _l("Counted in reports among"),
        names=LEVELS,
        description=_l("The heading under which progress reports count this agency."),
    )
    software = line_field(
        _l("Electronic system"),
        description=_l("Name of the software; leave it empty where papers are kept by hand."),
    )
    scope = line_field(_l("Scope"), description=_l("What the quality system applies to."))
    valid_from = day_field(_l("First day"), description=_l("Applied from this day on."))
    valid_to = day_field(
        _l("Last day"), description=_l("Leave it empty while the quality system is applied.")
    )

    def details(self) -> SystemDetails:
        return SystemDetails(
            level=ReportLevel(self.level.data),
            edition=self.edition.data,
            scope=self.scope.data,
            software=self.software.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


class DocumentForm(RegisterForm):
    kind = choice_field(_l("Kind of document"), names=DOCUMENTS)
    year = number_field(
        _l("Year"), least=FIRST_YEAR, most=LAST_YEAR, required=_l("Enter the year.")
    )
    number = line_field(
        _l("Number"),
        required=_l("Enter the number of the document."),
        description=_l("As it stands on the paper, for example 12/KH-UBND."),
    )
    title = line_field(_l("Title of the document"), required=_l("Enter the title of the document."))
    signed_on = day_field(_l("Signed on"), required=_l("Enter the day of the signature."))
    link = line_field(
        _l("Link"),
        description=_l("Where the document is published or kept, if it is."),
        shape=(LINK, _l("Enter an address that begins with https:// or http://.")),
    )
    file = FileField(
        _l("Signed document"),
        validators=[Optional()],
        description=_l("PDF, Word, Excel or a picture, at most 15 MB."),
    )
    edition = edition_field(nothing=_l("None"))
    scope = line_field(
        _l("Scope"), description=_l("Of an announcement: what conformity is announced for.")
    )
    ended_on = day_field(
        _l("Last day"),
        description=_l("For a document that was replaced or withdrawn; otherwise leave it empty."),
    )

    def details(self) -> DocumentDetails:
        return DocumentDetails(
            kind=DocumentKind(self.kind.data),
            year=self.year.data,
            number=self.number.data,
            title=self.title.data,
            signed_on=self.signed_on.data,
            link=self.link.data,
            edition=self.edition.data or None,
            scope=self.scope.data,
            ended_on=self.ended_on.data,
        )

    def paper(self) -> Paper | None:
        """What was handed in; None when no file was chosen."""
        sent = self.file.data
        if not sent or not sent.filename:
            return None
        return Paper(sent.filename, sent.read())


class ProcessForm(RegisterForm):
    kind = choice_field(_l("Kind of process"), names=PROCESSES)
    code = line_field(
        _l("Code"),
        required=_l("Enter the code of the process."),
        description=_l("As the agency writes it, for example QT 01/HT."),
    )
    name_vi = line_field(_l("Name in Vietnamese"), required=_l("Enter the name of the process."))
    name_en = line_field(_l("Name in English"))
    valid_from = day_field(_l("First day"))
    valid_to = day_field(_l("Last day"), description=_l("Leave it empty while the process holds."))
    covered = SelectMultipleField(
        _l("Procedures it covers"),
        coerce=int,
        description=_l("One process may cover many procedures of the agency."),
        invalid_value_message=_l("Tick procedures in the list."),
    )

    def offer(self, procedures: list[Procedure]) -> None:
        self.covered.choices = [(row.id, called(row.name_vi, row.name_en)) for row in procedures]

    def details(self) -> ProcessDetails:
        return ProcessDetails(
            code=self.code.data,
            kind=ProcessKind(self.kind.data),
            name_vi=self.name_vi.data,
            name_en=self.name_en.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )
