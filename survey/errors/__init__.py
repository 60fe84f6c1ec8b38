"""Everything a person can cause: status, stable code and a sentence that says what to do."""
