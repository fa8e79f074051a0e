#include "document/face.h"

#include <stdlib.h>
#include <string.h>

#include <hb-subset.h>

struct face {
	hb_face_t *face;
	hb_font_t *font;
	hb_set_t *used;
	double em;
};

ycf_status face_open(const char *path, unsigned index, struct message *message,
                     struct face **out)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (blob == NULL)
		return message_set(message, YCF_UNREADABLE,
		                   "cannot read the font file %s; install its font again", path);
	struct face *face = calloc(1, sizeof *face);
	if (face == NULL) {
		hb_blob_destroy(blob);
		return message_memory(message);
	}
	face->face = hb_face_create(blob, index);
	face->font = hb_font_create(face->face);
	face->used = hb_set_create();
	face->em = hb_face_get_upem(face->face);
	hb_blob_destroy(blob);
	if (face->face == hb_face_get_empty() || face->font == hb_font_get_empty()) {
		face_free(face);
		return message_memory(message);
	}
	if (hb_face_get_glyph_count(face->face) == 0) {
		face_free(face);
		return message_set(message, YCF_DAMAGED,
		                   "the font file %s is damaged; install its font again", path);
	}
	*out = face;
	return YCF_OK;
}

void face_free(struct face *face)
{
	if (face == NULL)
		return;
	hb_set_destroy(face->used);
	hb_font_destroy(face->font);
	hb_face_destroy(face->face);
	free(face);
}

bool face_has(const struct face *face, uint32_t character)
{
	hb_codepoint_t glyph = 0;

	return hb_font_get_nominal_glyph(face->font, character, &glyph) && glyph != 0;
}

double face_cap_height(const struct face *face)
{
	hb_position_t height = 0;

	if (!hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &height)
	    || height <= 0)
		return 0.7;
	return height / face->em;
}

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
	hb_codepoint_t glyph = 0;

	hb_font_get_nominal_glyph(face->font, character, &glyph);
	place->advance = hb_font_get_glyph_h_advance(face->font, glyph) / face->em;
	place->x = place->y = 0;
	place->plain = true;
}

static void place_shaped(const struct face *face, const hb_glyph_position_t *position,
                         struct face_place *place)
{
	double own = place->advance;

	place->advance = position->x_advance / face->em;
	place->x = position->x_offset / face->em;
	place->y = position->y_offset / face->em;
	place->plain = place->advance - own < 1e-6 && own - place->advance < 1e-6
		&& position->x_offset == 0 && position->y_offset == 0;
}

ycf_status face_place(struct face *face, const uint32_t *characters, size_t count,
                      struct face_place *places, struct message *message)
{
	hb_buffer_t *buffer = hb_buffer_create();
	unsigned glyphs = 0, unused = 0;

	for (size_t i = 0; i < count; i++) {
		hb_set_add(face->used, characters[i]);
		place_alone(face, characters[i], &places[i]);
	}
	hb_buffer_add_utf32(buffer, characters, (int)count, 0, (int)count);
	shape(face->font, buffer);
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &glyphs);
	const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &unused);
	/* a font that still joins or splits characters is drawn without kerning */
	if (glyphs == count)
		for (unsigned i = 0; i < glyphs; i++)
			place_shaped(face, &positions[i], &places[infos[i].cluster]);
	bool failed = !hb_buffer_allocation_successful(buffer)
		|| !hb_set_allocation_successful(face->used);
	hb_buffer_destroy(buffer);
	return failed ? message_memory(message) : YCF_OK;
}

int32_t face_next_used(const struct face *face, int32_t character)
{
	hb_codepoint_t next = character < 0 ? HB_SET_VALUE_INVALID : (hb_codepoint_t)character;

	return hb_set_next(face->used, &next) ? (int32_t)next : -1;
}

static hb_face_t *cut(const struct face *face)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	static const hb_tag_t layout[] = {
		HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
		HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n'),
	};

	if (input == NULL)
		return NULL;
	hb_set_union(hb_subset_input_unicode_set(input), face->used);
	hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof layout / sizeof layout[0]; i++)
		hb_set_add(dropped, layout[i]);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	hb_face_t *subset = hb_subset_or_fail(face->face, input);
	hb_subset_input_destroy(input);
	return subset;
}

ycf_status face_subset(const struct face *face, struct message *message,
                       unsigned char **data, size_t *length)
{
	hb_face_t *subset = cut(face);

	if (subset == NULL)
		return message_memory(message);
	hb_blob_t *blob = hb_face_reference_blob(subset);
	unsigned size = 0;
	const char *bytes = hb_blob_get_data(blob, &size);
	*data = size > 0 ? malloc(size) : NULL;
	if (*data != NULL)
		memcpy(*data, bytes, size);
	*length = size;
	hb_blob_destroy(blob);
	hb_face_destroy(subset);
	return *data == NULL ? message_memory(message) : YCF_OK;
}

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
	if (has_no_meaning(category))
		return "stands for no letter or sign; remove it";
	if (character > 0xFFFF)
		return "is an emoji or a rare sign that cannot be drawn in a document; "
		       "remove it or write it in words";
	if (!is_simple(hb_unicode_script(unicode, character)))
		return "belongs to a script that cannot be drawn in a document; "
		       "write the text in Latin letters";
	return NULL;
}
