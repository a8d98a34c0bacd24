"""LibreOffice's own accepting and rejecting of tracked changes, by a macro in a profile of its own."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import pytest

Verdict = Literal["accept", "reject"]
_VERDICTS: tuple[Verdict, ...] = ("accept", "reject")
_BASIC = """
Sub Settle(folder As String)
    Dim names, i, verdict, document, frame, helper, loading(0), saving(0)
    loading(0) = New com.sun.star.beans.PropertyValue
    loading(0).Name = "Hidden"
    loading(0).Value = True
    saving(0) = New com.sun.star.beans.PropertyValue
    saving(0).Name = "FilterName"
    saving(0).Value = "MS Word 2007 XML"
    helper = createUnoService("com.sun.star.frame.DispatchHelper")
    For Each verdict In Array("Accept", "Reject")
        names = Dir(ConvertFromURL(folder) & "/*.docx")
        Do While names <> ""
            document = StarDesktop.loadComponentFromURL(folder & "/" & names, "_blank", 0, loading())
            helper.executeDispatch(document.CurrentController.Frame, ".uno:" & verdict & "AllTrackedChanges", "", 0, Array())
            document.storeToURL(folder & "/" & LCase(verdict) & "/" & names, saving())
            document.close(True)
            names = Dir()
        Loop
    Next
End Sub
"""
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
    '1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">{}</script:module>'
)


def office_program() -> str:
    """LibreOffice; a test without it is skipped, or fails where it is required."""
    program = shutil.which("soffice")
    if program is None:
        if "office" in os.environ.get("POLICYGEN_REQUIRE", ""):
            pytest.fail("LibreOffice (soffice) is required and not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    return program


def settled(program: str, folder: Path, redlines: Mapping[str, bytes]) -> dict[tuple[str, Verdict], bytes]:
    """Each redline by name, with every change accepted and with every change rejected, as LibreOffice saves it."""
    profile, files = folder / "profile", folder / "files"
    for verdict in _VERDICTS:
        (files / verdict).mkdir(parents=True, exist_ok=True)
    for name, data in redlines.items():
        (files / f"{name}.docx").write_bytes(data)
    office = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    _run([*office, "--terminate_after_init"])  # writes the profile, and over what stands in it
    (profile / "user/basic/Standard/Module1.xba").write_text(_MODULE.format(escape(_BASIC)), "utf-8")
    _run([*office, f"macro:///Standard.Module1.Settle({files.as_uri()})"])
    return {
        (name, verdict): (files / verdict / f"{name}.docx").read_bytes() for name in redlines for verdict in _VERDICTS
    }


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=180)
