#!/usr/bin/env python3
"""Draw with ReportLab what bench/certificate.yaml says, as one would who knows ReportLab: fonts
and logo are read once, pages compressed, fonts cut down to what is used (ReportLab does that).

    certificates_reportlab.py AWARDS STANDARDS LOGO OUTPUT FONT FONT FONT FONT

AWARDS and STANDARDS are lists of records in JSON. LOGO is a PNG file, "" for no logo and no QR
code. OUTPUT is a folder for a file each, or one .pdf file for all. The fonts: display, spoken,
plain, label."""
import json
import os
import sys
from datetime import date

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ACCENT, INK, QUIET, HAIRLINE = map(HexColor, ("#1c4f63", "#1b2024", "#59636a", "#b4bec3"))
WIDTH, HEIGHT = landscape(A4)
FONTS = ("display", "spoken", "plain", "label")
ISSUER = "Family Action"


def write(page, text, font, size, colour, x, y, spacing=0):
    """Text whose capitals touch y, in millimetres from the top."""
    rise = pdfmetrics.getFont(font).face.capHeight / 1000 * size
    page.setFont(font, size)
    page.setFillColor(colour)
    page.drawString(x * mm, HEIGHT - y * mm - rise, text, charSpace=spacing * size)


def write_fitted(page, text, font, size, least, colour, x, y, width):
    while size > least and pdfmetrics.stringWidth(text, font, size) > width * mm:
        size -= 0.5
    write(page, text, font, size, colour, x, y)


def rule(page, colour, thickness, x, y, width):
    page.setStrokeColor(colour)
    page.setLineWidth(thickness)
    page.line(x * mm, HEIGHT - y * mm, (x + width) * mm, HEIGHT - y * mm)


def fact(page, x, label, text):
    write(page, label, "label", 7, ACCENT, x, 167, 0.085)
    write(page, text, "plain", 10.5, INK, x, 173)


def qr_code(page, text, x, y, width):
    code = QrCodeWidget(text, barLevel="M", barFillColor=INK, barWidth=width * mm,
                        barHeight=width * mm)
    drawing = Drawing(width * mm, width * mm)
    drawing.add(code)
    renderPDF.draw(drawing, page, x * mm, HEIGHT - (y + width) * mm)


def certificate(page, award, standards, logo):
    page.setStrokeColor(ACCENT)
    page.setFillColor(ACCENT)
    page.setLineWidth(0.8)
    page.rect(10 * mm, HEIGHT - 200 * mm, 277 * mm, 190 * mm)
    page.rect(10 * mm, HEIGHT - 200 * mm, 9 * mm, 190 * mm, stroke=0, fill=1)
    if logo is not None:
        page.drawImage(logo, 208 * mm, HEIGHT - 44 * mm, 60 * mm, 20 * mm, mask="auto")
    write(page, "CERTIFICATE", "label", 10, ACCENT, 38, 29, 0.085)
    write_fitted(page, award["mark_title"], "display", 32, 18, ACCENT, 38, 52, 230)
    rule(page, ACCENT, 1.6, 38, 73, 24)
    write(page, "is awarded to", "spoken", 17, QUIET, 38, 84)
    write_fitted(page, award["setting_name"], "display", 40, 20, INK, 38, 96, 230)
    met = "which has met its standards: " + " · ".join(standards)
    for number, line in enumerate(simpleSplit(met, "plain", 10, 190 * mm)):
        write(page, line, "plain", 10, QUIET, 38, 132 + number * 15 / mm)
    rule(page, HAIRLINE, 0.5, 38, 161, 230)
    day = date.fromisoformat(award["date"])
    fact(page, 38, "AWARDED", f"{day.day} {day:%B %Y}")
    fact(page, 85, "AWARD CODE", award["code"])
    fact(page, 132, "DECIDED BY", award["decided_by"])
    fact(page, 190, "ISSUED BY", ISSUER)
    write(page, f"Recorded from: {award['recorded_from']}", "plain", 8, QUIET, 38, 188)
    if logo is not None:
        qr_code(page, f"https://mark.example/award/{award['code']}", 240, 165, 28)


def begin(path, title):
    page = Canvas(path, pagesize=(WIDTH, HEIGHT), pageCompression=1, lang="en-GB")
    page.setTitle(title)
    return page


def main():
    awards, standards, logo, output, *fonts = sys.argv[1:]
    with open(awards, encoding="utf-8") as text:
        awards = json.load(text)
    with open(standards, encoding="utf-8") as text:
        standards = [standard["title"] for standard in json.load(text)]
    for name, path in zip(FONTS, fonts):
        pdfmetrics.registerFont(TTFont(name, path))
    logo = ImageReader(logo) if logo else None
    together = begin(output, "Certificates") if output.endswith(".pdf") else None
    for award in awards:
        page = together or begin(os.path.join(output, award["setting"] + ".pdf"),
                                 f"{award['mark_title']}: {award['setting_name']}")
        certificate(page, award, standards, logo)
        page.showPage()
        if together is None:
            page.save()
    if together is not None:
        together.save()


main()
