/* Files read under a limit, and written whole or not at all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

/* ---- a folder for each test, which is its working folder ---- */

struct place {
	char folder[64];
	int back;
};

static int remove_all(const char *folder)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

static int enter(void **state)
{
	static struct place place;
	strcpy(place.folder, "/tmp/ycf-test-file-XXXXXX");
	place.back = open(".", O_RDONLY | O_DIRECTORY);
	*state = &place;
	return place.back < 0 || mkdtemp(place.folder) == NULL || chdir(place.folder) != 0;
}

static int leave(void **state)
{
	struct place *place = *state;
	int failed = fchdir(place->back);
	close(place->back);
	return failed + remove_all(place->folder);
}

static size_t entries(const char *folder)
{
	DIR *stream = opendir(folder);
	size_t count = 0;
	assert_non_null(stream);
	while (readdir(stream) != NULL)
		count++;
	closedir(stream);
	return count - 2;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void assert_content(const char *path, const char *expected)
{
	struct message message = {0};
	char *data = NULL;
	size_t length = 0;
	assert_int_equal(file_read(path, 10000000, &data, &length, &message), YCF_OK);
	assert_int_equal(length, strlen(expected));
	assert_string_equal(data, expected);
	free(data);
}

static struct output *opened(const char *path)
{
	struct message message = {0};
	struct output *output = NULL;
	if (output_open(path, -1, &output, &message) != YCF_OK)
		fail_msg("%s", message.text);
	return output;
}

static void write_file(const char *path, const char *text)
{
	struct message message = {0};
	struct output *output = opened(path);
	output_text(output, text);
	if (output_commit(output, &message) != YCF_OK)
		fail_msg("%s", message.text);
}

static mode_t mode_of(const char *path)
{
	struct stat about;
	assert_int_equal(lstat(path, &about), 0);
	return about.st_mode;
}

/* ---- reading ---- */

static void a_file_is_read_whole(void **state)
{
	(void)state;
	put("a", "hello");
	assert_content("a", "hello");
	put("a", "");
	assert_content("a", "");
}

static void a_file_at_the_limit_is_read_and_one_over_it_refused(void **state)
{
	(void)state;
	struct message message = {0};
	char *data = NULL;
	size_t length = 0;
	put("a", "hello");
	assert_int_equal(file_read("a", 5, &data, &length, &message), YCF_OK);
	free(data);
	data = NULL;
	assert_int_equal(file_read("a", 4, &data, &length, &message), YCF_INVALID);
	assert_non_null(strstr(message.text, "a is larger than the 4 bytes"));
	assert_null(data);
}

static void assert_unreadable(const char *path, const char *why)
{
	struct message message = {0};
	char *data = NULL;
	size_t length = 0;
	assert_int_equal(file_read(path, 100, &data, &length, &message), YCF_UNREADABLE);
	assert_non_null(strstr(message.text, why));
	assert_null(data);
}

static void what_is_no_file_is_not_read(void **state)
{
	(void)state;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_unreadable("missing", "there is no such file");
	assert_unreadable(".", "it is a folder");
	assert_unreadable("fifo", "not an ordinary file");
	assert_unreadable("/dev/zero", "not an ordinary file");
}

/* ---- writing ---- */

static void a_new_file_appears_on_commit_and_is_private(void **state)
{
	(void)state;
	struct message message = {0};
	mode_t before = umask(0);
	struct output *output = opened("a");
	assert_true(output_is_file(output));
	output_text(output, "one ");
	output_write(output, "two", 3);
	assert_int_equal(access("a", F_OK), -1);
	assert_int_equal(output_commit(output, &message), YCF_OK);
	umask(before);
	assert_content("a", "one two");
	assert_int_equal(mode_of("a"), S_IFREG | 0600);
	assert_int_equal(entries("."), 1);
}

static void much_is_written_in_order(void **state)
{
	(void)state;
	struct message message = {0};
	char *expected = malloc(2000001), *at = expected;
	struct output *output = opened("a");
	for (size_t size = 1; at - expected < 1700000; size = size * 3 % 200003) {
		memset(at, 'a' + (int)(size % 26), size);
		output_write(output, at, size);
		at += size;
	}
	*at = '\0';
	assert_int_equal(output_commit(output, &message), YCF_OK);
	assert_content("a", expected);
	free(expected);
}

static void an_existing_file_stays_whole_until_commit(void **state)
{
	(void)state;
	struct message message = {0};
	char block[1000];
	memset(block, 'n', sizeof block);
	put("a", "old");
	struct output *output = opened("a");
	for (int i = 0; i < 500; i++)
		output_write(output, block, sizeof block);
	assert_content("a", "old");
	assert_int_equal(output_commit(output, &message), YCF_OK);
	struct stat about;
	assert_int_equal(stat("a", &about), 0);
	assert_int_equal(about.st_size, 500000);
	assert_int_equal(entries("."), 1);
}

static void the_mode_of_a_replaced_file_is_kept(void **state)
{
	(void)state;
	put("a", "old");
	assert_int_equal(chmod("a", 0644), 0);
	write_file("a", "new");
	assert_int_equal(mode_of("a"), S_IFREG | 0644);
	assert_int_equal(chmod("a", 04755), 0);
	write_file("a", "new");
	assert_int_equal(mode_of("a"), S_IFREG | 0755);
}

static void the_owner_of_a_replaced_file_is_kept(void **state)
{
	(void)state;
	struct stat about;
	put("a", "old");
	if (geteuid() != 0 || chown("a", 1234, 2345) != 0) {
		print_message("only the superuser can try this\n");
		skip();
	}
	write_file("a", "new");
	assert_int_equal(stat("a", &about), 0);
	assert_int_equal(about.st_uid, 1234);
	assert_int_equal(about.st_gid, 2345);
}

static void an_abandoned_file_leaves_nothing(void **state)
{
	(void)state;
	struct output *output = opened("a");
	output_text(output, "half");
	output_abandon(output);
	assert_int_equal(entries("."), 0);
	put("a", "old");
	output = opened("a");
	output_text(output, "half");
	output_abandon(output);
	assert_content("a", "old");
	assert_int_equal(entries("."), 1);
	output_abandon(NULL);
}

static void a_link_is_replaced_and_not_followed(void **state)
{
	(void)state;
	put("target", "precious");
	assert_int_equal(symlink("target", "link"), 0);
	write_file("link", "new");
	assert_content("target", "precious");
	assert_content("link", "new");
	assert_int_equal(mode_of("link"), S_IFREG | 0600);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	write_file("dangling", "new");
	assert_int_equal(access("nowhere", F_OK), -1);
	assert_true(S_ISREG(mode_of("dangling")));
	assert_int_equal(symlink("/dev/null", "null"), 0);
	write_file("null", "new");
	assert_content("null", "new");
}

static void assert_refused(const char *path, const char *why)
{
	struct message message = {0};
	struct output *output = NULL;
	assert_int_equal(output_open(path, -1, &output, &message), YCF_UNREADABLE);
	if (strstr(message.text, why) == NULL)
		fail_msg("%s", message.text);
	assert_null(output);
}

static void folders_are_refused(void **state)
{
	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_int_equal(symlink("folder", "link"), 0);
	assert_refused("folder", "it is a folder");
	assert_refused("folder/", "it is a folder");
	assert_refused("link", "it is a folder");
	assert_refused("", "it is a folder");
	assert_refused("/", "it is a folder");
	assert_refused("folder/missing/a", "there is no such file or folder");
	assert_int_equal(entries("folder"), 0);
}

static void the_longest_name_can_be_written(void **state)
{
	(void)state;
	char name[256];
	memset(name, 'n', 255);
	name[255] = '\0';
	write_file(name, "text");
	assert_content(name, "text");
}

static void the_file_follows_its_folder_and_not_the_process(void **state)
{
	(void)state;
	struct message message = {0};
	assert_int_equal(mkdir("here", 0700), 0);
	assert_int_equal(mkdir("there", 0700), 0);
	struct output *output = opened("here/a");
	output_text(output, "text");
	assert_int_equal(chdir("there"), 0);
	assert_int_equal(output_commit(output, &message), YCF_OK);
	assert_content("../here/a", "text");
	assert_int_equal(entries("."), 0);
}

/* ---- streams ---- */

static void a_descriptor_is_written_and_left_open(void **state)
{
	(void)state;
	struct message message = {0};
	struct output *output;
	int ends[2];
	char got[16] = "";
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(output_open(NULL, ends[1], &output, &message), YCF_OK);
	assert_false(output_is_file(output));
	output_text(output, "text");
	assert_int_equal(output_commit(output, &message), YCF_OK);
	assert_int_equal(read(ends[0], got, sizeof got), 4);
	assert_string_equal(got, "text");
	assert_int_equal(close(ends[1]), 0);
	close(ends[0]);
}

static void a_vanished_reader_is_remembered(void **state)
{
	(void)state;
	struct message message = {0};
	struct output *output;
	char *block = calloc(1, 100000);
	int ends[2];
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_int_equal(output_open(NULL, ends[1], &output, &message), YCF_OK);
	assert_false(output_failed(output));
	output_write(output, block, 100000);
	assert_true(output_failed(output));
	output_text(output, "more");
	assert_int_equal(output_commit(output, &message), YCF_UNREADABLE);
	close(ends[1]);
	free(block);
}

static void a_full_disk_is_told_as_such(void **state)
{
	(void)state;
	struct message message = {0};
	struct output *output;
	int full = open("/dev/full", O_WRONLY);
	if (full < 0) {
		print_message("there is no /dev/full here\n");
		skip();
	}
	assert_int_equal(output_open(NULL, full, &output, &message), YCF_OK);
	output_text(output, "text");
	assert_int_equal(output_commit(output, &message), YCF_FULL);
	assert_non_null(strstr(message.text, "the disk is full"));
	message_clear(&message);
	assert_int_equal(output_open("/dev/full", -1, &output, &message), YCF_OK);
	output_text(output, "text");
	assert_int_equal(output_commit(output, &message), YCF_FULL);
	close(full);
}

static void a_named_pipe_is_written_straight(void **state)
{
	(void)state;
	char got[16] = "";
	assert_int_equal(mkfifo("fifo", 0600), 0);
	int reader = open("fifo", O_RDONLY | O_NONBLOCK);
	assert_true(reader >= 0);
	write_file("fifo", "text");
	assert_int_equal(read(reader, got, sizeof got), 4);
	assert_true(S_ISFIFO(mode_of("fifo")));
	close(reader);
	write_file("/dev/null", "text");
	assert_true(S_ISCHR(mode_of("/dev/null")));
}

static void a_name_of_an_open_stream_is_written_straight(void **state)
{
	(void)state;
	char path[64];
	put("log", "first ");
	int log = open("log", O_WRONLY | O_APPEND);
	assert_true(log >= 0);
	snprintf(path, sizeof path, "/proc/self/fd/%d", log);
	write_file(path, "second ");
	snprintf(path, sizeof path, "/dev/fd/%d", log);
	write_file(path, "third");
	/* As /dev/stdout is one: a link to a link of the process. */
	snprintf(path, sizeof path, "/proc/self/fd/%d", log);
	assert_int_equal(symlink(path, "stdout"), 0);
	write_file("stdout", " fourth");
	assert_true(S_ISLNK(mode_of("stdout")));
	assert_content("log", "first second third fourth");
	close(log);
}

/* ---- failing halfway ---- */

static ycf_status write_much(const char *path)
{
	struct message message = {0};
	char *block = calloc(1, 300000);
	struct output *output = opened(path);
	for (int i = 0; i < 10; i++)
		output_write(output, block, 300000);
	ycf_status status = output_commit(output, &message);
	free(block);
	return status;
}

static void a_file_cut_by_a_limit_leaves_the_old_one(void **state)
{
	(void)state;
	struct rlimit old, low;
	signal(SIGXFSZ, SIG_IGN);
	put("a", "old");
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	low = old;
	low.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
	ycf_status status = write_much("a");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(status, YCF_FULL);
	assert_content("a", "old");
	assert_int_equal(entries("."), 1);
}

static void a_really_full_disk_leaves_the_old_file(void **state)
{
	(void)state;
	assert_int_equal(mkdir("small", 0700), 0);
	if (geteuid() != 0 || mount("tmpfs", "small", "tmpfs", 0, "size=64k") != 0) {
		print_message("no small disk can be mounted here\n");
		skip();
	}
	put("small/a", "old");
	ycf_status status = write_much("small/a");
	size_t left = entries("small");
	struct message message = {0};
	char *data = NULL;
	size_t length = 0;
	ycf_status reading = file_read("small/a", 100, &data, &length, &message);
	umount("small");
	assert_int_equal(status, YCF_FULL);
	assert_int_equal(left, 1);
	assert_int_equal(reading, YCF_OK);
	assert_string_equal(data, "old");
	free(data);
}

static void a_folder_without_permission_is_told(void **state)
{
	(void)state;
	if (geteuid() == 0) {
		print_message("the superuser may write anywhere\n");
		skip();
	}
	assert_int_equal(mkdir("closed", 0500), 0);
	assert_refused("closed/a", "permission is denied");
}

/* ---- where a path lies ---- */

static void assert_shared(const char *path, const char *by)
{
	const char *why = NULL;
	if (!file_is_shared(path, &why))
		fail_msg("%s is not seen to be shared", path);
	assert_non_null(strstr(why, by));
	assert_true(file_is_shared(path, NULL));
}

static void assert_local(const char *path)
{
	const char *why = "?";
	if (file_is_shared(path, &why))
		fail_msg("%s is taken for %s", path, why);
	assert_null(why);
}

static void folders_of_sync_services_are_known(void **state)
{
	(void)state;
	static const char *const names[] = {"OneDrive - Leeds", "Dropbox (Family)", "Nextcloud2",
	                                    "Google Drive", "onedrive", "Dropboxes", "Cloud"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_int_equal(mkdir(names[i], 0700), 0);
	assert_int_equal(mkdir("OneDrive - Leeds/deep", 0700), 0);
	assert_shared("OneDrive - Leeds/deep/new.ycf", "OneDrive");
	assert_shared("OneDrive - Leeds/deep", "OneDrive");
	assert_shared("onedrive/new.ycf", "OneDrive");
	assert_shared("Dropbox (Family)/new.ycf", "Dropbox");
	assert_shared("Nextcloud2/new.ycf", "Nextcloud");
	assert_shared("Google Drive/new.ycf", "Google Drive");
	assert_local("Dropboxes/new.ycf");
	assert_local("Cloud/new.ycf");
	assert_local("new.ycf");
	assert_local("missing/new.ycf");
	assert_local("/new.ycf");
	assert_local("");
}

static void links_into_shared_folders_are_seen_through(void **state)
{
	(void)state;
	assert_int_equal(mkdir("Dropbox", 0700), 0);
	put("Dropbox/real.ycf", "");
	assert_int_equal(symlink("Dropbox", "mine"), 0);
	assert_int_equal(symlink("Dropbox/real.ycf", "link.ycf"), 0);
	assert_shared("mine/new.ycf", "Dropbox");
	assert_shared("link.ycf", "Dropbox");
	put("OneDrive", "");
	assert_local("OneDrive");
}

static void marks_of_sync_services_are_seen(void **state)
{
	(void)state;
	assert_int_equal(mkdir("work", 0700), 0);
	assert_int_equal(mkdir("work/deep", 0700), 0);
	assert_local("work/deep/new.ycf");
	assert_int_equal(mkdir("work/.stfolder", 0700), 0);
	assert_shared("work/deep/new.ycf", "Syncthing");
}

/* ---- small things ---- */

static void paths_are_joined_with_one_slash(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	assert_string_equal(file_join(arena, "a", "b"), "a/b");
	assert_string_equal(file_join(arena, "a/", "b"), "a/b");
	assert_string_equal(file_join(arena, "/", "b"), "/b");
	assert_string_equal(file_join(arena, "", "b"), "b");
	arena_free(arena);
}

/* In a process of its own: write half a file, or a whole one. */
static int written_apart(bool whole, bool without_proc, bool killed)
{
	pid_t child = fork();
	int status = 0;
	assert_true(child >= 0);
	if (child == 0) {
		struct message message = {0};
		struct output *output = NULL;
		if (without_proc && chroot(".") != 0)
			_exit(2);
		if (output_open("new.txt", -1, &output, &message) != YCF_OK)
			_exit(3);
		for (int i = 0; i < 20000; i++)
			output_text(output, "new text\n");
		if (killed)
			raise(SIGKILL);
		_exit(whole && output_commit(output, &message) == YCF_OK ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void a_killed_writer_leaves_nothing(void **state)
{
	(void)state;
	int nameless = open(".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
	if (nameless < 0 || access("/proc/self/fd", F_OK) != 0) {
		print_message("skipped: there are no files without a name here\n");
		skip();
	}
	close(nameless);
	put("new.txt", "old");
	assert_true(WIFSIGNALED(written_apart(false, false, true)));
	assert_content("new.txt", "old");
	assert_int_equal(entries("."), 1);
}

/* A file with a name is written where one without could not be named later. */
static void without_proc_a_file_is_written_all_the_same(void **state)
{
	struct stat about;
	(void)state;
	if (geteuid() != 0) {
		print_message("skipped: only root may leave /proc behind\n");
		skip();
	}
	assert_int_equal(written_apart(true, true, false), 0);
	assert_int_equal(stat("new.txt", &about), 0);
	assert_int_equal(about.st_size, 20000 * 9);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_int_equal(entries("."), 1);
}

static void random_bytes_differ(void **state)
{
	(void)state;
	struct message message = {0};
	unsigned char first[1000], second[1000];
	assert_int_equal(random_bytes(first, sizeof first, &message), YCF_OK);
	assert_int_equal(random_bytes(second, sizeof second, &message), YCF_OK);
	assert_memory_not_equal(first, second, sizeof first);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(a_file_is_read_whole),
		in_folder(a_file_at_the_limit_is_read_and_one_over_it_refused),
		in_folder(what_is_no_file_is_not_read),
		in_folder(a_new_file_appears_on_commit_and_is_private),
		in_folder(much_is_written_in_order),
		in_folder(an_existing_file_stays_whole_until_commit),
		in_folder(the_mode_of_a_replaced_file_is_kept),
		in_folder(the_owner_of_a_replaced_file_is_kept),
		in_folder(an_abandoned_file_leaves_nothing),
		in_folder(a_link_is_replaced_and_not_followed),
		in_folder(folders_are_refused),
		in_folder(the_longest_name_can_be_written),
		in_folder(the_file_follows_its_folder_and_not_the_process),
		in_folder(a_descriptor_is_written_and_left_open),
		in_folder(a_vanished_reader_is_remembered),
		in_folder(a_full_disk_is_told_as_such),
		in_folder(a_named_pipe_is_written_straight),
		in_folder(a_name_of_an_open_stream_is_written_straight),
		in_folder(a_file_cut_by_a_limit_leaves_the_old_one),
		in_folder(a_really_full_disk_leaves_the_old_file),
		in_folder(a_folder_without_permission_is_told),
		in_folder(folders_of_sync_services_are_known),
		in_folder(links_into_shared_folders_are_seen_through),
		in_folder(marks_of_sync_services_are_seen),
		in_folder(a_killed_writer_leaves_nothing),
		in_folder(without_proc_a_file_is_written_all_the_same),
		cmocka_unit_test(paths_are_joined_with_one_slash),
		cmocka_unit_test(random_bytes_differ),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
