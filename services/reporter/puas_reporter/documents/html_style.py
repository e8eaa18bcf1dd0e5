"""How the PDF looks: page templates and classes, one for every kind of block."""

from __future__ import annotations

from puas_reporter.documents.page_frames import LANDSCAPE, PORTRAIT, PageFrame

_PAGES = """
@page {{ size: a4 portrait; @frame content {{ left: 85pt; width: 425pt; top: 96pt; height: 680pt; }} {mark_portrait} {foot_first} }}
@page portrait {{ size: a4 portrait; @frame content {{ {portrait} }}
  {mark_portrait} @frame foot {{ -pdf-frame-content: foot; left: 85pt; width: 439pt; top: 786pt; height: 26pt; }} }}
@page landscape {{ size: a4 landscape; @frame content {{ {landscape} }}
  {mark_landscape} @frame foot {{ -pdf-frame-content: foot; left: 71pt; width: 700pt; top: 546pt; height: 26pt; }} }}
"""
_FOOT = "@frame foot { -pdf-frame-content: foot; left: 85pt; width: 439pt; top: 786pt; height: 26pt; }"
_MARK = "@frame mark {{ -pdf-frame-content: mark; left: {left}pt; width: {width}pt; top: {top}pt; height: {height}pt; }}"
_MARK_LINE = 12

