"""Campaigns of inspectors and their findings: what was decided, chosen and found stays."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STEPS = {
    "campaign": ("created_on", "begun_on", "closed_on"),
    "inspection": ("chosen_on", "concluded_on"),
    "finding": ("found_on", "answered_on", "followed_up_on", "closed_on"),
}
DECIDED = (
    "agency_id",
    "title",
    "decision_number",
    "decided_on",
    "issuer",
    "manner",
    "period_first",
    "period_last",
    "first_day",
    "last_day",
)
FOUND = (
    "inspection_id",
    "number",
    "clause",
    "severity",
    "statement",
    "evidence",
    "evidence_path",
    "due_on",
)


def other(columns: Sequence[str]) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def has_begun(campaign: str) -> str:
    return f"EXISTS (SELECT 1 FROM campaign WHERE id = {campaign} AND begun_on IS NOT NULL)"


def is_concluded(inspection: str) -> str:
    return f"EXISTS (SELECT 1 FROM inspection WHERE id = {inspection} AND concluded_on IS NOT NULL)"


RULES = (
    (
        "campaign",
        "UPDATE",
        "campaign_keeps_its_decision",
        "a campaign that has begun stays as decided",
        f"OLD.begun_on IS NOT NULL AND ({other(DECIDED)})",
    ),
    ("campaign_draw", "UPDATE", "campaign_draw_stays", "a draw stays as it was made", "TRUE"),
    ("campaign_draw", "DELETE", "campaign_draw_kept", "a draw stays as it was made", "TRUE"),
    (
        "inspection",
        "UPDATE",
        "inspection_keeps_its_choice",
        "how an agency was chosen stays",
        other(("campaign_id", "agency_id", "choosing", "reasons")),
    ),
    (
        "inspection",
        "INSERT",
        "inspection_chosen_before_begin",
        "agencies are chosen before the campaign begins",
        has_begun("NEW.campaign_id"),
    ),
    (
        "inspection",
        "DELETE",
        "inspection_kept",
        "agencies stay once the campaign has begun",
        has_begun("OLD.campaign_id"),
    ),
    (
        "finding",
        "UPDATE",
        "finding_keeps_what_was_found",
        "a finding stays as it stands in the minutes",
        f"{is_concluded('OLD.inspection_id')} AND ({other(FOUND)})",
    ),
    (
        "finding",
        "INSERT",
        "finding_before_minutes",
        "the minutes are made",
        is_concluded("NEW.inspection_id"),
    ),
    (
        "finding",
        "DELETE",
        "finding_kept",
        "a finding stays as it stands in the minutes",
        is_concluded("OLD.inspection_id"),
    ),
    (
        "finding",
        "UPDATE",
        "finding_answered_after_minutes",
        "a finding is answered after the minutes are made",
        f"NEW.answered_on IS NOT NULL AND NOT {is_concluded('NEW.inspection_id')}",
    ),
    ("finding_entry", "UPDATE", "finding_entry_stays", "what was written stays", "TRUE"),
    ("finding_entry", "DELETE", "finding_entry_kept", "what was written stays", "TRUE"),
    (
        "finding_entry",
        "INSERT",
        "finding_entry_while_open",
        "the finding is closed",
        "EXISTS (SELECT 1 FROM finding WHERE id = NEW.finding_id AND closed_on IS NOT NULL)",
    ),
)
"""Table, event, name, what is said, and when it is refused."""


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column(
            "manner",
            sa.Enum(
                "reports",
                "on_site",
                name="campaign_manner_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("period_first", sa.Date(), nullable=False),
        sa.Column("period_last", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "begun_on IS NULL OR (created_on IS NOT NULL AND begun_on >= created_on)",
            name=op.f("campaign_begun_after_created"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR (begun_on IS NOT NULL AND closed_on >= begun_on)",
            name=op.f("campaign_closed_after_begun"),
        ),
        sa.CheckConstraint(
            "decided_on <= first_day", name=op.f("campaign_decided_before_it_begins")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("campaign_days_in_order")),
        sa.CheckConstraint("period_first <= period_last", name=op.f("campaign_period_in_order")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_campaign_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_agency_id"), "campaign", ["agency_id"], unique=False)

    op.create_table(
        "campaign_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column(
            "choosing",
            sa.Enum(
                "random",
                "risk",
                "named",
                name="campaign_draw_choosing_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("seed", sa.String(), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("excluded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(choosing = 'random') = (seed IS NOT NULL)", name=op.f("campaign_draw_seeded")
        ),
        sa.CheckConstraint("wanted > 0", name=op.f("campaign_draw_wants_some")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_draw_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_draw")),
        sa.UniqueConstraint("campaign_id", "choosing", name="campaign_drawn_once"),
    )
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column(
            "choosing",
            sa.Enum(
                "random",
                "risk",
                "named",
                name="inspection_choosing_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "concluded_on IS NULL OR (chosen_on IS NOT NULL AND concluded_on >= chosen_on)",
            name=op.f("inspection_concluded_after_chosen"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_inspection_agency_id")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_inspection_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("campaign_id", "agency_id", name="inspection_of_agency_once"),
    )
    op.create_index(op.f("ix_inspection_agency_id"), "inspection", ["agency_id"], unique=False)
    op.create_index(op.f("ix_inspection_campaign_id"), "inspection", ["campaign_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=True),
        sa.Column(
            "duty",
            sa.Enum(
                "head",
                "secretary",
                "member",
                name="team_member_duty_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_team_member_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_team_member_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("campaign_id", "name", name="team_member_named_once"),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "major",
                "minor",
                "opportunity",
                name="finding_severity_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("evidence_path", sa.String(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "answered_on IS NULL OR (found_on IS NOT NULL AND answered_on >= found_on)",
            name=op.f("finding_answered_after_found"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR (followed_up_on IS NOT NULL AND closed_on >= followed_up_on)",
            name=op.f("finding_closed_after_followed_up"),
        ),
        sa.CheckConstraint("due_on >= found_on", name=op.f("finding_due_after_found")),
        sa.CheckConstraint(
            "followed_up_on IS NULL OR (answered_on IS NOT NULL AND followed_up_on >= answered_on)",
            name=op.f("finding_followed_up_after_answered"),
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_finding_inspection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("inspection_id", "number", name="finding_numbered_once"),
    )
    op.create_table(
        "finding_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "agency",
                "inspector",
                name="finding_entry_side_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_finding_entry_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_entry_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_entry")),
    )
    op.create_index(
        op.f("ix_finding_entry_finding_id"), "finding_entry", ["finding_id"], unique=False
    )

    for table, days in STEPS.items():
        keep_days(table, days=days)
    for rule in RULES:
        refuse(*rule)


def keep_days(table: str, *, days: Sequence[str]) -> None:
    taken = " OR ".join(
        f"(OLD.{day} IS NOT NULL AND NEW.{day} IS DISTINCT FROM OLD.{day})" for day in days
    )
    refuse(table, "UPDATE", f"{table}_keeps_its_days", "a step once taken stays", taken)


def refuse(table: str, event: str, name: str, rule: str, only_if: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    # Within the function, for a condition of a trigger may not look at other tables.
    kept = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {only_if} THEN "
        f"RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {kept}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
