/* Any bytes as the report file of a page: read to the end or to one error. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "exchange/report_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(int true_value)
{
	if (!true_value)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[64];
	struct message message;
	struct arena *arena = arena_new();
	int descriptor = memfd_create("report", MFD_CLOEXEC);
	require(arena != NULL);
	require(descriptor >= 0 && write(descriptor, bytes, length) == (ssize_t)length);
	snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
	message_clear(&message);
	struct returned returned = {
		.path = path, .arena = arena, .message = &message, .findings = {.arena = arena},
	};
	ycf_status status = returned_read_json(&returned);
	require(status == message.status);
	require(status == YCF_OK || message.text[0] != '\0');
	arena_free(arena);
	close(descriptor);
	return 0;
}
