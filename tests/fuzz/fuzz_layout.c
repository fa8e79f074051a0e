/* Any bytes as a layout, and after a NUL any text as a setting's name: every
   kind of document is drawn from sample values, or refused with one line. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "document/press.h"

enum { MOST = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(int true_value)
{
	if (!true_value)
		abort();
}

static void write_file(const char *path, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	require(file != NULL);
	require(fwrite(bytes, 1, length, file) == length);
	require(fclose(file) == 0);
}

static char folder_name[] = "/tmp/ycf-fuzz-XXXXXX";

static void remove_folder(void)
{
	static const char *const files[] = {"logo.png", "layout.yaml", "printed", "combined"};
	char path[MOST];
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		snprintf(path, sizeof path, "%s/%s", folder_name, files[i]);
		unlink(path);
	}
	rmdir(folder_name);
}

/* A folder for the layout, with a picture in it of one pixel. */
static const char *folder(void)
{
	static const uint8_t pixel[] = {
		0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
		0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0,
		0x1f, 0x15, 0xc4, 0x89,
		0, 0, 0, 13, 'I', 'D', 'A', 'T', 0x78, 0xda, 0x63, 0x90, 0xf1, 0x4f, 0x6e, 0, 0,
		0x02, 0xa8, 0x01, 0x4f, 0x34, 0xb5, 0xdd, 0x7d,
		0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82,
	};
	static char picture[MOST];
	if (picture[0] == '\0') {
		require(mkdtemp(folder_name) != NULL && atexit(remove_folder) == 0);
		snprintf(picture, sizeof picture, "%s/logo.png", folder_name);
		write_file(picture, pixel, sizeof pixel);
	}
	return folder_name;
}

static void check_message(const struct message *message, ycf_status status)
{
	if (status == YCF_OK)
		return;
	require(status == YCF_INVALID || status == YCF_NOT_FOUND || status == YCF_UNREADABLE
	        || status == YCF_MISUSE);
	require(message->status == status && message->text[0] != '\0');
	require(text_valid(message->text, strlen(message->text), NULL));
	require(strchr(message->text, '\n') == NULL);
}

/* What was written begins as its ending says, and is not empty. */
static void check_file(const char *path, const char *ending)
{
	char begin[10] = "";
	FILE *file = fopen(path, "rb");
	require(file != NULL);
	require(fread(begin, 1, 9, file) == 9);
	fclose(file);
	unlink(path);
	require(strncmp(begin, strcmp(ending, "pdf") == 0 ? "%PDF-"
	                : strcmp(ending, "svg") == 0 ? "<svg " : "<!DOCTYPE", 5) == 0);
}

static struct values sample(const struct press *press, unsigned variant, const char *name,
                            struct arena *arena, struct message *message)
{
	struct values values;
	require(values_sample(press_kind(press), variant, arena, message, &values) == YCF_OK);
	if (name != NULL)
		values_text(&values, "setting.name", name);
	return values;
}

static void print(struct press *press, const struct values *values, struct message *message)
{
	char path[MOST];
	struct output *output = NULL;
	message_clear(message);
	snprintf(path, sizeof path, "%s/printed", folder());
	require(output_open(path, -1, &output, message) == YCF_OK);
	ycf_status status = press_print(press, values, output);
	check_message(message, status);
	if (status == YCF_OK) {
		require(output_commit(output, message) == YCF_OK);
		check_file(path, press_ending(press));
	} else {
		output_abandon(output);
	}
}

static void combine(struct press *press, const struct values *values, struct message *message)
{
	char path[MOST];
	struct output *output = NULL;
	message_clear(message);
	snprintf(path, sizeof path, "%s/combined", folder());
	ycf_status status = press_add(press, values);
	check_message(message, status);
	if (status != YCF_OK)
		return;
	require(output_open(path, -1, &output, message) == YCF_OK);
	status = press_finish(press, "Together", output);
	check_message(message, status);
	if (status == YCF_OK) {
		require(output_commit(output, message) == YCF_OK);
		check_file(path, "pdf");
	} else {
		output_abandon(output);
	}
}

/* The name after the layout's NUL, where it is a text. */
static char *name_in(const uint8_t *bytes, size_t length, size_t layout)
{
	if (layout + 1 >= length || length - layout > 400)
		return NULL;
	const char *name = (const char *)bytes + layout + 1;
	size_t size = length - layout - 1;
	return text_valid(name, size, NULL) ? strndup(name, size) : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[MOST];
	struct message message;
	struct press *press = NULL;
	const uint8_t *end = memchr(bytes, 0, length);
	size_t layout = end == NULL ? length : (size_t)(end - bytes);
	char *name = name_in(bytes, length, layout);
	struct arena *arena = arena_new();
	require(arena != NULL);
	message_clear(&message);
	snprintf(path, sizeof path, "%s/layout.yaml", folder());
	write_file(path, bytes, layout);
	ycf_status status = press_open(path, DOCUMENT_KINDS, &message, &press);
	check_message(&message, status);
	if (status == YCF_OK) {
		for (unsigned variant = 0; variant < VALUES_SAMPLES; variant++) {
			struct values values = sample(press, variant, name, arena, &message);
			print(press, &values, &message);
		}
		struct values values = sample(press, 0, name, arena, &message);
		combine(press, &values, &message);
	}
	press_free(press);
	arena_free(arena);
	free(name);
	return 0;
}
