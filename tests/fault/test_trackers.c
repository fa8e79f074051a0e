/* Trackers that cannot be used, and machines that fail in the middle of work:
   a clear status, one line that says what to do, and a file left as it was. */
#include "../api/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

/* ---- files that are no trackers ---- */

/* Opening must fail so and leave the file, and the folder around it, alone. */
static void refused_untouched(struct scratch *scratch, const char *path, ycf_status wanted,
                              const char *word)
{
	size_t length, after;
	char *before = read_bytes(path, &length);
	ycf_tracker *tracker = ycf_new();
	assert_non_null(tracker);
	check_fails(tracker, wanted, ycf_open(tracker, path, 0), path,
	            TERMS(strrchr(path, '/') + 1, word), __FILE__, __LINE__);
	ycf_free(tracker);
	char *bytes = read_bytes(path, &after);
	assert_int_equal(after, length);
	assert_memory_equal(bytes, before, length);
	free(bytes);
	free(before);
	DIR *folder = opendir(scratch->folder);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		if (strstr(entry->d_name, "-wal") != NULL || strstr(entry->d_name, "-shm") != NULL ||
		    strstr(entry->d_name, "-journal") != NULL)
			fail_msg("%s was left behind", entry->d_name);
	closedir(folder);
}

static void a_missing_file(void **state)
{
	struct scratch *scratch = *state;
	fails(scratch->tracker, YCF_NOT_FOUND, ycf_open(scratch->tracker, scratch->path, 0),
	      "tracker.ycf", "ycf init");
	assert_false(file_exists(scratch->path));
	fails(scratch->tracker, YCF_UNREADABLE,
	      ycf_create(scratch->tracker, scratch_path(scratch, "no/folder.ycf"), "leeds", 0),
	      "no/folder.ycf");
}

static void files_of_others(void **state)
{
	struct scratch *scratch = *state;
	refused_untouched(scratch, write_text(scratch, "empty.ycf", ""), YCF_FOREIGN, "empty");
	refused_untouched(scratch, write_text(scratch, "short.ycf", "SQLite format 3"), YCF_FOREIGN,
	                  "");
	refused_untouched(scratch, write_text(scratch, "notes.txt", "Dear all,\nplease find\n"),
	                  YCF_FOREIGN, "");
	char zeros[8192] = "";
	write_bytes(scratch_path(scratch, "zeros.ycf"), zeros, sizeof zeros);
	refused_untouched(scratch, scratch_path(scratch, "zeros.ycf"), YCF_FOREIGN, "");
	sqlite3 *database;
	const char *path = scratch_path(scratch, "other.db");
	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, "CREATE TABLE setting(id, name); INSERT INTO setting "
	                              "VALUES (1, 'x')", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
	refused_untouched(scratch, path, YCF_FOREIGN, "not a tracker");
	fails(scratch->tracker, YCF_FOREIGN, ycf_open(scratch->tracker, scratch->folder, 0),
	      scratch->folder, "folder");
}

