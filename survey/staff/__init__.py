"""What the pages for staff share: forms, lists, who acts where, the way down to a page."""
