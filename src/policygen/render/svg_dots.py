"""A drawing as a picture of dots, for programs that show no SVG."""

from policygen.domain.brand import Logo
from policygen.errors import Where, fail

_FINE = 300  # dots to an inch
_INCH = 2.54  # centimetres
_SHELL = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.wide) * 1cm)"""


def dots(logo: Logo, wide: float) -> Logo:
    """An SVG logo as a PNG, fine enough to be printed so many centimetres wide."""
    import typst

    compiler = typst.Compiler(
        input=_SHELL,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False),
        sys_inputs={"drawing": logo.data.decode(), "wide": str(wide)},
    )
    try:
        data = compiler.compile(format="png", ppi=_FINE)
    except typst.TypstError as error:
        raise fail("PG-R019", error.message, Where(subject="look.logo"), "Save it as PNG.") from error
    assert isinstance(data, bytes)
    across = wide / _INCH * _FINE
    return Logo("png", data, across, across / logo.shape)
