/* Any bytes as a framework, a column map or a layout: read whole, or refused
   with one line that names the place, never worse. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "document/layout.h"
#include "domain/framework.h"
#include "exchange/column_map.h"

enum { MOST = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(int true_value)
{
	if (!true_value)
		abort();
}

static int file_of(const uint8_t *bytes, size_t length, char path[MOST])
{
	int descriptor = memfd_create("yaml", MFD_CLOEXEC);
	require(descriptor >= 0);
	require(write(descriptor, bytes, length) == (ssize_t)length);
	snprintf(path, MOST, "/proc/self/fd/%d", descriptor);
	return descriptor;
}

static void check_message(const struct message *message, ycf_status status, const char *path)
{
	if (status == YCF_OK)
		return;
	require(message->status == status && message->text[0] != '\0');
	require(text_valid(message->text, strlen(message->text), NULL));
	require(strchr(message->text, '\n') == NULL);
	require(strstr(message->text, path) != NULL);
}

static void visit(struct entry *entry, const struct map_field *field, void *context)
{
	(void)context;
	/* That of a filter belongs to no field. */
	require(field == NULL || field->count > 0);
	require(entry->part_count == 0 || entry->parts != NULL);
}

static void read_framework(ycf_tracker *tracker, const char *path)
{
	struct framework_file *file = NULL;
	check_message(&tracker->message, framework_read(tracker, path, &file), path);
	framework_file_free(file);
}

static void read_map(ycf_tracker *tracker, const char *path)
{
	struct column_map *map = NULL;
	ycf_status status = column_map_read(tracker, path, &map);
	check_message(&tracker->message, status, path);
	if (status == YCF_OK)
		column_map_visit(map, visit, NULL);
	column_map_free(map);
}

static void read_layout(ycf_tracker *tracker, const char *path)
{
	struct layout *layout = NULL;
	check_message(&tracker->message, layout_read(path, &tracker->message, &layout), path);
	layout_free(layout);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static void (*const readers[])(ycf_tracker *, const char *) = {
		read_framework, read_map, read_layout
	};
	char path[MOST];
	int descriptor = file_of(bytes, length, path);
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		ycf_tracker *tracker = ycf_new();
		require(tracker != NULL);
		message_clear(&tracker->message);
		readers[i](tracker, path);
		ycf_free(tracker);
	}
	close(descriptor);
	return 0;
}