/* A tracker with one setting, closed. */
static void small_tracker(struct scratch *scratch)
{
	ok(scratch->tracker, ycf_create(scratch->tracker, scratch->path, "leeds", 0));
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other");
	ycf_free(scratch->tracker);
	scratch->tracker = ycf_new();
	ok(scratch->tracker, ycf_set_actor(scratch->tracker, "Robin Example"));
	ok(scratch->tracker, ycf_set_templates(scratch->tracker, source_path("templates")));
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *database;
	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void a_newer_tracker(void **state)
{
	struct scratch *scratch = *state;
	small_tracker(scratch);
	run_sql(scratch->path, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 9999");
	refused_untouched(scratch, scratch->path, YCF_NEWER, "newer");
}

static void a_file_that_is_there(void **state)
{
	struct scratch *scratch = *state;
	const char *path = write_text(scratch, "letter.ycf", "Dear all\n");
	fails(scratch->tracker, YCF_EXISTS, ycf_create(scratch->tracker, path, "leeds", 0),
	      "letter.ycf");
	char *bytes = read_bytes(path, NULL);
	assert_string_equal(bytes, "Dear all\n");
	free(bytes);
	small_tracker(scratch);
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
	fails(scratch->tracker, YCF_EXISTS, ycf_backup(scratch->tracker, path), "letter.ycf");
	fails(scratch->tracker, YCF_MISUSE, ycf_open(scratch->tracker, scratch->path, 0), "open");
	const char *copy = scratch_path(scratch, "copy.ycf");
	ok(scratch->tracker, ycf_backup(scratch->tracker, copy));
	struct stat facts;
	assert_int_equal(stat(copy, &facts), 0);
	assert_int_equal(facts.st_mode & 0777, 0600);
	assert_int_equal(stat(scratch->path, &facts), 0);
	assert_int_equal(facts.st_mode & 0777, 0600);
	ycf_tracker *tracker = ycf_new();
	ok(tracker, ycf_open(tracker, copy, 0));
	stored(tracker, "setting", "elm", "name", "Elm");
	ycf_free(tracker);
}

/* A framework file that is wrong leaves no half-made tracker behind. */
static void a_bad_framework_makes_no_tracker(void **state)
{
	struct scratch *scratch = *state;
	fails(scratch->tracker, YCF_INVALID, ycf_create(scratch->tracker, scratch->path,
	      source_path("tests/frameworks/bad-rag.yaml"), 0), "yellow");
	assert_false(file_exists(scratch->path));
	assert_int_equal(ycf_create(scratch->tracker, scratch->path, "nosuch", 0), YCF_UNREADABLE);
	assert_false(file_exists(scratch->path));
	ok(scratch->tracker, ycf_create(scratch->tracker, scratch->path, "leeds", 0));
}

/* ---- damage ---- */

/* Whatever is flipped: a clear status or an answer, never a crash, and what
   ycf_check() passes can be read. */
static void use_damaged(struct scratch *scratch, const char *path)
{
	int64_t problems = 0;
	ycf_tracker *tracker = ycf_new();
	assert_non_null(tracker);
	ok(tracker, ycf_set_actor(tracker, "Robin Example"));
	ycf_status status = ycf_open(tracker, path, 0);
	if (status == YCF_OK)
		status = ycf_check(tracker, &problems);
	if (status != YCF_OK) {
		assert_true(ycf_message(tracker)[0] != '\0');
		assert_null(strchr(ycf_message(tracker), '\n'));
		assert_true(status == YCF_DAMAGED || status == YCF_FOREIGN || status == YCF_NEWER ||
		            status == YCF_UNREADABLE || status == YCF_INVALID);
	}
	ycf_cursor *cursor;
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++) {
		const ycf_record *record;
		if (ycf_select(tracker, ycf_noun_name(i), NULL, NULL, 20260601, NULL, &cursor) != YCF_OK)
			continue;
		while (ycf_cursor_next(cursor, &record) == YCF_ROW)
			ycf_record_label(record, "setting");
		ycf_cursor_free(cursor);
	}
	ycf_record *record = NULL;
	if (ycf_record_new(tracker, "setting", &record) == YCF_OK) {
		ycf_record_set(record, "name", "New");
		ycf_record_set(record, "kind", "other");
		ycf_save(record);
	}
	ycf_record_free(record);
	ycf_free(tracker);
	(void)scratch;
}

static void flipped_bytes(void **state)
{
	struct scratch *scratch = *state;
	size_t length;
	small_tracker(scratch);
	run_sql(scratch->path, "PRAGMA journal_mode = DELETE");
	char *bytes = read_bytes(scratch->path, &length);
	const char *path = scratch_path(scratch, "damaged.ycf");
	srand(42);
	for (int trial = 0; trial < 60; trial++) {
		char *copy = malloc(length);
		assert_non_null(copy);
		memcpy(copy, bytes, length);
		size_t start = trial == 0 ? 0 : (size_t)rand() % length;
		for (int i = 0; i < 40; i++)
			copy[(start + (size_t)rand() % 500) % length] ^= (char)(1 << rand() % 8);
		write_bytes(path, copy, length);
		use_damaged(scratch, path);
		free(copy);
		unlink(path);
	}
	for (size_t kept = length - 1; kept > 4096; kept = kept * 3 / 4) {
		write_bytes(path, bytes, kept);
		use_damaged(scratch, path);
		unlink(path);
	}
	free(bytes);
}

static void a_truncated_tracker_is_called_damaged(void **state)
{
	struct scratch *scratch = *state;
	size_t length;
	small_tracker(scratch);
	run_sql(scratch->path, "PRAGMA journal_mode = DELETE");
	char *bytes = read_bytes(scratch->path, &length);
	const char *path = scratch_path(scratch, "half.ycf");
	write_bytes(path, bytes, length / 2);
	free(bytes);
	ycf_tracker *tracker = ycf_new();
	int64_t problems = 0;
	ycf_status status = ycf_open(tracker, path, 0);
	if (status == YCF_OK)
		status = ycf_check(tracker, &problems);
	assert_int_equal(status, YCF_DAMAGED);
	assert_non_null(strstr(ycf_message(tracker), "half.ycf"));
	assert_non_null(strstr(ycf_message(tracker), "backup"));
	ycf_free(tracker);
}

/* What another program wrote into our tables. */
static void values_that_cannot_be(void **state)
{
	static const struct {
		const char *sql, *word;
	} spoilt[] = {
		{"UPDATE setting SET kind = 'castle'", "kind"},
		{"UPDATE setting SET joined = 'someday'", "joined"},
		{"UPDATE setting SET joined = '2026-02-31'", "joined"},
		{"UPDATE setting SET departed = '2020-01-01', joined = '2021-01-01'", "departed"},
		{"PRAGMA foreign_keys = OFF; UPDATE setting SET practitioner = 77", "practitioner"},
		{"UPDATE setting SET name = CAST(x'FF41' AS TEXT)", "name"},
		{"UPDATE setting SET name = printf('%.*c', 900, 'x')", "name"},
	};
	struct scratch *scratch = *state;
	for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
		int64_t problems = 0;
		small_tracker(scratch);
		run_sql(scratch->path, spoilt[i].sql);
		ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
		print_message("%s\n", spoilt[i].sql);
		fails(scratch->tracker, YCF_DAMAGED, ycf_check(scratch->tracker, &problems),
		      spoilt[i].word);
		assert_true(problems > 0);
		ycf_free(scratch->tracker);
		scratch->tracker = ycf_new();
		ok(scratch->tracker, ycf_set_actor(scratch->tracker, "Robin Example"));
		ok(scratch->tracker, ycf_set_templates(scratch->tracker, source_path("templates")));
		assert_int_equal(unlink(scratch->path), 0);
	}
}

