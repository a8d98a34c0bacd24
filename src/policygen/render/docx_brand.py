"""An organisation's logo and colour in a Word file: the logo as the first line of the page, headings in the colour."""

from dataclasses import replace

from policygen.domain.brand import MEDIA, Brand, Logo
from policygen.domain.colour import FILL, PALE, tint
from policygen.render.docx_parts import OFFICE
from policygen.render.docx_pen import Base
from policygen.render.docx_xml import quoted

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_EMU = 360_000  # units of a drawing to a centimetre
_HIGH, _WIDE = 1.6, 6.0  # centimetres: the room for a logo
_NAME = "rIdLogo"
_TYPES = "[Content_Types].xml"


def branded(base: Base, brand: Brand, organisation: str) -> Base:
    """The built-in package with a logo and a colour. `organisation` describes the logo to who cannot see it."""
    found = _with_logo(base, _dots(brand.logo), organisation) if brand.logo else base
    return _coloured(found, brand.colour) if brand.colour else found


def _dots(logo: Logo) -> Logo:
    """A picture that every Word shows: a drawing is turned into dots."""
    if logo.kind != "svg":
        return logo
    from policygen.render.svg_dots import dots

    return dots(logo, _WIDE)


def _with_logo(base: Base, logo: Logo, organisation: str) -> Base:
    types = base.parts[_TYPES].decode()
    kind = f'<Default Extension="{logo.kind}" ContentType="{MEDIA[logo.kind]}"/>'
    parts = {**base.parts, _TYPES: types.replace("<Override", f"{kind}<Override", 1).encode()}
    parts[f"word/media/logo.{logo.kind}"] = logo.data
    link = f'<Relationship Id="{_NAME}" Type="{OFFICE}/image" Target="media/logo.{logo.kind}"/>'
    start, end = base.body
    return replace(
        base, parts=parts, links=base.links + link, body=(start + _paragraph(logo, quoted(organisation)), end)
    )


def _paragraph(logo: Logo, words: str) -> str:
    wide = min(_WIDE, _HIGH * logo.shape)
    across, down = round(wide * _EMU), round(wide / logo.shape * _EMU)
    picture = (
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="logo" descr="{words}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{_NAME}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        '<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="120"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="1" name="logo" descr="{words}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">{picture}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _coloured(base: Base, colour: str) -> Base:
    """Our styles with their accents and tints in the organisation's colour."""
    dark, pale, line = (
        one.removeprefix("#").upper().encode() for one in (colour, tint(colour, PALE), tint(colour, 2 * FILL))
    )
    swapped = {b"17495B": dark, b"0B5A78": dark, b"EDF4F6": pale, b"B9C7CE": line}

    def sheet(written: str) -> bytes:
        found = base.sheet(written)
        for ours, theirs in swapped.items():
            found = found.replace(ours, theirs)
        return found

    return replace(base, sheet=sheet)
