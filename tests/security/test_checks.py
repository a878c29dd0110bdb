"""Every security check has tests named by its code, and the page lists them."""

from .checks import CHECKS, PAGE, named_tests, page


def test_every_check_is_tested_by_its_code() -> None:
    assert {code for code, _ in named_tests()} == CHECKS.keys() == set(range(1, 20))


def test_the_page_of_the_checks_is_current() -> None:
    assert PAGE.read_text() == page(), "run `make security-checks` and review the diff"