/* What was read before is given; nothing is passed over, and the list does not begin again. */
static void a_list_that_fails_in_the_middle(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker;
	const ycf_record *const *records;
	const ycf_record *record;
	ycf_cursor *cursor;
	size_t count = 0;
	small_tracker(scratch);
	tracker = scratch->tracker;
	ok(tracker, ycf_open(tracker, scratch->path, 0));
	add(tracker, "setting", "reference", "oak", "name", "Oak", "kind", "other");
	add(tracker, "setting", "reference", "yew", "name", "Yew", "kind", "other");
	run_sql(scratch->path, "UPDATE setting SET kind = 'castle' WHERE reference = 'oak'");
	ok(tracker, ycf_select(tracker, "setting", NULL, "reference", 0, NULL, &cursor));
	assert_int_equal(ycf_cursor_block(cursor, 10, &records, &count), YCF_ROW);
	assert_int_equal(count, 1);
	assert_string_equal(ycf_record_text(records[0], "name"), "Elm");
	for (int i = 0; i < 2; i++) {
		fails(tracker, YCF_DAMAGED, ycf_cursor_next(cursor, &record), "setting.kind");
		fails(tracker, YCF_DAMAGED, ycf_cursor_block(cursor, 10, &records, &count), "setting.kind");
	}
	ycf_cursor_free(cursor);
}

