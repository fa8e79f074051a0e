#include "base/file_name.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* No file system takes names of more than 255 bytes; kind, number and ending
   stand behind these. */
enum { MOST_CHARACTERS = 80, MOST_BYTES = 200, FIRST_ROOM = 64 };

struct file_names {
	uint64_t *hashes;              /* 0: a free place; always some are */
	size_t room, count;
};

ycf_status file_names_new(struct message *message, struct file_names **names)
{
	struct file_names *made = calloc(1, sizeof *made);
	if (made != NULL)
		made->hashes = calloc(FIRST_ROOM, sizeof *made->hashes);
	if (made == NULL || made->hashes == NULL) {
		free(made);
		return message_memory(message);
	}
	made->room = FIRST_ROOM;
	*names = made;
	return YCF_OK;
}

void file_names_free(struct file_names *names)
{
	if (names == NULL)
		return;
	free(names->hashes);
	free(names);
}

/* ---- names given ---- */

static uint64_t hash_of(const char *text)
{
	uint64_t hash = 0xCBF29CE484222325u;
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
	return hash != 0 ? hash : 1;
}

/* Its place, or the free one where it belongs. */
static uint64_t *place_of(uint64_t *hashes, size_t room, uint64_t hash)
{
	size_t at = (size_t)hash & (room - 1);
	while (hashes[at] != 0 && hashes[at] != hash)
		at = (at + 1) & (room - 1);
	return &hashes[at];
}

static ycf_status make_room(struct file_names *names, struct message *message)
{
	if (names->count * 2 < names->room)
		return YCF_OK;
	size_t room = names->room * 2;
	uint64_t *hashes = calloc(room, sizeof *hashes);
	if (hashes == NULL)
		return message_memory(message);
	for (size_t i = 0; i < names->room; i++)
		if (names->hashes[i] != 0)
			*place_of(hashes, room, names->hashes[i]) = names->hashes[i];
	free(names->hashes);
	names->hashes = hashes;
	names->room = room;
	return YCF_OK;
}

/* Whether nobody had the name before; it is taken now. */
static bool take(struct file_names *names, const char *name)
{
	uint64_t hash = hash_of(name), *place = place_of(names->hashes, names->room, hash);
	if (*place == hash)
		return false;
	*place = hash;
	names->count++;
	return true;
}

/* ---- one name ---- */

static bool is_apostrophe(int32_t character)
{
	return character == '\'' || character == '`' || character == 0xB4 ||
	       (character >= 0x2BB && character <= 0x2BD) || character == 0x2018 ||
	       character == 0x2019 || character == 0x2032;
}

/* Which of a letter's shapes is meant: nothing that can be seen or typed. */
static bool is_variation_selector(int32_t character)
{
	return (character >= 0xFE00 && character <= 0xFE0F) ||
	       (character >= 0xE0100 && character <= 0xE01EF);
}

/* Add the words of a text, a hyphen before each but the very first. */
static void add_words(struct buffer *out, const char *text)
{
	const char *at = text, *end = text + strlen(text), *start = at;
	bool gap = false;
	for (int32_t character; at < end; start = at) {
		character = text_next(&at, end);
		if (at == start)
			at++;
		if (is_apostrophe(character) || is_variation_selector(character))
			continue;
		if (!text_is_letter(character)) {
			gap = true;
			continue;
		}
		if (gap && out->length > 0)
			buffer_char(out, '-');
		gap = false;
		buffer_add(out, start, (size_t)(at - start));
	}
}

/* Cut where a word ends, unless little were left, else within the word. */
static void cut(struct buffer *words)
{
	const char *text = buffer_string(words), *at = text, *end = text + words->length;
	size_t kept = 0, last_word = 0, characters = 0;
	while (at < end && characters < MOST_CHARACTERS) {
		if (*at == '-')
			last_word = kept;
		if (text_next(&at, end) < 0 || (size_t)(at - text) > MOST_BYTES)
			break;
		kept = (size_t)(at - text);
		characters++;
	}
	if (kept == words->length || words->failed)
		return;
	if (text[kept] != '-' && last_word > kept / 2)
		kept = last_word;
	words->length = kept;
	words->data[kept] = '\0';
}

/* The first of NAME, NAME-2, NAME-3 ... that is free. */
static const char *make_free(struct file_names *names, const char *name, struct arena *arena)
{
	const char *folded = text_folded(arena, name, strlen(name)), *tried = folded;
	unsigned number = 1;
	while (tried != NULL && !take(names, tried))
		tried = arena_format(arena, "%s-%u", folded, ++number);
	if (tried == NULL || number == 1)
		return tried == NULL ? NULL : name;
	return arena_format(arena, "%s-%u", name, number);
}

static const char *make(struct file_names *names, const char *reference, const char *name,
                        const char *kind, const char *ending, struct arena *arena)
{
	struct buffer words = {0};
	const char *both = arena_format(arena, "%s %s", reference != NULL ? reference : "", name);
	const char *plain = both != NULL ? text_nfc(arena, both, strlen(both)) : NULL;
	const char *made = NULL;
	if (plain != NULL)
		add_words(&words, plain);
	cut(&words);
	if (plain != NULL && !words.failed)
		made = arena_format(arena, "%s%s%s", buffer_string(&words), words.length > 0 ? "-" : "",
		                    kind);
	buffer_free(&words);
	if (made != NULL)
		made = make_free(names, made, arena);
	return made != NULL ? arena_format(arena, "%s.%s", made, ending) : NULL;
}

ycf_status file_name_make(struct file_names *names, const char *reference, const char *name,
                          const char *kind, const char *ending, struct arena *arena,
                          struct message *message, const char **out)
{
	ycf_status status = make_room(names, message);
	if (status != YCF_OK)
		return status;
	const char *made = make(names, reference, name, kind, ending, arena);
	if (made == NULL)
		return message_memory(message);
	*out = made;
	return YCF_OK;
}
