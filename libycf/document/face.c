#include "document/face.h"

#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>
#include <hb-subset.h>

/* Getting a face ready to be cut takes as long as some twenty cuts of one that
   is not, and makes each of them many times faster. */
enum { CUTS_UNPREPARED = 16 };

struct face {
	hb_face_t *face;
	hb_face_t *prepared;           /* to be cut; NULL while that is not worth it */
	unsigned cuts;
	hb_font_t *font;
	hb_buffer_t *buffer;
	hb_draw_funcs_t *pen;
	double em;
	struct face_facts facts;
};

/* ---- what a document says of it ---- */

static void read_name(hb_face_t *face, char *name, unsigned size)
{
	char own[64];
	unsigned length = sizeof own, to = 0;

	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length,
	                    own);
	for (unsigned i = 0; i < length && to + 1 < size; i++) {
		char c = own[i];
		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
		    || c == '-')
			name[to++] = c;
	}
	name[to] = '\0';
	if (to == 0)
		strcpy(name, "Unnamed");
}

/* A signed number of two bytes within a table; 0 where the table is too short. */
static int number_at(hb_blob_t *table, unsigned at)
{
	unsigned length = 0;
	const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(table, &length);

	if (at + 2 > length)
		return 0;
	int number = bytes[at] << 8 | bytes[at + 1];
	return number < 0x8000 ? number : number - 0x10000;
}

static void read_box(const struct face *face, struct face_facts *facts)
{
	hb_blob_t *head = hb_face_reference_table(face->face, HB_TAG('h', 'e', 'a', 'd'));

	facts->left = number_at(head, 36) / face->em;
	facts->bottom = number_at(head, 38) / face->em;
	facts->right = number_at(head, 40) / face->em;
	facts->top = number_at(head, 42) / face->em;
	hb_blob_destroy(head);
}

/* By the font's PANOSE numbers: a text face (2) whose serifs are of a kind
   between cove (2) and triangle (10). */
static bool has_serifs(hb_face_t *face)
{
	hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	int numbers = number_at(table, 32);

	hb_blob_destroy(table);
	return numbers >> 8 == 2 && (numbers & 0xFF) >= 2 && (numbers & 0xFF) <= 10;
}

static bool has_one_width(hb_face_t *face)
{
	hb_blob_t *table = hb_face_reference_table(face, HB_TAG('p', 'o', 's', 't'));
	bool fixed = number_at(table, 12) != 0 || number_at(table, 14) != 0;

	hb_blob_destroy(table);
	return fixed;
}

static double metric(const struct face *face, hb_ot_metrics_tag_t tag, double otherwise)
{
	hb_position_t position = 0;

	if (!hb_ot_metrics_get_position(face->font, tag, &position) || position == 0)
		return otherwise;
	return position / face->em;
}

/* Older fonts do not say how high their capitals are. */
static double cap_height(const struct face *face)
{
	hb_glyph_extents_t extents;
	hb_codepoint_t glyph = 0;
	double height = metric(face, HB_OT_METRICS_TAG_CAP_HEIGHT, 0);

	if (height <= 0 && hb_font_get_nominal_glyph(face->font, 'H', &glyph)
	    && hb_font_get_glyph_extents(face->font, glyph, &extents))
		height = extents.y_bearing / face->em;
	return height > 0 ? height : 0.7;
}

static void read_facts(struct face *face)
{
	struct face_facts *facts = &face->facts;

	read_name(face->face, facts->name, sizeof facts->name);
	read_box(face, facts);
	facts->ascent = metric(face, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 0.8);
	facts->descent = metric(face, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -0.2);
	facts->cap_height = cap_height(face);
	facts->slant = (double)hb_style_get_value(face->font, HB_STYLE_TAG_SLANT_ANGLE);
	facts->weight = (double)hb_style_get_value(face->font, HB_STYLE_TAG_WEIGHT);
	facts->serif = has_serifs(face->face);
	facts->fixed = has_one_width(face->face);
}

/* ---- outlines ---- */

struct outline {
	struct path *path;
	double x, y;
	double scale;
};