/* ---- permissions ---- */

static void a_file_that_may_not_be_read(void **state)
{
	struct scratch *scratch = *state;
	if (geteuid() == 0) {
		print_message("skipped: root may read everything\n");
		skip();
	}
	small_tracker(scratch);
	assert_int_equal(chmod(scratch->path, 0), 0);
	fails(scratch->tracker, YCF_UNREADABLE, ycf_open(scratch->tracker, scratch->path, 0),
	      "tracker.ycf");
}

static int in_child(void (*work)(struct scratch *), struct scratch *scratch)
{
	int wait_status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		work(scratch);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &wait_status, 0), child);
	return wait_status;
}

/* As nobody, so that root's tests see what people see. */
static void read_as_nobody(struct scratch *scratch)
{
	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		_exit(9);
	ycf_tracker *tracker = ycf_new();
	ycf_record *record = NULL;
	ycf_cursor *cursor = NULL;
	if (tracker == NULL || ycf_open(tracker, scratch->path, 0) != YCF_OK)
		_exit(1);
	if (ycf_get(tracker, "setting", "elm", &record) != YCF_OK)
		_exit(2);
	if (ycf_select(tracker, "standing", NULL, NULL, 0, NULL, &cursor) != YCF_OK)
		_exit(3);
	ycf_set_actor(tracker, "Robin Example");
	ycf_record_set(record, "name", "Oak");
	ycf_status status = ycf_save(record);
	if (status != YCF_UNREADABLE || strstr(ycf_message(tracker), "read-only") == NULL)
		_exit(4);
	ycf_cursor_free(cursor);
	ycf_record_free(record);
	ycf_free(tracker);
	_exit(7);
}

static void a_read_only_file_and_folder(void **state)
{
	struct scratch *scratch = *state;
	for (int folder = 0; folder < 2; folder++) {
		small_tracker(scratch);
		assert_int_equal(chmod(scratch->path, 0444), 0);
		assert_int_equal(chmod(scratch->folder, folder ? 0555 : 0777), 0);
		int result = in_child(read_as_nobody, scratch);
		assert_int_equal(chmod(scratch->folder, 0700), 0);
		assert_true(WIFEXITED(result));
		assert_int_equal(WEXITSTATUS(result), 7);
		remove(scratch->path);
	}
}

static void opened_for_reading_only(void **state)
{
	struct scratch *scratch = *state;
	small_tracker(scratch);
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, YCF_READ_ONLY));
	ycf_record *record = get(scratch->tracker, "setting", "elm");
	ok(scratch->tracker, ycf_record_set(record, "name", "Oak"));
	fails(scratch->tracker, YCF_UNREADABLE, ycf_save(record), "read");
	ycf_record_free(record);
	stored(scratch->tracker, "setting", "elm", "name", "Elm");
}

/* ---- others at the same file ---- */

