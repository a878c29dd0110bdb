"""What is known about people: declared once, exported, erased and forgotten by that."""

from .declare import (
    Basis,
    Category,
    Kept,
    KeptBecause,
    OnErasure,
    PersonalColumn,
    PersonalTable,
    Purpose,
    Since,
    impersonal,
)

__all__ = [
    "Basis",
    "Category",
    "Kept",
    "KeptBecause",
    "OnErasure",
    "PersonalColumn",
    "PersonalTable",
    "Purpose",
    "Since",
    "impersonal",
]
