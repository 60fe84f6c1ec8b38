"""Sign-in, invitations, roles, audit trail."""
