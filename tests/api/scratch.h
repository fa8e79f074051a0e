/* A scratch folder with a tracker in it, and short ways to fill and ask it. */
#ifndef YCF_TESTS_SCRATCH_H
#define YCF_TESTS_SCRATCH_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ycf.h"

struct scratch {
	char folder[64];
	char path[96];               /* of the tracker */
	ycf_tracker *tracker;
};

/* ---- files ---- */

/* A path in the scratch folder; good for fifteen more calls. */
static inline const char *scratch_path(const struct scratch *scratch, const char *name)
{
	static char rooms[16][400];
	static size_t next;
	char *room = rooms[next++ % 16];
	snprintf(room, sizeof rooms[0], "%s/%s", scratch->folder, name);
	return room;
}

static inline void write_bytes(const char *path, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static inline const char *write_text(struct scratch *scratch, const char *name, const char *text)
{
	const char *path = scratch_path(scratch, name);
	write_bytes(path, text, strlen(text));
	return path;
}

/* The whole of a file with a NUL after it; free it. */
static inline char *read_bytes(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	size_t size = 0, room = 0, count;
	if (file == NULL)
		fail_msg("%s cannot be read", path);
	do {
		room += 65536;
		bytes = realloc(bytes, room + 1);
		assert_non_null(bytes);
		count = fread(bytes + size, 1, room - size, file);
		size += count;
	} while (count > 0);
	fclose(file);
	bytes[size] = '\0';
	if (length != NULL)
		*length = size;
	return bytes;
}

static inline bool file_exists(const char *path)
{
	struct stat facts;
	return stat(path, &facts) == 0;
}

static inline int scratch_unlink(const char *path, const struct stat *facts, int kind,
                                 struct FTW *walk)
{
	(void)facts;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline void remove_folder(const char *folder)
{
	nftw(folder, scratch_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

/* A file of the source tree or of the shared folder. */
static inline const char *source_path(const char *name)
{
	static char rooms[4][4096];
	static size_t next;
	char *room = rooms[next++ % 4];
	const char *root = getenv("YCF_SRCDIR");
	snprintf(room, sizeof rooms[0], "%s/%s", root != NULL ? root : ".", name);
	return room;
}

/* NULL where the shared folder is absent. */
static inline const char *shared_path(const char *name)
{
	static char rooms[4][4096];
	static size_t next;
	char *room = rooms[next++ % 4];
	const char *root = getenv("YCF_SHARED");
	if (root != NULL)
		snprintf(room, sizeof rooms[0], "%s/%s", root, name);
	else
		snprintf(room, sizeof rooms[0], "%s/%s", source_path("../shared"), name);
	return file_exists(room) ? room : NULL;
}

static inline const char *wanted_shared(const char *name)
{
	const char *path = shared_path(name);
	if (path == NULL) {
		print_message("skipped: %s is not in the shared folder\n", name);
		skip();
	}
	return path;
}

/* ---- calls ---- */

static inline void check_ok(ycf_tracker *tracker, ycf_status status, const char *call,
                            const char *file, int line)
{
	if (status == YCF_OK)
		return;
	print_error("%s: %s: %s\n", call, ycf_status_name(status), ycf_message(tracker));
	_fail(file, line);
}

#define ok(tracker, call) check_ok((tracker), (call), #call, __FILE__, __LINE__)

/* A failure must have its status, and one line of message with each of the words in it. */
static inline void check_fails(ycf_tracker *tracker, ycf_status wanted, ycf_status status,
                               const char *call, const char *const *words, const char *file,
                               int line)
{
	const char *text = ycf_message(tracker);
	const char *wrong = NULL;
	if (status != wanted)
		wrong = "gave another status";
	else if (text[0] == '\0' || strchr(text, '\n') != NULL)
		wrong = "did not leave one line of message";
	else if (ycf_message_status(tracker) != status)
		wrong = "left another status in the message";
	for (; wrong == NULL && *words != NULL; words++)
		if (strstr(text, *words) == NULL)
			wrong = *words;
	if (wrong == NULL)
		return;
	print_error("%s: %s (wanted %s); '%s': the message is '%s'\n", call,
	            ycf_status_name(status), ycf_status_name(wanted), wrong, text);
	_fail(file, line);
}

#define fails(tracker, wanted, call, ...) \
	check_fails((tracker), (wanted), (call), #call, \
	            (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)

/* ---- records ---- */

/* A new record with its fields, given as names and texts. */
static inline ycf_record *make_record(ycf_tracker *tracker, const char *noun,
                                      const char *const *fields)
{
	ycf_record *record = NULL;
	ok(tracker, ycf_record_new(tracker, noun, &record));
	for (; fields[0] != NULL; fields += 2) {
		ycf_status status = ycf_record_set(record, fields[0], fields[1]);
		if (status != YCF_OK)
			print_error("%s %s=%.60s\n", noun, fields[0], fields[1]);
		ok(tracker, status);
	}
	return record;
}

#define make(tracker, noun, ...) \
	make_record((tracker), (noun), (const char *const[]){__VA_ARGS__, NULL, NULL})

static inline void finish(ycf_tracker *tracker, ycf_record *record, ycf_status status,
                          const char *call, const char *file, int line)
{
	check_ok(tracker, status, call, file, line);
	ycf_record_free(record);
}

static inline void add_record(ycf_tracker *tracker, ycf_record *record, const char *file,
                              int line)
{
	ycf_status status = ycf_save(record);
	finish(tracker, record, status, "ycf_save", file, line);
}

#define add(tracker, noun, ...) \
	add_record((tracker), make((tracker), (noun), __VA_ARGS__), __FILE__, __LINE__)

static inline ycf_record *get(ycf_tracker *tracker, const char *noun, const char *key)
{
	ycf_record *record = NULL;
	ok(tracker, ycf_get(tracker, noun, key, &record));
	return record;
}

static inline void check_text(const char *found, const char *wanted, const char *name,
                              const char *file, int line)
{
	if (found == wanted || (found != NULL && wanted != NULL && strcmp(found, wanted) == 0))
		return;
	print_error("%s is '%s', not '%s'\n", name, found != NULL ? found : "(none)",
	            wanted != NULL ? wanted : "(none)");
	_fail(file, line);
}

/* A record's field as people see it; NULL: empty. */
#define holds(record, field, wanted) \
	check_text(ycf_record_label((record), (field)), (wanted), (field), __FILE__, __LINE__)

static inline void check_stored(ycf_tracker *tracker, const char *noun, const char *key,
                                const char *field, const char *wanted, const char *file,
                                int line)
{
	ycf_record *record = NULL;
	check_ok(tracker, ycf_get(tracker, noun, key, &record), key, file, line);
	check_text(ycf_record_label(record, field), wanted, field, file, line);
	ycf_record_free(record);
}

#define stored(tracker, noun, key, field, wanted) \
	check_stored((tracker), (noun), (key), (field), (wanted), __FILE__, __LINE__)

/* ---- documents ---- */

/* One document of a setting, or of an award by its code. */
static inline ycf_status draw(ycf_tracker *tracker, const char *kind, const char *key,
                              const char *path)
{
	ycf_document *document = NULL;
	ycf_status status = ycf_document_new(tracker, kind, &document);
	if (status == YCF_OK)
		status = ycf_document_write(document, key, path, -1);
	ycf_document_free(document);
	return status;
}

/* Its words line by line, "" where pdftotext is not installed; free it. */
static inline char *text_of_pdf(const char *path)
{
	enum { MOST = 200000 };
	char command[600];
	char *text = calloc(1, MOST);
	assert_non_null(text);
	snprintf(command, sizeof command, "pdftotext -layout '%s' - 2>/dev/null", path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	size_t length = fread(text, 1, MOST - 1, pipe);
	text[length] = '\0';
	pclose(pipe);
	return text;
}

/* ---- asking ---- */

static inline ycf_cursor *ask(ycf_tracker *tracker, const char *noun, const char *const *terms,
                              const char *sort, ycf_date as_of)
{
	ycf_cursor *cursor = NULL;
	ok(tracker, ycf_select(tracker, noun, terms, sort, as_of, NULL, &cursor));
	return cursor;
}

#define TERMS(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline const ycf_record *next_row(ycf_tracker *tracker, ycf_cursor *cursor)
{
	const ycf_record *record = NULL;
	ycf_status status = ycf_cursor_next(cursor, &record);
	if (status != YCF_ROW && status != YCF_DONE)
		fail_msg("%s: %s", ycf_status_name(status), ycf_message(tracker));
	return status == YCF_ROW ? record : NULL;
}

/* How many records meet the terms as of a day. */
static inline size_t count_on(ycf_tracker *tracker, const char *noun, const char *const *terms,
                              ycf_date as_of)
{
	size_t count = 0;
	ycf_cursor *cursor = ask(tracker, noun, terms, NULL, as_of);
	while (next_row(tracker, cursor) != NULL)
		count++;
	ycf_cursor_free(cursor);
	return count;
}

static inline size_t count_of(ycf_tracker *tracker, const char *noun, const char *term)
{
	return count_on(tracker, noun, TERMS(term), 0);
}

/* One field of the only record that meets the terms; free it. */
static inline char *only(ycf_tracker *tracker, const char *noun, const char *const *terms,
                         const char *field, ycf_date as_of)
{
	ycf_cursor *cursor = ask(tracker, noun, terms, NULL, as_of);
	const ycf_record *record = next_row(tracker, cursor);
	assert_non_null(record);
	const char *text = ycf_record_label(record, field);
	char *copy = text != NULL ? strdup(text) : NULL;
	assert_null(next_row(tracker, cursor));
	ycf_cursor_free(cursor);
	return copy;
}

static inline void check_standing(ycf_tracker *tracker, const char *setting, ycf_date on,
                                  const char *field, const char *wanted, const char *file,
                                  int line)
{
	char term[200];
	snprintf(term, sizeof term, "setting=%s", setting);
	char *found = only(tracker, "standing", TERMS(term), field, on);
	check_text(found, wanted, field, file, line);
	free(found);
}

#define standing(tracker, setting, on, field, wanted) \
	check_standing((tracker), (setting), (on), (field), (wanted), __FILE__, __LINE__)

/* ---- a tracker ---- */

static inline void scratch_open(struct scratch *scratch)
{
	strcpy(scratch->folder, "/tmp/ycf-test-XXXXXX");
	assert_non_null(mkdtemp(scratch->folder));
	snprintf(scratch->path, sizeof scratch->path, "%s/tracker.ycf", scratch->folder);
	scratch->tracker = ycf_new();
	assert_non_null(scratch->tracker);
	ok(scratch->tracker, ycf_set_templates(scratch->tracker, source_path("templates")));
	ok(scratch->tracker, ycf_set_actor(scratch->tracker, "Robin Example"));
}

/* A folder and a handle without a tracker. */
static inline int scratch_bare(void **state)
{
	struct scratch *scratch = calloc(1, sizeof *scratch);
	assert_non_null(scratch);
	scratch_open(scratch);
	*state = scratch;
	return 0;
}

/* With a tracker of the Leeds framework. */
static inline int scratch_leeds(void **state)
{
	scratch_bare(state);
	struct scratch *scratch = *state;
	ok(scratch->tracker, ycf_create(scratch->tracker, scratch->path, "leeds", 0));
	return 0;
}

/* With a tracker of the small framework of the tests. */
static inline int scratch_small(void **state)
{
	scratch_bare(state);
	struct scratch *scratch = *state;
	ok(scratch->tracker, ycf_create(scratch->tracker, scratch->path,
	                                source_path("tests/frameworks/small.yaml"), 0));
	return 0;
}

static inline int scratch_close(void **state)
{
	struct scratch *scratch = *state;
	ycf_free(scratch->tracker);
	remove_folder(scratch->folder);
	free(scratch);
	return 0;
}

/* A second handle of the same file. */
static inline ycf_tracker *second_handle(struct scratch *scratch)
{
	ycf_tracker *tracker = ycf_new();
	assert_non_null(tracker);
	ok(tracker, ycf_set_templates(tracker, source_path("templates")));
	ok(tracker, ycf_set_actor(tracker, "Sam Second"));
	ok(tracker, ycf_open(tracker, scratch->path, 0));
	return tracker;
}

#define test_leeds(function) cmocka_unit_test_setup_teardown(function, scratch_leeds, scratch_close)
#define test_small(function) cmocka_unit_test_setup_teardown(function, scratch_small, scratch_close)
#define test_bare(function) cmocka_unit_test_setup_teardown(function, scratch_bare, scratch_close)

#endif
