"""Names as an enemy would write them: each is to be shown letter for letter, and to do nothing else."""

NAMES = (
    "<script>fetch('https://evil.example/a')</script>",
    "<img src=https://evil.example/b.png onerror=alert(1)>",
    "![x](https://evil.example/c.png)",
    "[click](https://evil.example/d)",
    "[click](javascript:alert(1))",
    "<https://evil.example/e>",
    "https://evil.example/f and www.evil.example",
    '=HYPERLINK("https://evil.example/g","x")',
    "=1+1",
    "+1+1|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    "\u202ecnalla \u202c and \u200fboard",
    "مجلس الحي",
    "Long " + "name " * 60 + "end",
    ":red[hidden] :smile: :material/delete:",
    "$x^2$ and **bold** and `code` and ~~gone~~",
    "&lt;b&gt; &amp; <b>bold</b>",
    "%{customdata} <extra></extra> <a href='https://evil.example/h'>link</a>",
    "{{7*7}} ${7*7} '; drop table bodies; --",
)
CODES = tuple(f"h{number:02}" for number in range(len(NAMES)))


def plain(text: str) -> str:
    """Text as it reads: without the invisible joiners that keep an address from being a link, blanks as one.

    >>> plain("a\\u2060b\\xa0 c")
    'ab c'
    """
    return " ".join(text.replace("\u2060", "").split())
