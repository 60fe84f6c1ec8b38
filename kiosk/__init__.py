"""Kiosks: tablets at counters, enrolled by a code, that keep ratings until a receipt names them."""
