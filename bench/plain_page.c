/* The least that a page can cost: the texts, lines and boxes of certificate.yaml drawn by libharu
   in a font that every reader has, so that none is embedded; no tags, no checks, a file each.
   usage: plain_page COUNT FOLDER */
#include <stdio.h>
#include <stdlib.h>

#include <hpdf.h>

static const struct {
	float x, y, size;
	const char *text;
} texts[] = {
	{38, 29, 10, "CERTIFICATE"},
	{38, 52, 32, "We are young carer friendly Leeds"},
	{38, 84, 17, "is awarded to"},
	{38, 132, 10, "which has met its standards: A designated lead for young carers, Staff training,"},
	{38, 138, 10, "Safe space for young carers, A positive, professionally curious culture,"},
	{38, 144, 10, "Identifying young carers, Reporting and monitoring, Support and signposting"},
	{38, 167, 7, "AWARDED"},
	{38, 173, 10.5F, "8 October 2025"},
	{85, 167, 7, "AWARD CODE"},
	{85, 173, 10.5F, "LDS-000GM-BQV67-K"},
	{132, 167, 7, "DECIDED BY"},
	{132, 173, 10.5F, "Panel of June"},
	{190, 167, 7, "ISSUED BY"},
	{190, 173, 10.5F, "Family Action"},
	{38, 188, 8, "Recorded from: the register of the scheme"},
};

static float points(float mm)
{
	return mm * 72 / 25.4F;
}

static void put_text(HPDF_Page page, HPDF_Font font, float x, float y, float size,
                     const char *text)
{
	HPDF_Page_BeginText(page);
	HPDF_Page_SetFontAndSize(page, font, size);
	HPDF_Page_TextOut(page, points(x), points(210 - y) - size * 0.7F, text);
	HPDF_Page_EndText(page);
}

static void draw(HPDF_Doc document, int number)
{
	HPDF_Page page = HPDF_AddPage(document);
	HPDF_Font font = HPDF_GetFont(document, "Helvetica", NULL);
	char name[80];

	HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_LANDSCAPE);
	HPDF_Page_Rectangle(page, points(10), points(10), points(277), points(190));
	HPDF_Page_Stroke(page);
	HPDF_Page_Rectangle(page, points(10), points(10), points(9), points(190));
	HPDF_Page_Fill(page);
	for (int i = 0; i < 2; i++) {
		HPDF_Page_MoveTo(page, points(38), points(i == 0 ? 137 : 49));
		HPDF_Page_LineTo(page, points(i == 0 ? 62 : 268), points(i == 0 ? 137 : 49));
		HPDF_Page_Stroke(page);
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		put_text(page, font, texts[i].x, texts[i].y, texts[i].size, texts[i].text);
	snprintf(name, sizeof name, "Kingfisher Bank Secondary school %d", number);
	put_text(page, font, 38, 96, 40, name);
}

int main(int count, char **arguments)
{
	char path[4096];

	if (count != 3)
		return 2;
	for (int number = 0; number < atoi(arguments[1]); number++) {
		HPDF_Doc document = HPDF_New(NULL, NULL);
		HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
		draw(document, number);
		snprintf(path, sizeof path, "%s/%d.pdf", arguments[2], number);
		if (HPDF_SaveToFile(document, path) != HPDF_OK)
			return 1;
		HPDF_Free(document);
	}
	return 0;
}
