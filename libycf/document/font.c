#include "document/font.h"

#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

struct font_catalogue {
	FcFontSet *fonts;
};

/* Fonts under a home folder are left out: a font file is parsed, and only the
   system's own are trusted for that. */
static bool is_installed(const FcPattern *font)
{
	static const char *const folders[] = {"/usr/share/", "/usr/local/share/"};
	FcChar8 *path = NULL;

	if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch)
		return false;
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		if (strncmp((const char *)path, folders[i], strlen(folders[i])) == 0)
			return true;
	return false;
}

static void keep_installed(FcFontSet *fonts)
{
	int kept = 0;

	for (int i = 0; i < fonts->nfont; i++) {
		if (is_installed(fonts->fonts[i]))
			fonts->fonts[kept++] = fonts->fonts[i];
		else
			FcPatternDestroy(fonts->fonts[i]);
	}
	fonts->nfont = kept;
}

/* TrueType outlines of one design and no colour of their own: others cannot be
   embedded. */
static FcFontSet *list_fonts(void)
{
	FcConfig *config = FcConfigReference(NULL);
	FcPattern *wanted = FcPatternBuild(NULL, FC_FONTFORMAT, FcTypeString, "TrueType",
	                                   FC_VARIABLE, FcTypeBool, FcFalse,
	                                   FC_OUTLINE, FcTypeBool, FcTrue,
	                                   FC_COLOR, FcTypeBool, FcFalse, (char *)NULL);
	FcObjectSet *facts = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_FAMILY, FC_WEIGHT, FC_SLANT,
	                                      FC_WIDTH, FC_CHARSET, (char *)NULL);
	FcFontSet *fonts = NULL;

	if (config != NULL && wanted != NULL && facts != NULL)
		fonts = FcFontList(config, wanted, facts);
	if (facts != NULL)
		FcObjectSetDestroy(facts);
	if (wanted != NULL)
		FcPatternDestroy(wanted);
	if (config != NULL)
		FcConfigDestroy(config);
	return fonts;
}

ycf_status font_catalogue_open(struct message *message, struct font_catalogue **catalogue)
{
	struct font_catalogue *opened = calloc(1, sizeof *opened);

	if (opened != NULL)
		opened->fonts = list_fonts();
	if (opened == NULL || opened->fonts == NULL) {
		font_catalogue_free(opened);
		return message_memory(message);
	}
	keep_installed(opened->fonts);
	if (opened->fonts->nfont == 0) {
		font_catalogue_free(opened);
		return message_set(message, YCF_NOT_FOUND,
		                   "no TrueType font is installed on this computer; install one, "
		                   "such as DejaVu (on Debian: fonts-dejavu-core)");
	}
	*catalogue = opened;
	return YCF_OK;
}

void font_catalogue_free(struct font_catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	if (catalogue->fonts != NULL)
		FcFontSetDestroy(catalogue->fonts);
	free(catalogue);
}

static bool is_of_family(const FcPattern *font, const char *family)
{
	FcChar8 *name = NULL;

	for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
			return true;
	return false;
}

static bool has_character(const FcPattern *font, uint32_t character)
{
	FcCharSet *characters = NULL;

	return FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch
		&& FcCharSetHasChar(characters, character);
}

static int distance(const FcPattern *font, const struct font_style *style)
{
	int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN, width = FC_WIDTH_NORMAL;

	FcPatternGetInteger(font, FC_WEIGHT, 0, &weight);
	FcPatternGetInteger(font, FC_SLANT, 0, &slant);
	FcPatternGetInteger(font, FC_WIDTH, 0, &width);
	return abs(weight - FcWeightFromOpenType(style->weight))
		+ abs(width - FC_WIDTH_NORMAL) * 10
		+ ((slant != FC_SLANT_ROMAN) != style->italic ? 5000 : 0);
}

static const char *path_of(const FcPattern *font)
{
	FcChar8 *path = NULL;

	FcPatternGetString(font, FC_FILE, 0, &path);
	return (const char *)path;
}

/* The path breaks a tie, so that the same fonts give the same document. */
static bool is_nearer(const FcPattern *font, const FcPattern *best,
                      const struct font_style *style)
{
	if (best == NULL)
		return true;
	int difference = distance(font, style) - distance(best, style);
	return difference < 0 || (difference == 0 && strcmp(path_of(font), path_of(best)) < 0);
}

static const FcPattern *nearest(const struct font_catalogue *catalogue, const char *family,
                                const struct font_style *style, uint32_t character)
{
	const FcPattern *best = NULL;

	for (int i = 0; i < catalogue->fonts->nfont; i++) {
		const FcPattern *font = catalogue->fonts->fonts[i];
		if (family != NULL && !is_of_family(font, family))
			continue;
		if (has_character(font, character) && is_nearer(font, best, style))
			best = font;
	}
	return best;
}

bool font_is_installed(const struct font_catalogue *catalogue, const struct font_style *style)
{
	for (size_t i = 0; i < style->family_count; i++)
		for (int k = 0; k < catalogue->fonts->nfont; k++)
			if (is_of_family(catalogue->fonts->fonts[k], style->families[i]))
				return true;
	return false;
}

/* Fonts made for reading, for where none of the families wished for has the
   character: any other might be one of signs or of fancy shapes. */
static const char *const stand_ins[] = {"DejaVu Sans", "Liberation Sans", "Noto Sans", "FreeSans"};

bool font_find(const struct font_catalogue *catalogue, const struct font_style *style,
               uint32_t character, struct font_file *file)
{
	const FcPattern *found = NULL;
	int index = 0;

	for (size_t i = 0; i < style->family_count && found == NULL; i++)
		found = nearest(catalogue, style->families[i], style, character);
	for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0] && found == NULL; i++)
		found = nearest(catalogue, stand_ins[i], style, character);
	if (found == NULL)
		found = nearest(catalogue, NULL, style, character);
	if (found == NULL)
		return false;
	FcPatternGetInteger(found, FC_INDEX, 0, &index);
	file->path = path_of(found);
	file->index = (unsigned)index & 0xFFFF;      /* the rest names a variation */
	return true;
}
