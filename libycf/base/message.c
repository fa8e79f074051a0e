#include "base/message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

struct failure {
	int error;
	ycf_status status;
	const char *what;
	const char *remedy;
};

static const struct failure failures[] = {
	{ENOENT, YCF_UNREADABLE, "there is no such file or folder", "check the name"},
	{EACCES, YCF_UNREADABLE, "permission is denied", "check who may read and write it"},
	{EPERM, YCF_UNREADABLE, "permission is denied", "check who may read and write it"},
	{EROFS, YCF_UNREADABLE, "the disk is read-only", "choose another folder"},
	{ENOSPC, YCF_FULL, "the disk is full", "free some space and try again"},
	{EDQUOT, YCF_FULL, "the disk quota is used up", "free some space and try again"},
	{EFBIG, YCF_FULL, "the file would be too large", "choose another disk"},
	{EISDIR, YCF_UNREADABLE, "it is a folder", "name a file"},
	{ENOTDIR, YCF_UNREADABLE, "a part of the path is not a folder", "check the path"},
	{ENAMETOOLONG, YCF_UNREADABLE, "the name is too long", "choose a shorter one"},
	{ELOOP, YCF_UNREADABLE, "its links lead in a circle", "name the file itself"},
	{EIO, YCF_UNREADABLE, "the disk reported a fault", "check the disk"},
	{EPIPE, YCF_UNREADABLE, "the reader of the output has gone", "try again"},
	{EMFILE, YCF_UNREADABLE, "too many files are open", "close some and try again"},
	{ENFILE, YCF_UNREADABLE, "too many files are open", "close some and try again"},
	{ENOMEM, YCF_MEMORY, "there is not enough memory", "close other programs"},
};

static const struct failure *failure_of(int error)
{
	for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
		if (failures[i].error == error)
			return &failures[i];
	return NULL;
}

void message_clear(struct message *message)
{
	message->status = YCF_OK;
	message->row = 0;
	message->record[0] = '\0';
	message->field[0] = '\0';
	message->text[0] = '\0';
}

/* What remains of a text when there is no memory to show it properly. */
static void ascii_line(char *out, size_t size, const char *text)
{
	size_t i = 0;
	for (; i + 1 < size && text[i] != '\0'; i++)
		out[i] = text[i] >= 0x20 && text[i] < 0x7F ? text[i] : '?';
	out[i] = '\0';
}

static void line_write(char *out, size_t size, const char *text)
{
	struct buffer line = {0};
	text_printable(&line, text, strlen(text), size - 1);
	if (line.failed)
		ascii_line(out, size, text);
	else
		memcpy(out, buffer_string(&line), line.length + 1);
	buffer_free(&line);
}

ycf_status message_set(struct message *message, ycf_status status, const char *format, ...)
{
	if (message->status != YCF_OK)
		return message->status;
	/* Longer than the text, so that a cut is made by line_write, at a character. */
	char raw[MESSAGE_TEXT * 4];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(raw, sizeof raw, format, arguments);
	va_end(arguments);
	if (length < 0)
		raw[0] = '\0';
	message->status = status;
	line_write(message->text, sizeof message->text, raw);
	return status;
}

static void place_write(char out[MESSAGE_NAME], const char *name)
{
	if (name != NULL && out[0] == '\0')
		line_write(out, MESSAGE_NAME, name);
}

void message_place(struct message *message, const char *record, const char *field, int64_t row)
{
	place_write(message->record, record);
	place_write(message->field, field);
	if (message->row == 0)
		message->row = row;
}

ycf_status message_memory(struct message *message)
{
	return message_set(message, YCF_MEMORY,
	                   "there is not enough memory; close other programs and try again");
}

ycf_status message_system(struct message *message, int error, const char *doing,
                          const char *path)
{
	const struct failure *known = failure_of(error);
	char unknown[128];
	if (path == NULL)
		path = "the output";
	else if (path[0] == '\0')
		path = "''";
	if (known != NULL)
		return message_set(message, known->status, "%s %s failed: %s; %s", doing, path,
		                   known->what, known->remedy);
	return message_set(message, YCF_UNREADABLE, "%s %s failed: %s; check the path and try again",
	                   doing, path, strerror_r(error, unknown, sizeof unknown));
}