static void hold_the_lock(const char *path, int ready)
{
	sqlite3 *database;
	if (sqlite3_open(path, &database) != SQLITE_OK ||
	    sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		_exit(1);
	if (write(ready, "x", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

static void locked_by_another_process(void **state)
{
	struct scratch *scratch = *state;
	int ready[2];
	char byte;
	small_tracker(scratch);
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		hold_the_lock(scratch->path, ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	time_t start = time(NULL);
	/* Reading goes on beside a writer. */
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
	stored(scratch->tracker, "setting", "elm", "name", "Elm");
	ycf_record *record = get(scratch->tracker, "setting", "elm");
	ok(scratch->tracker, ycf_record_set(record, "name", "Oak"));
	fails(scratch->tracker, YCF_BUSY, ycf_save(record), "tracker.ycf", "another");
	assert_true(time(NULL) - start < 20);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	ok(scratch->tracker, ycf_save(record));
	ycf_record_free(record);
	stored(scratch->tracker, "setting", "elm", "name", "Oak");
	close(ready[0]);
	close(ready[1]);
}

/* ---- the middle of a large import ---- */

enum { ROWS = 20000 };

static const char *large_list(struct scratch *scratch)
{
	const char *path = scratch_path(scratch, "large.csv");
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("reference,name,kind,notes\n", file);
	for (int i = 0; i < ROWS; i++)
		fprintf(file, "r%d,Setting number %d,other,%0200d\n", i, i, i);
	assert_int_equal(fclose(file), 0);
	return path;
}

struct stopping {
	int pipe;
	int64_t calls;
	bool kill;
};

static bool stop_half_way(void *context, int64_t done, int64_t total)
{
	struct stopping *stopping = context;
	stopping->calls++;
	if (total == 0 || done < total / 2)
		return false;
	if (stopping->kill)
		kill(getpid(), SIGKILL);
	return true;
}

static ycf_status import_large(ycf_tracker *tracker, const char *path)
{
	ycf_import *import = NULL;
	ycf_status status = ycf_import_new(tracker, &import);
	if (status == YCF_OK)
		status = ycf_import_run(import, "setting", path);
	ycf_import_free(import);
	return status;
}

static void check_as_before(struct scratch *scratch)
{
	int64_t problems = -1;
	ycf_tracker *tracker = ycf_new();
	ok(tracker, ycf_open(tracker, scratch->path, 0));
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
	stored(tracker, "setting", "elm", "name", "Elm");
	assert_int_equal(count_of(tracker, "old_row", NULL), 0);
	ok(tracker, ycf_check(tracker, &problems));
	ycf_free(tracker);
}

static void cancelled_half_way(void **state)
{
	struct scratch *scratch = *state;
	struct stopping stopping = {0};
	small_tracker(scratch);
	const char *path = large_list(scratch);
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
	ycf_set_progress(scratch->tracker, stop_half_way, &stopping);
	fails(scratch->tracker, YCF_CANCELLED, import_large(scratch->tracker, path), "stopped");
	assert_true(stopping.calls > 1);
	check_as_before(scratch);
	ycf_set_progress(scratch->tracker, NULL, NULL);
	ok(scratch->tracker, import_large(scratch->tracker, path));
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), ROWS + 1);
}

static void import_until_killed(struct scratch *scratch)
{
	struct stopping stopping = {.kill = true};
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL || ycf_open(tracker, scratch->path, 0) != YCF_OK)
		_exit(1);
	ycf_set_actor(tracker, "Robin Example");
	ycf_set_progress(tracker, stop_half_way, &stopping);
	import_large(tracker, scratch_path(scratch, "large.csv"));
}

static void killed_half_way(void **state)
{
	struct scratch *scratch = *state;
	small_tracker(scratch);
	large_list(scratch);
	int result = in_child(import_until_killed, scratch);
	assert_true(WIFSIGNALED(result));
	assert_int_equal(WTERMSIG(result), SIGKILL);
	check_as_before(scratch);
}

/* ---- no room ---- */

static void import_without_room(struct scratch *scratch)
{
	struct rlimit limit = {1000000, 1000000};
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL || ycf_open(tracker, scratch->path, 0) != YCF_OK)
		_exit(1);
	ycf_set_actor(tracker, "Robin Example");
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		_exit(2);
	if (import_large(tracker, scratch_path(scratch, "large.csv")) != YCF_FULL)
		_exit(3);
	if (strstr(ycf_message(tracker), "tracker.ycf") == NULL ||
	    strstr(ycf_message(tracker), "full") == NULL)
		_exit(4);
	ycf_record *record = NULL;
	if (ycf_get(tracker, "setting", "elm", &record) != YCF_OK)
		_exit(5);
	ycf_record_free(record);
	ycf_free(tracker);
	_exit(7);
}

static void a_quota_is_full(void **state)
{
	struct scratch *scratch = *state;
	small_tracker(scratch);
	large_list(scratch);
	int result = in_child(import_without_room, scratch);
	assert_true(WIFEXITED(result));
	assert_int_equal(WEXITSTATUS(result), 7);
	check_as_before(scratch);
}

static void a_disk_is_full(void **state)
{
	struct scratch *scratch = *state;
	const char *disk = scratch_path(scratch, "disk");
	assert_int_equal(mkdir(disk, 0700), 0);
	if (geteuid() != 0 || mount("none", disk, "tmpfs", 0, "size=3m") != 0) {
		print_message("skipped: no small disk can be mounted here\n");
		skip();
	}
	const char *list = large_list(scratch);
	char path[96];
	snprintf(path, sizeof path, "%s", scratch->path);
	snprintf(scratch->path, sizeof scratch->path, "%s/disk/tracker.ycf", scratch->folder);
	small_tracker(scratch);
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
	ycf_status status = import_large(scratch->tracker, list);
	bool clear = strstr(ycf_message(scratch->tracker), "full") != NULL;
	if (status == YCF_FULL)
		check_as_before(scratch);
	ycf_free(scratch->tracker);
	scratch->tracker = NULL;
	assert_int_equal(umount(disk), 0);
	assert_int_equal(status, YCF_FULL);
	assert_true(clear);
}

/* Files that are written for people are whole or not there at all. */
static void an_export_without_room(struct scratch *scratch)
{
	struct rlimit limit = {20000, 20000};
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL || ycf_open(tracker, scratch->path, YCF_READ_ONLY) != YCF_OK)
		_exit(1);
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		_exit(2);
	if (ycf_export(tracker, "criterion", scratch_path(scratch, "small.csv"), -1) != YCF_OK)
		_exit(3);
	if (ycf_export(tracker, "setting", scratch_path(scratch, "out.csv"), -1) != YCF_FULL)
		_exit(4);
	if (ycf_export_all(tracker, scratch_path(scratch, "all")) != YCF_FULL)
		_exit(5);
	ycf_free(tracker);
	_exit(7);
}

