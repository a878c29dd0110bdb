"""Drawings in a Word document: as SVG, and as points for programs that show none."""

import io
from typing import Any

from docx.document import Document as Docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from .book import Picture
from .pdf import png

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# By which programs know the extension that names the SVG.
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def add_picture(document: Docx, picture: Picture, width: int) -> None:
    """At the end, so wide, with what it shows in words."""
    points = io.BytesIO(png(picture.svg))
    shape: Any = document.add_picture(points, width=width)
    inline = shape._inline  # noqa: SLF001  # no other way to its element
    inline.docPr.set("descr", picture.said)
    inline.docPr.set("title", picture.caption)
    blip = inline.graphic.graphicData.pic.blipFill.blip
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{_A}"><a:ext uri="{_EXTENSION}"><asvg:svgBlip'
            f' xmlns:asvg="{_SVG}" xmlns:r="{_R}"'
            f' r:embed="{_related(document, picture)}"/></a:ext></a:extLst>'
        )
    )


def _related(document: Docx, picture: Picture) -> str:
    package: Any = document.part.package
    name = package.next_partname("/word/media/drawing%d.svg")
    part = Part(PackURI(name), "image/svg+xml", picture.svg.encode(), package)
    related: str = document.part.relate_to(part, _IMAGE)
    return related
