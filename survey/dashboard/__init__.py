"""The agency's pages and their charts."""
