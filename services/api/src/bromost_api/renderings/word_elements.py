"""The elements of a Word document for which python-docx has no calls."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls

from .book import Cell, Heading, Line, Row, Run, Table
from .said import is_from_right

_W = nsdecls("w", "r")
_LINK, _QUIET, _INK = "134E6F", "52606D", "1F2933"
_FILLS = {"plain": "", "group": "DFE9EF", "sum": "EEF2F5"}


class Elements:
    """Makes elements as text; links are told to the document's package once each."""

    def __init__(self, document: Docx) -> None:
        self._part: Any = document.part
        self._links: dict[str, str] = {}
        section: Any = document.sections[0]
        self._section = section

    def runs(
        self, line: Line, *, is_quiet: bool = False, from_right: bool = False
    ) -> Iterator[str]:
        """The pieces of a line, with a space between two."""
        for place, run in enumerate(line):
            said = run.text if place == 0 else f" {run.text}"
            quiet = is_quiet or run.is_quiet
            yield self._run(run, said, quiet=quiet, from_right=from_right)

    def _run(self, run: Run, said: str, *, quiet: bool, from_right: bool) -> str:
        look = f'<w:color w:val="{_QUIET}"/><w:sz w:val="17"/>' if quiet else ""
        if run.address:
            look = f'<w:color w:val="{_QUIET if quiet else _LINK}"/>' + (
                '<w:sz w:val="17"/>' if quiet else ""
            )
            look += '<w:u w:val="single" w:color="CBD2D9"/>'
        if from_right or is_from_right(run.text):
            look += "<w:rtl/>"
        text = f'<w:t xml:space="preserve">{escape(said)}</w:t>'
        made = f"<w:r {_W}><w:rPr>{look}</w:rPr>{text}</w:r>"
        if not run.address:
            return made
        return (
            f'<w:hyperlink {_W} r:id="{self._link(run.address)}">{made}</w:hyperlink>'
        )

    def _link(self, address: str) -> str:
        if address not in self._links:
            self._links[address] = self._part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self._links[address]

    def table(self, table: Table) -> str:
        """With its heads on every page, and its title for who cannot see it."""
        room = (
            self._section.page_width
            - self._section.left_margin
            - self._section.right_margin
        ) // 635
        shares = sum(column.width for column in table.columns)
        widths = [int(room * column.width / shares) for column in table.columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        figures = [column.is_figure for column in table.columns]
        rows = "".join(self._row(row, widths, figures) for row in table.rows)
        line = '<w:{0} w:val="single" w:sz="4" w:color="CBD2D9"/>'
        borders = "".join(line.format(side) for side in ("top", "bottom", "insideH"))
        return (
            f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80"'
            ' w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="80"'
            ' w:type="dxa"/></w:tblCellMar><w:tblLook w:firstRow="1"/>'
            f"<w:tblCaption w:val={quoteattr(table.title)}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{self._head(table, widths)}{rows}</w:tbl>"
        )

    def _head(self, table: Table, widths: Sequence[int]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            f'<w:shd w:val="clear" w:fill="{_LINK}"/></w:tcPr>'
            f"{_opening(is_figure=column.is_figure)}<w:r><w:rPr><w:b/>"
            '<w:color w:val="FFFFFF"/><w:sz w:val="18"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(column.head)}</w:t></w:r></w:p></w:tc>'
            for column, width in zip(table.columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, row: Row, widths: Sequence[int], figures: Sequence[bool]) -> str:
        cells = "".join(
            self._cell(cell, width, row.role, is_figure=is_figure)
            for cell, width, is_figure in zip(row.cells, widths, figures, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _cell(self, cell: Cell, width: int, role: str, *, is_figure: bool) -> str:
        fill = _FILLS[role]
        shade = f'<w:shd w:val="clear" w:fill="{fill}"/>' if fill else ""
        lines = cell or ((),)
        content = "".join(
            f"{_opening(is_figure=is_figure, keep=role == 'group')}"
            f"{self._line(line, heavy=role != 'plain')}</w:p>"
            for line in lines
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f"{content}</w:tc>"
        )

    def _line(self, line: Line, *, heavy: bool) -> str:
        made = "".join(self.runs(line))
        return made.replace("<w:rPr>", "<w:rPr><w:b/>") if heavy else made

    def contents(self, headings: Sequence[Heading]) -> Iterator[str]:
        """A field that Word can make anew, filled with links to the headings."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText'
            ' xml:space="preserve"> TOC \\o "1-2" \\n \\h \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, heading in enumerate(headings, 1):
            indent = f'<w:ind w:left="{(heading.level - 1) * 360}"/>'
            yield (
                f'<w:p {_W}><w:pPr><w:spacing w:after="40"/>{indent}</w:pPr>'
                f"{begin if place == 1 else ''}"
                f'<w:hyperlink w:anchor="part{place}"><w:r><w:rPr>'
                f'<w:color w:val="{_INK if heading.level > 1 else _LINK}"/></w:rPr>'
                f'<w:t xml:space="preserve">{escape(heading.text)}</w:t></w:r>'
                f"</w:hyperlink>{end if place == len(headings) else ''}</w:p>"
            )

    @staticmethod
    def bookmark_start(number: int) -> str:
        return f'<w:bookmarkStart {_W} w:id="{number}" w:name="part{number}"/>'

    @staticmethod
    def bookmark_end(number: int) -> str:
        return f'<w:bookmarkEnd {_W} w:id="{number}"/>'

    @staticmethod
    def page_number() -> str:
        return (
            f'<w:fldSimple {_W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )


def _opening(*, is_figure: bool, keep: bool = False) -> str:
    side = '<w:jc w:val="right"/>' if is_figure else ""
    # A country stays with its first project.
    with_next = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr>{with_next}<w:spacing w:after="0"/>{side}</w:pPr>'
