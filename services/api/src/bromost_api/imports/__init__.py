"""Portfolios from CSV and XLSX: read, mapped, tried, committed, undone."""
