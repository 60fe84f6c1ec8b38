"""The citizen's page: slip or poster, form, thanks."""