static double across(const struct outline *outline, float x)
{
	return outline->x + outline->scale * (double)x;
}

static double down(const struct outline *outline, float y)
{
	return outline->y - outline->scale * (double)y;
}

static void draw_move(hb_draw_funcs_t *pen, void *drawing, hb_draw_state_t *state, float x,
                      float y, void *user)
{
	const struct outline *outline = drawing;

	(void)pen, (void)state, (void)user;
	path_move(outline->path, across(outline, x), down(outline, y));
}

static void draw_line(hb_draw_funcs_t *pen, void *drawing, hb_draw_state_t *state, float x,
                      float y, void *user)
{
	const struct outline *outline = drawing;

	(void)pen, (void)state, (void)user;
	path_line(outline->path, across(outline, x), down(outline, y));
}

static void draw_curve(hb_draw_funcs_t *pen, void *drawing, hb_draw_state_t *state, float x1,
                       float y1, float x2, float y2, float x, float y, void *user)
{
	const struct outline *outline = drawing;

	(void)pen, (void)state, (void)user;
	path_curve(outline->path, across(outline, x1), down(outline, y1),
	           across(outline, x2), down(outline, y2), across(outline, x), down(outline, y));
}

static void draw_close(hb_draw_funcs_t *pen, void *drawing, hb_draw_state_t *state, void *user)
{
	const struct outline *outline = drawing;

	(void)pen, (void)state, (void)user;
	path_close(outline->path);
}

/* HarfBuzz turns quadratic curves, for which no function is set, into cubic ones. */
static bool make_pen(struct face *face)
{
	face->pen = hb_draw_funcs_create();
	if (hb_draw_funcs_is_immutable(face->pen))
		return false;
	hb_draw_funcs_set_move_to_func(face->pen, draw_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(face->pen, draw_line, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(face->pen, draw_curve, NULL, NULL);
	hb_draw_funcs_set_close_path_func(face->pen, draw_close, NULL, NULL);
	return true;
}

static hb_codepoint_t glyph_of(const struct face *face, uint32_t character)
{
	hb_codepoint_t glyph = 0;

	hb_font_get_nominal_glyph(face->font, character, &glyph);
	return glyph;
}

bool face_outline(const struct face *face, uint32_t character, double x, double y, double size,
                  struct path *path)
{
	struct outline outline = {path, x, y, size / face->em};

#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(face->font, glyph_of(face, character), face->pen, &outline);
#else
	hb_font_get_glyph_shape(face->font, glyph_of(face, character), face->pen, &outline);
#endif
	return !path->failed;
}

/* ---- opening ---- */

static bool is_made(struct face *face, hb_blob_t *blob, unsigned index)
{
	face->face = hb_face_create(blob, index);
	face->font = hb_font_create(face->face);
	face->buffer = hb_buffer_create();
	face->em = hb_face_get_upem(face->face);
	return make_pen(face) && face->face != hb_face_get_empty()
		&& face->font != hb_font_get_empty() && hb_buffer_allocation_successful(face->buffer);
}

ycf_status face_open(const char *path, unsigned index, struct message *message,
                     struct face **out)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (blob == NULL)
		return message_set(message, YCF_UNREADABLE,
		                   "cannot read the font file %s; install its font again", path);
	struct face *face = calloc(1, sizeof *face);
	bool made = face != NULL && is_made(face, blob, index);
	hb_blob_destroy(blob);
	if (!made) {
		face_free(face);
		return message_memory(message);
	}
	if (hb_face_get_glyph_count(face->face) == 0) {
		face_free(face);
		return message_set(message, YCF_DAMAGED,
		                   "the font file %s is damaged; install its font again", path);
	}
	read_facts(face);
	*out = face;
	return YCF_OK;
}

void face_free(struct face *face)
{
	if (face == NULL)
		return;
	hb_draw_funcs_destroy(face->pen);
	hb_buffer_destroy(face->buffer);
	hb_font_destroy(face->font);
	hb_face_destroy(face->prepared);
	hb_face_destroy(face->face);
	free(face);
}

bool face_has(const struct face *face, uint32_t character)
{
	return glyph_of(face, character) != 0;
}

double face_cap_height(const struct face *face)
{
	return face->facts.cap_height;
}

double face_advance(const struct face *face, uint32_t character)
{
	return hb_font_get_glyph_h_advance(face->font, glyph_of(face, character)) / face->em;
}

const struct face_facts *face_facts(const struct face *face)
{
	return &face->facts;
}

/* ---- placing ---- */

/* Each character is drawn as the one glyph the font's character map gives it,
   so everything that would put another glyph there is turned off. */
static void shape(hb_font_t *font, hb_buffer_t *buffer)
{
	static const char *const replacing[] = {"ccmp", "locl", "liga", "clig", "calt",
	                                        "rlig", "rclt"};
	hb_feature_t features[sizeof replacing / sizeof replacing[0]];
	unsigned count = sizeof replacing / sizeof replacing[0];

	for (unsigned i = 0; i < count; i++)
		features[i] = (hb_feature_t){hb_tag_from_string(replacing[i], 4), 0, 0,
		                             HB_FEATURE_GLOBAL_END};
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_CHARACTERS);
	hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
	hb_buffer_guess_segment_properties(buffer);
	hb_buffer_set_language(buffer, hb_language_from_string("en", 2));
	hb_shape(font, buffer, features, count);
}

