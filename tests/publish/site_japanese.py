"""A small Japanese site with an English page beside it, and the search box of a site in a browser."""

import json
from datetime import date
from typing import Any

from policygen.publish.site_input import SiteInput, SitePage
from tests.render.chromium import Browser
from tests.samples import library

RULES = """# カスタマーハラスメント対策規程

## 第1条 目的 { #purpose }

この規程は、就業規則に基づき、従業員を守ることを目的とする。

## 第2条 個人情報の取扱い { #privacy }

会社は、情報セキュリティに関する規程に従い、相談窓口で得た個人情報を取り扱う。

録音は、取引先の担当者に知らせてから行う。

## 第3条 電話 { #phone }

従業員は、いつでも電話を切ることができる。お客様への説明は要らない。

## 第4条 人身の安全 { #safety }

個々の人の情に訴える要求には応じない。店内でのつきまといは警察に知らせる。
"""
ENGLISH = """# Code of conduct

## Ending a call { #ending }

You may end the call at any time. Tell the personal information officer.

## Contractors { #contractors }

A vendor signs the addendum.
"""
SEARCH = """(async () => {
  const box = document.querySelector('[data-md-component=search-query]');
  document.querySelector('[data-md-toggle=search]').checked || document.querySelector('label[for=__search]').click();
  box.focus(); box.value = %s; box.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
  const list = document.querySelector('.md-search-result__list'), said = document.querySelector('.md-search-result__meta');
  list.innerHTML = ''; said.textContent = '';
  for (let i = 0; i < 100; i++) {
    await new Promise(done => setTimeout(done, 50));
    if (list.children.length || /\\S/.test(said.textContent) && i > 20) break;
  }
  return [...list.querySelectorAll('a')].map(a => ({
    address: new URL(a.href).pathname.split('/').pop() + new URL(a.href).hash,
    shown: [...a.querySelectorAll('h1, h2, p')].map(e => e.textContent),
    marked: [...a.querySelectorAll('mark')].map(m => m.textContent),
    score: Number(a.querySelector('article').dataset.mdScore),
  }));
})()"""


def site() -> SiteInput:
    """Two documents, one in each language."""
    start = SitePage(
        "site-start", "いま何をするか", "# いま何をするか\n\n危険なときは、110番に電話する。\n".encode(), {}
    )
    rules = SitePage("third-party-harassment-policy", "カスタマーハラスメント対策規程", RULES.encode(), {})
    code = SitePage("visitor-code-of-conduct", "Code of conduct", ENGLISH.encode(), {})
    return SiteInput("見本商店", "ja", date(2026, 11, 21), start, (rules, code), (), library().words["ja"])


def searched(chromium: Browser, words: str) -> list[dict[str, Any]]:
    """What the open page's search shows for `words`, sections that match only."""
    found = chromium.run(SEARCH % json.dumps(words))
    return [one for one in found if one["score"] > 0]
