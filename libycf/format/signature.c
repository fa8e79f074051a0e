#include "format/signature.h"

#include <string.h>
#include <strings.h>

struct signature {
	const char *bytes;
	size_t length;
	const char *name;
};

static const struct signature signatures[] = {
	{"PK\3\4", 4, "an Excel or OpenDocument workbook (or another zip file)"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "an old Excel workbook (or another old Office file)"},
	{"%PDF-", 5, "a PDF document"},
	{"\x89PNG\r\n\x1A\n", 8, "a PNG picture"},
	{"\xFF\xD8\xFF", 3, "a JPEG picture"},
	{"SQLite format 3", 16, "an SQLite database"},
	{"\x1F\x8B\x08", 3, "a gzip file"},
};

static const struct signature markups[] = {
	{"<!doctype html", 14, "a web page"},
	{"<html", 5, "a web page"},
	{"<table", 6, "a web page"},
	{"<?xml", 5, "an XML file"},
};

#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

static const char *markup_name(const char *start, size_t length)
{
	const char *end = start + length;
	if (length >= 3 && memcmp(start, "\xEF\xBB\xBF", 3) == 0)
		start += 3;
	while (start < end && strchr(" \t\r\n", *start) != NULL && *start != '\0')
		start++;
	length = (size_t)(end - start);
	for (size_t i = 0; i < COUNT_OF(markups); i++)
		if (length >= markups[i].length
		    && strncasecmp(start, markups[i].bytes, markups[i].length) == 0)
			return markups[i].name;
	return NULL;
}

const char *signature_name(const char *start, size_t length)
{
	for (size_t i = 0; i < COUNT_OF(signatures); i++)
		if (length >= signatures[i].length
		    && memcmp(start, signatures[i].bytes, signatures[i].length) == 0)
			return signatures[i].name;
	return markup_name(start, length);
}
