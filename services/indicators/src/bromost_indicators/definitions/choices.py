"""The table of combinations as forms ask for it."""

from .combinations import CHOICES
from .schemas import ChoicesList, ChoicesOut, CourseOut


def choices_list() -> ChoicesList:
    return ChoicesList(
        kinds=[
            ChoicesOut(
                kind=kind,
                units=list(choices.units),
                directions=list(choices.directions),
                courses=[
                    CourseOut(
                        cumulation=course.cumulation,
                        population=course.population,
                        over_time=list(course.over_time),
                        over_children=list(course.over_children),
                    )
                    for course in choices.courses
                ],
                has_decimals=choices.has_decimals,
                has_bounds=choices.has_bounds,
                has_axes=choices.has_axes,
                has_parts=choices.has_parts,
                scale=choices.scale,
            )
            for kind, choices in CHOICES.items()
        ]
    )