static void place_alone(const struct face *face, uint32_t character, struct face_place *place)
{
	place->own = place->advance = face_advance(face, character);
	place->x = place->y = 0;
}

/* Readers take a gap of a tenth of the type size for a space between words, so
   two letters are never set so far apart. */
static const double WIDEST_KERN = 0.08;

static void place_shaped(const struct face *face, const hb_glyph_position_t *position,
                         struct face_place *place)
{
	double most = place->advance + WIDEST_KERN;

	place->advance = position->x_advance / face->em;
	if (place->advance > most)
		place->advance = most;
	place->x = position->x_offset / face->em;
	place->y = position->y_offset / face->em;
}

ycf_status face_place(struct face *face, const uint32_t *characters, size_t count,
                      struct face_place *places, struct message *message)
{
	hb_buffer_t *buffer = face->buffer;
	unsigned glyphs = 0, unused = 0;

	for (size_t i = 0; i < count; i++)
		place_alone(face, characters[i], &places[i]);
	hb_buffer_reset(buffer);
	hb_buffer_add_utf32(buffer, characters, (int)count, 0, (int)count);
	shape(face->font, buffer);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &glyphs);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &unused);
	/* a font that still joins or splits characters is drawn without kerning */
	if (glyphs == count)
		for (unsigned i = 0; i < glyphs; i++)
			place_shaped(face, &positions[i], &places[infos[i].cluster]);
	if (hb_buffer_allocation_successful(buffer))
		return YCF_OK;
	hb_buffer_destroy(buffer);
	face->buffer = hb_buffer_create();
	return message_memory(message);
}

/* ---- cutting down ---- */

/* All that a PDF viewer wants of a font file. */
static void keep_outlines(hb_set_t *dropped)
{
	static const hb_tag_t kept[] = {
		HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
		HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
	};

	hb_set_clear(dropped);
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		hb_set_add(dropped, kept[i]);
	hb_set_invert(dropped);
}

static hb_subset_input_t *what_to_keep(const struct face *face, const uint32_t *characters,
                                       size_t count)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();

	if (input == NULL)
		return NULL;
	hb_set_t *glyphs = hb_subset_input_glyph_set(input);
	hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < count; i++)
		hb_set_add(glyphs, glyph_of(face, characters[i]));
	keep_outlines(dropped);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	if (hb_set_allocation_successful(glyphs) && hb_set_allocation_successful(dropped))
		return input;
	hb_subset_input_destroy(input);
	return NULL;
}

static hb_face_t *to_be_cut(struct face *face)
{
#if HB_VERSION_ATLEAST(6, 0, 0)
	if (face->cuts < CUTS_UNPREPARED)
		face->cuts++;
	else if (face->prepared == NULL)
		face->prepared = hb_subset_preprocess(face->face);
#endif
	return face->prepared != NULL ? face->prepared : face->face;
}

