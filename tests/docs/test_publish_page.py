"""What the guide says of web servers and hosts is what was tried, and every snippet of it can be read by its program."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
import yaml

from policygen.cli.site import command
from tests.publish.test_site_published import POLICY
from tests.samples import ROOT

PAGE = (ROOT / "site" / "publish-a-site.md").read_text("utf-8")
FOLDERS = re.findall(r"^policygen site .* -o (\S+)$", PAGE, re.MULTILINE)


def _snippets(kind: str) -> list[str]:
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


@pytest.mark.parametrize("server", ["nginx", "apache", "xml"])
def test_every_server_sends_the_policy_that_was_tried_in_a_browser(server: str) -> None:
    (snippet,) = _snippets(server)
    assert re.search(rf'Content-Security-Policy"?(?: value=)? ?"{re.escape(POLICY)}"', snippet)
    assert "404.html" in snippet
    assert "index.html" in snippet


def test_the_configuration_for_iis_is_well_formed() -> None:
    (snippet,) = _snippets("xml")
    root = ET.fromstring(snippet.encode())
    assert [one.get("name") for one in root.iter("add") if one.get("name")] == [
        "Content-Security-Policy", "X-Content-Type-Options",
    ]  # fmt: skip


def test_the_hosts_are_given_a_folder_that_the_page_writes() -> None:
    github, gitlab = (yaml.safe_load(text) for text in _snippets("yaml"))
    steps: list[dict[str, Any]] = github["jobs"]["publish"]["steps"]
    assert [step["with"]["path"] for step in steps if "with" in step] == ["site-public/html"]
    assert gitlab["pages"]["script"] == ["cp -r site-staff/html public"]
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    assert set(FOLDERS) == {"site-public", "site-staff"}


def test_the_address_and_the_options_of_a_preview_are_its_own() -> None:
    defaults = {parameter.name: parameter.default for parameter in command.params}
    assert f"http://127.0.0.1:{defaults['port']}/" in PAGE
    assert {"serve", "port", "audience"} <= defaults.keys()
    assert "site --serve`" in PAGE