static void a_file_is_whole_or_absent(void **state)
{
	struct scratch *scratch = *state;
	small_tracker(scratch);
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
	ok(scratch->tracker, import_large(scratch->tracker, large_list(scratch)));
	ycf_free(scratch->tracker);
	scratch->tracker = NULL;
	int result = in_child(an_export_without_room, scratch);
	assert_true(WIFEXITED(result));
	assert_int_equal(WEXITSTATUS(result), 7);
	assert_true(file_exists(scratch_path(scratch, "small.csv")));
	assert_false(file_exists(scratch_path(scratch, "out.csv")));
	assert_false(file_exists(scratch_path(scratch, "all")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_bare(a_missing_file),
		test_bare(files_of_others),
		test_bare(a_newer_tracker),
		test_bare(a_file_that_is_there),
		test_bare(a_bad_framework_makes_no_tracker),
		test_bare(flipped_bytes),
		test_bare(a_truncated_tracker_is_called_damaged),
		test_bare(values_that_cannot_be),
		test_bare(a_list_that_fails_in_the_middle),
		test_bare(a_file_that_may_not_be_read),
		test_bare(a_read_only_file_and_folder),
		test_bare(opened_for_reading_only),
		test_bare(locked_by_another_process),
		test_bare(cancelled_half_way),
		test_bare(killed_half_way),
		test_bare(a_quota_is_full),
		test_bare(a_disk_is_full),
		test_bare(a_file_is_whole_or_absent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