static bool copy_file(hb_face_t *cut, unsigned char **file, size_t *length)
{
	unsigned size = 0;
	hb_blob_t *blob = hb_face_reference_blob(cut);
	const char *bytes = hb_blob_get_data(blob, &size);

	*length = size;
	*file = size > 0 ? malloc(size) : NULL;
	if (*file != NULL)
		memcpy(*file, bytes, size);
	hb_blob_destroy(blob);
	return *file != NULL;
}

ycf_status face_subset(struct face *face, const uint32_t *characters, size_t count,
                       uint16_t *glyphs, unsigned char **file, size_t *length,
                       struct message *message)
{
	hb_subset_input_t *input = what_to_keep(face, characters, count);
	hb_subset_plan_t *plan = NULL;
	hb_face_t *cut = NULL;

	*file = NULL;
	if (input != NULL)
		plan = hb_subset_plan_create_or_fail(to_be_cut(face), input);
	if (plan != NULL)
		cut = hb_subset_plan_execute_or_fail(plan);
	bool done = cut != NULL && copy_file(cut, file, length);
	for (size_t i = 0; done && i < count; i++)
		glyphs[i] = (uint16_t)hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(plan),
		                                 glyph_of(face, characters[i]));
	hb_face_destroy(cut);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return done ? YCF_OK : message_memory(message);
}

/* ---- what cannot be drawn ---- */

static bool is_invisible(hb_unicode_general_category_t category)
{
	return category == HB_UNICODE_GENERAL_CATEGORY_CONTROL
		|| category == HB_UNICODE_GENERAL_CATEGORY_FORMAT
		|| category == HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR
		|| category == HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR;
}

static bool has_no_meaning(hb_unicode_general_category_t category)
{
	return category == HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED
		|| category == HB_UNICODE_GENERAL_CATEGORY_PRIVATE_USE
		|| category == HB_UNICODE_GENERAL_CATEGORY_SURROGATE;
}

/* Scripts whose letters stand side by side, left to right, unchanged. */
static bool is_simple(hb_script_t script)
{
	static const hb_script_t simple[] = {
		HB_SCRIPT_COMMON, HB_SCRIPT_INHERITED, HB_SCRIPT_LATIN, HB_SCRIPT_GREEK,
		HB_SCRIPT_CYRILLIC, HB_SCRIPT_ARMENIAN, HB_SCRIPT_GEORGIAN, HB_SCRIPT_HAN,
		HB_SCRIPT_HIRAGANA, HB_SCRIPT_KATAKANA, HB_SCRIPT_BOPOMOFO, HB_SCRIPT_HANGUL,
		HB_SCRIPT_ETHIOPIC, HB_SCRIPT_CHEROKEE, HB_SCRIPT_CANADIAN_SYLLABICS,
		HB_SCRIPT_TIFINAGH, HB_SCRIPT_VAI, HB_SCRIPT_LISU, HB_SCRIPT_YI,
		HB_SCRIPT_COPTIC, HB_SCRIPT_GLAGOLITIC, HB_SCRIPT_OGHAM, HB_SCRIPT_RUNIC,
		HB_SCRIPT_GOTHIC, HB_SCRIPT_OLD_ITALIC, HB_SCRIPT_DESERET, HB_SCRIPT_SHAVIAN,
		HB_SCRIPT_OSAGE, HB_SCRIPT_BRAILLE,
	};

	for (size_t i = 0; i < sizeof simple / sizeof simple[0]; i++)
		if (simple[i] == script)
			return true;
	return false;
}

const char *face_refusal(uint32_t character)
{
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	hb_unicode_general_category_t category = hb_unicode_general_category(unicode, character);

	if (is_invisible(category))
		return "is invisible and cannot be drawn; remove it";
	if (has_no_meaning(category) || character == 0xFFFC)
		return "stands for no letter or sign; remove it";
	if (character == 0xFFFD)
		return "stands for a letter that was lost when the text was entered; enter it again";
	if (!is_simple(hb_unicode_script(unicode, character)))
		return "belongs to a script that cannot be drawn in a document; "
		       "write the text in Latin letters";
	return NULL;
}