_BODY = """
body { font-family: "Liberation Serif"; font-size: 11.5pt; line-height: 150%; color: #1a1a1a; }
p { margin: 0; overflow-wrap: break-word; }
td, th { overflow-wrap: break-word; }
p.text { margin-bottom: 7pt; }
p.strong { margin-bottom: 5pt; font-weight: bold; -pdf-keep-with-next: true; }
p.justify { text-align: justify; }
.left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
h1.chapter { font-size: 14pt; line-height: 140%; text-align: center; font-weight: bold; margin: 0 0 16pt 0;
  -pdf-outline: true; -pdf-outline-level: 0; -pdf-outline-open: true; }
h2.section { font-size: 12pt; font-weight: bold; margin: 10pt 0 5pt 0; -pdf-keep-with-next: true;
  -pdf-outline: true; -pdf-outline-level: 1; }
table.items { margin: 0 0 8pt 0; }
table.items td.item { padding: 0 2pt 2.5pt 2pt; vertical-align: top; text-align: left; }
p.contents-title { font-size: 14pt; font-weight: bold; text-align: center; margin-bottom: 14pt; }
pdftoc.pdftoclevel0 { font-style: normal; font-weight: bold; font-size: 11.5pt; line-height: 165%; -pdf-toc-leader: "."; }
pdftoc.pdftoclevel1 { font-style: normal; font-weight: normal; font-size: 11.5pt; line-height: 150%; margin-left: 16pt;
  -pdf-toc-leader: "."; }
p.caption { font-family: "Liberation Sans"; font-size: 9.5pt; line-height: 130%; font-weight: bold; }
p.above { margin: 6pt 0 4pt 0; -pdf-keep-with-next: true; text-align: left; }
p.below { margin: 4pt 0 0 0; text-align: center; }
p.note { font-family: "Liberation Sans"; font-size: 8.5pt; line-height: 130%; color: #4d4d4d; margin: 4pt 0 10pt 0; }
table.alone { margin-bottom: 12pt; }
table.grid { font-family: "Liberation Sans"; font-size: 9.5pt; line-height: 130%; }
table.small { font-size: 8.5pt; }
table.grid th { background-color: ACCENT; color: #ffffff; font-weight: bold; text-align: center; vertical-align: middle;
  border: 0.5pt solid ACCENT; padding: 5pt 4pt 3pt 4pt; }
table.grid th.title { background-color: #ffffff; color: #1a1a1a; border: none; text-align: left; padding: 6pt 0 4pt 0; }
table.small th { font-size: 7.5pt; padding: 4pt 2pt 2pt 2pt; }
table.grid td { border: 0.5pt solid #9a9a9a; padding: 4.5pt 5pt 2.5pt 5pt; vertical-align: middle; }
table.small td { padding: 3.5pt 4pt 1.5pt 4pt; }
table.grid td.total { font-weight: bold; background-color: #eef1f4; }
table.grid td.group { border-bottom: none; font-weight: bold; }
table.grid td.member { border-top: none; border-bottom: none; }
table.grid td.last { border-bottom: 0.5pt solid #9a9a9a; }
p.free { font-size: 1pt; line-height: 1pt; }
table.facts { margin: 4pt 0 10pt 0; }
table.facts td.fact { padding: 2pt 2pt 2pt 0; vertical-align: top; text-align: left; }
table.facts.small { font-family: "Liberation Sans"; font-size: 9pt; line-height: 130%; margin: 2pt 0 5pt 0; }
table.facts.small td.fact { padding: 1pt 2pt 1pt 0; }
table.keys { margin-bottom: 12pt; }
table.keys td.key { border: 0.75pt solid ACCENT; background-color: #f5f7f9; padding: 7pt 4pt 6pt 4pt; text-align: center;
  vertical-align: top; }
p.key-label { font-family: "Liberation Sans"; font-size: 8.5pt; line-height: 125%; color: #4d4d4d; text-align: center; }
p.key-value { font-family: "Liberation Sans"; font-size: 19pt; line-height: 135%; font-weight: bold; text-align: center; }
p.key-remark { font-family: "Liberation Sans"; font-size: 8.5pt; line-height: 125%; text-align: center; }
table.row td { vertical-align: top; text-align: center; padding: 3pt; }
div.figure { margin: 6pt 0 11pt 0; }
p.drawing { text-align: center; }
div.together { page-break-inside: avoid; }
p.photo-words { font-family: "Liberation Sans"; font-size: 8.5pt; line-height: 130%; text-align: center; }
div.signature { margin-top: 22pt; }
td.check { vertical-align: bottom; padding-right: 40pt; }
p.code { line-height: 80pt; text-align: left; }
p.check-text { font-family: "Liberation Sans"; font-size: 8pt; line-height: 125%; color: #4d4d4d; text-align: left; }
p.sign { line-height: 135%; text-align: left; } p.sign-room { height: 62pt; line-height: 62pt; }
p.name { font-weight: bold; text-decoration: underline; }
table.kop td { vertical-align: middle; }
td.kop-emblem { text-align: center; } td.kop-text { text-align: center; }
p.kop-first { font-size: 13pt; line-height: 125%; text-align: center; }
p.kop-name { font-size: 15.5pt; line-height: 125%; font-weight: bold; text-align: center; }
p.kop-address { font-size: 8.5pt; line-height: 130%; text-align: center; }
p.kop-rule-thick { border-top: 2.25pt solid #1a1a1a; font-size: 2pt; line-height: 2pt; margin-top: 5pt; }
p.kop-rule-thin { border-top: 0.75pt solid #1a1a1a; font-size: 2pt; line-height: 2pt; margin-bottom: 14pt; }
div.cover-emblem { height: 165pt; text-align: center; }
p.cover-title { font-size: 21pt; line-height: 130%; font-weight: bold; text-align: center; }
p.cover-rule { border-bottom: 1.5pt solid ACCENT; margin: 8pt 120pt 18pt 120pt; font-size: 4pt; line-height: 4pt; }
p.cover-subject { font-size: 14pt; line-height: 150%; text-align: center; }
div.cover-issuer { -pdf-frame-align: bottom; }
p.cover-office { font-size: 15pt; line-height: 135%; font-weight: bold; text-align: center; }
p.cover-year { font-size: 15pt; line-height: 160%; font-weight: bold; text-align: center; }
p.mark { font-family: "Liberation Sans"; font-size: 9pt; line-height: 120%; font-weight: bold; text-align: center;
  color: #8a1c1c; border: 1pt solid #8a1c1c; padding: 4pt 4pt 3pt 4pt; }
table.foot { font-family: "Liberation Sans"; font-size: 8.5pt; line-height: 120%; color: #4d4d4d; }
table.foot td { border-top: 0.5pt solid #9a9a9a; padding: 5pt 0 0 0; }
td.foot-left { text-align: left; } td.foot-right { text-align: right; }
"""


def style_sheet(accent: str, *, marks: int, has_cover: bool = False) -> str:
    """The style sheet; with a frame for as many lines of marks as there are. A cover has no foot, any other first page has."""
    frames = {"mark_portrait": "", "mark_landscape": ""}
    if marks:
        place = {"top": 36 - marks * _MARK_LINE, "height": 12 + marks * _MARK_LINE}
        frames = {
            "mark_portrait": _MARK.format(left=85, width=439, **place),
            "mark_landscape": _MARK.format(left=71, width=700, **place),
        }
    frames["foot_first"] = "" if has_cover else _FOOT
    return _PAGES.format(portrait=_place(PORTRAIT), landscape=_place(LANDSCAPE), **frames) + _BODY.replace("ACCENT", accent)


def _place(frame: PageFrame) -> str:
    return f"left: {frame.left}pt; width: {frame.width}pt; top: {frame.top}pt; height: {frame.height}pt;"
