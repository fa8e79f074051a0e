#include "format/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "format/signature.h"

enum { BLOCK = 64 * 1024, LINE_MOST = 16 * 1024 * 1024 };

struct decoder {
	char *path;
	char *asked;              /* the encoding's name, where one was given */
	struct message *message;
	int descriptor;
	bool at_end;
	bool strict;              /* all of it must be UTF-8 */
	bool saw_utf8, saw_western;
	bool saw_output;
	bool flushed;
	const char *name;         /* of a converted encoding; NULL: UTF-8 by lines */
	iconv_t converter;        /* of all of the file */
	iconv_t western;          /* of single lines */
	char *raw;                /* bytes read, not yet handed out from `start` on */
	size_t start, length, capacity;
	size_t handed;            /* of those, what the caller was given */
	struct buffer text;       /* converted bytes */
	int64_t line;             /* on which the next block begins */
	bool after_cr;
	int64_t done, total;
};

static const iconv_t no_converter = (iconv_t)-1;

int64_t line_ends(const char *text, size_t length, bool *after_cr)
{
	const char *end = text + length;
	int64_t count = 0;
	if (length == 0)
		return 0;
	if (*after_cr && *text == '\n')
		count--;
	for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		count++;
	for (const char *at = text; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
		count += at + 1 == end || at[1] != '\n';
	*after_cr = end[-1] == '\r';
	return count;
}

/* ---- bytes in ---- */

/* Drop what was handed out and move the rest to the front. */
static void release(struct decoder *decoder)
{
	decoder->start += decoder->handed;
	decoder->length -= decoder->handed;
	decoder->handed = 0;
	if (decoder->start > 0)
		memmove(decoder->raw, decoder->raw + decoder->start, decoder->length);
	decoder->start = 0;
}

static ycf_status read_some(struct decoder *decoder)
{
	ssize_t got;
	do
		got = read(decoder->descriptor, decoder->raw + decoder->length,
		           decoder->capacity - decoder->length);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return message_system(decoder->message, errno, "reading", decoder->path);
	decoder->at_end = got == 0;
	decoder->length += (size_t)got;
	decoder->done += got;
	return YCF_OK;
}

static ycf_status fill(struct decoder *decoder)
{
	ycf_status status = YCF_OK;
	release(decoder);
	while (status == YCF_OK && !decoder->at_end && decoder->length < decoder->capacity)
		status = read_some(decoder);
	return status;
}

/* Room for a longer line than the block holds. */
static ycf_status grow(struct decoder *decoder)
{
	if (decoder->capacity >= LINE_MOST)
		return message_set(decoder->message, YCF_INVALID,
		                   "%s, line %" PRId64 ": the line is longer than %d MiB; check that this"
		                   " is a CSV file and save it again", decoder->path, decoder->line,
		                   LINE_MOST / 1024 / 1024);
	char *raw = realloc(decoder->raw, decoder->capacity * 2);
	if (raw == NULL)
		return message_memory(decoder->message);
	decoder->raw = raw;
	decoder->capacity *= 2;
	return YCF_OK;
}

/* ---- faults ---- */

static int64_t line_of(const struct decoder *decoder, const char *text, size_t offset)
{
	bool after_cr = decoder->after_cr;
	return decoder->line + line_ends(text, offset, &after_cr);
}

static ycf_status refuse_zero(struct decoder *decoder, int64_t line)
{
	return message_set(decoder->message, YCF_INVALID,
	                   "%s, line %" PRId64 ": there is a zero byte, which no text holds; save the"
	                   " file again as CSV UTF-8", decoder->path, line);
}

static ycf_status refuse_byte(struct decoder *decoder, int64_t line, char byte,
                              const char *encoding)
{
	return message_set(decoder->message, YCF_INVALID,
	                   "%s, line %" PRId64 ": the byte 0x%02X is not %s text; save the file again"
	                   " as CSV UTF-8", decoder->path, line, (unsigned char)byte, encoding);
}

/* ---- UTF-8, with lines of Windows-1252 ---- */

static bool is_ascii(const char *text, size_t length)
{
	unsigned char seen = 0;
	for (size_t i = 0; i < length; i++)
		seen |= (unsigned char)text[i];
	return seen < 0x80;
}

/* The bytes that can be judged: up to the last line end, as the rest of a line
   may yet show it to be Windows-1252.  Plain ASCII needs no judging. */
static size_t judged(const struct decoder *decoder)
{
	const char *cr = memrchr(decoder->raw, '\r', decoder->length);
	const char *lf = memrchr(decoder->raw, '\n', decoder->length);
	const char *last = lf == NULL || (cr != NULL && cr > lf) ? cr : lf;
	if (decoder->at_end || (last == NULL && is_ascii(decoder->raw, decoder->length)))
		return decoder->length;
	return last == NULL ? 0 : (size_t)(last - decoder->raw) + 1;
}

static size_t line_length(const char *text, size_t length)
{
	size_t at = 0;
	while (at < length && text[at] != '\n' && text[at] != '\r')
		at++;
	return at < length ? at + 1 : at;
}

static ycf_status open_western(struct decoder *decoder)
{
	if (decoder->western == no_converter)
		decoder->western = iconv_open("UTF-8", "WINDOWS-1252");
	if (decoder->western == no_converter)
		return message_set(decoder->message, YCF_INVALID,
		                   "%s is not UTF-8 text, and this system cannot convert it; save the"
		                   " file again as CSV UTF-8", decoder->path);
	return YCF_OK;
}

static ycf_status add_western(struct decoder *decoder, char *line, size_t length)
{
	ycf_status status = open_western(decoder);
	while (status == YCF_OK && length > 0) {
		char piece[1024], *out = piece;
		size_t room = sizeof piece;
		size_t failed = iconv(decoder->western, &line, &length, &out, &room);
		buffer_add(&decoder->text, piece, sizeof piece - room);
		if (failed == (size_t)-1 && errno != E2BIG)
			status = refuse_byte(decoder, line_of(decoder, decoder->text.data,
			                                      decoder->text.length),
			                     *line, "UTF-8 or Windows-1252");
	}
	decoder->saw_western = true;
	return status;
}

static ycf_status convert_lines(struct decoder *decoder, size_t length)
{
	ycf_status status = YCF_OK;
	buffer_clear(&decoder->text);
	for (size_t at = 0; status == YCF_OK && at < length;) {
		char *line = decoder->raw + at;
		size_t size = line_length(line, length - at);
		if (!text_valid(line, size, NULL)) {
			status = add_western(decoder, line, size);
		} else {
			decoder->saw_utf8 = decoder->saw_utf8 || !is_ascii(line, size);
			buffer_add(&decoder->text, line, size);
		}
		at += size;
	}
	if (status == YCF_OK && decoder->text.failed)
		status = message_memory(decoder->message);
	return status;
}

static ycf_status judge(struct decoder *decoder, size_t length, const char **block,
                        size_t *block_length)
{
	size_t bad;
	*block = decoder->raw;
	*block_length = length;
	if (text_valid(decoder->raw, length, &bad)) {
		decoder->saw_utf8 = decoder->saw_utf8 || !is_ascii(decoder->raw, length);
		return YCF_OK;
	}
	const char *zero = memchr(decoder->raw, '\0', length);
	if (zero != NULL)
		return refuse_zero(decoder, line_of(decoder, decoder->raw,
		                                    (size_t)(zero - decoder->raw)));
	if (decoder->strict)
		return refuse_byte(decoder, line_of(decoder, decoder->raw, bad), decoder->raw[bad],
		                   "UTF-8");
	ycf_status status = convert_lines(decoder, length);
	*block = decoder->text.data;
	*block_length = decoder->text.length;
	return status;
}

static ycf_status next_lines(struct decoder *decoder, const char **block, size_t *length)
{
	size_t whole = 0;
	ycf_status status = fill(decoder);
	while (status == YCF_OK && (whole = judged(decoder)) == 0 && decoder->length > 0) {
		status = grow(decoder);
		if (status == YCF_OK)
			status = fill(decoder);
	}
	if (status != YCF_OK)
		return status;
	decoder->handed = whole;
	return judge(decoder, whole, block, length);
}

/* ---- a whole file in another encoding ---- */

static ycf_status convert_fault(struct decoder *decoder, int error)
{
	int64_t line = line_of(decoder, decoder->text.data, decoder->text.length);
	if (error == EILSEQ)
		return refuse_byte(decoder, line, decoder->raw[decoder->handed], decoder->name);
	if (decoder->at_end)
		return message_set(decoder->message, YCF_INVALID,
		                   "%s, line %" PRId64 ": the file ends in the middle of a character;"
		                   " save it again as CSV UTF-8", decoder->path, line);
	return YCF_OK;
}

/* Convert into `text`, which has room for a block, as much as fits. */
static ycf_status convert(struct decoder *decoder)
{
	char *in = decoder->raw, *out = decoder->text.data;
	size_t in_left = decoder->length, room = BLOCK;
	bool flush = decoder->at_end && in_left == 0;
	size_t result = iconv(decoder->converter, flush ? NULL : &in, &in_left, &out, &room);
	int error = result == (size_t)-1 ? errno : 0;
	decoder->flushed = flush && error == 0;
	decoder->handed = decoder->length - in_left;
	decoder->text.length = BLOCK - room;
	return error == 0 || error == E2BIG ? YCF_OK : convert_fault(decoder, error);
}

static ycf_status next_converted(struct decoder *decoder, const char **block, size_t *length)
{
	ycf_status status = YCF_OK;
	decoder->text.length = 0;
	while (status == YCF_OK && decoder->text.length == 0 && !decoder->flushed) {
		status = fill(decoder);
		if (status == YCF_OK)
			status = convert(decoder);
	}
	*block = decoder->text.data;
	*length = decoder->text.length;
	if (!decoder->saw_output && *length >= 3 && memcmp(*block, "\xEF\xBB\xBF", 3) == 0) {
		*block += 3;
		*length -= 3;
	}
	decoder->saw_output = true;
	const char *zero = memchr(*block, '\0', *length);
	if (status == YCF_OK && zero != NULL)
		status = refuse_zero(decoder, line_of(decoder, *block, (size_t)(zero - *block)));
	return status;
}

ycf_status decoder_next(struct decoder *decoder, const char **block, size_t *length)
{
	ycf_status status;
	*length = 0;
	do
		status = decoder->name != NULL ? next_converted(decoder, block, length)
		                               : next_lines(decoder, block, length);
	/* A byte order mark alone leaves nothing to give, though more may come. */
	while (status == YCF_OK && *length == 0 && decoder->name != NULL && !decoder->flushed);
	if (status == YCF_OK)
		decoder->line += line_ends(*block, *length, &decoder->after_cr);
	return status;
}

/* ---- finding out ---- */

static bool starts_with(const struct decoder *decoder, const char *bytes, size_t length)
{
	return decoder->length >= length && memcmp(decoder->raw, bytes, length) == 0;
}

/* UTF-16 without a mark has zeros in one half of its pairs and nearly none in
   the other: half of them in Latin text; fewer elsewhere, but every line end,
   separator and digit has one.  A stray zero in a short file is no such thing. */
static bool is_utf16(size_t zeros, size_t others, size_t pairs)
{
	size_t share = pairs < 64 ? 2 : 8;
	return zeros > 0 && zeros * share >= pairs && zeros > others * 10;
}

static const char *utf16_by_zeros(const struct decoder *decoder)
{
	size_t zeros[2] = {0, 0}, pairs = decoder->length / 2;
	for (size_t i = 0; i < pairs * 2; i++)
		zeros[i % 2] += decoder->raw[i] == '\0';
	if (is_utf16(zeros[1], zeros[0], pairs))
		return "UTF-16LE";
	return is_utf16(zeros[0], zeros[1], pairs) ? "UTF-16BE" : NULL;
}

static ycf_status find_encoding(struct decoder *decoder)
{
	if (starts_with(decoder, "\xFF\xFE\0\0", 4) || starts_with(decoder, "\0\0\xFE\xFF", 4))
		return message_set(decoder->message, YCF_INVALID,
		                   "%s is UTF-32 text, which is not read; save it again as CSV UTF-8",
		                   decoder->path);
	if (starts_with(decoder, "\xEF\xBB\xBF", 3))
		decoder->strict = true;
	else if (starts_with(decoder, "\xFF\xFE", 2))
		decoder->name = "UTF-16LE";
	else if (starts_with(decoder, "\xFE\xFF", 2))
		decoder->name = "UTF-16BE";
	else
		decoder->name = utf16_by_zeros(decoder);
	return YCF_OK;
}

static ycf_status take_encoding(struct decoder *decoder, const char *encoding)
{
	if (encoding == NULL)
		return find_encoding(decoder);
	decoder->asked = strdup(encoding);
	if (decoder->asked == NULL)
		return message_memory(decoder->message);
	decoder->strict = strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
	decoder->name = decoder->strict ? NULL : decoder->asked;
	return YCF_OK;
}

static ycf_status open_converter(struct decoder *decoder)
{
	decoder->converter = iconv_open("UTF-8", decoder->name);
	if (decoder->converter == no_converter)
		return message_set(decoder->message, YCF_MISUSE,
		                   "%s: the encoding \"%s\" is not known here; name one such as UTF-8,"
		                   " Windows-1252 or UTF-16", decoder->path, decoder->name);
	char *room = malloc(BLOCK);
	if (room == NULL)
		return message_memory(decoder->message);
	decoder->text.data = room;
	decoder->text.capacity = BLOCK;
	return YCF_OK;
}

static ycf_status begin(struct decoder *decoder, const char *encoding)
{
	ycf_status status = fill(decoder);
	if (status != YCF_OK)
		return status;
	const char *kind = signature_name(decoder->raw, decoder->length);
	if (kind != NULL)
		return message_set(decoder->message, YCF_FOREIGN,
		                   "%s is %s, not a CSV file; open it in the program it belongs to and"
		                   " save it as CSV", decoder->path, kind);
	status = take_encoding(decoder, encoding);
	if (status == YCF_OK && decoder->name != NULL)
		status = open_converter(decoder);
	if (status == YCF_OK && decoder->strict && starts_with(decoder, "\xEF\xBB\xBF", 3))
		decoder->handed = 3;
	return status;
}

/* ---- opening and closing ---- */

static ycf_status open_path(struct decoder *decoder)
{
	struct stat file;
	decoder->descriptor = open(decoder->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (decoder->descriptor < 0 || fstat(decoder->descriptor, &file) != 0)
		return message_system(decoder->message, errno, "reading", decoder->path);
	if (S_ISDIR(file.st_mode))
		return message_system(decoder->message, EISDIR, "reading", decoder->path);
	decoder->total = S_ISREG(file.st_mode) ? (int64_t)file.st_size : 0;
	return YCF_OK;
}

static struct decoder *decoder_new(const char *path, struct message *message)
{
	struct decoder *decoder = calloc(1, sizeof *decoder);
	if (decoder == NULL)
		return NULL;
	decoder->descriptor = -1;
	decoder->converter = decoder->western = no_converter;
	decoder->message = message;
	decoder->line = 1;
	decoder->capacity = BLOCK;
	decoder->path = strdup(path);
	decoder->raw = malloc(decoder->capacity);
	if (decoder->path != NULL && decoder->raw != NULL)
		return decoder;
	decoder_close(decoder);
	return NULL;
}

ycf_status decoder_open(const char *path, const char *encoding, struct message *message,
                        struct decoder **decoder)
{
	*decoder = NULL;
	struct decoder *opened = decoder_new(path, message);
	if (opened == NULL)
		return message_memory(message);
	ycf_status status = open_path(opened);
	if (status == YCF_OK)
		status = begin(opened, encoding);
	if (status == YCF_OK)
		*decoder = opened;
	else
		decoder_close(opened);
	return status;
}

void decoder_close(struct decoder *decoder)
{
	if (decoder == NULL)
		return;
	if (decoder->descriptor >= 0)
		close(decoder->descriptor);
	if (decoder->converter != no_converter)
		iconv_close(decoder->converter);
	if (decoder->western != no_converter)
		iconv_close(decoder->western);
	buffer_free(&decoder->text);
	free(decoder->raw);
	free(decoder->asked);
	free(decoder->path);
	free(decoder);
}

const char *decoder_encoding(const struct decoder *decoder)
{
	if (decoder->name != NULL)
		return decoder->name;
	if (decoder->saw_western)
		return decoder->saw_utf8 ? "UTF-8 and Windows-1252" : "Windows-1252";
	return "UTF-8";
}

void decoder_progress(const struct decoder *decoder, int64_t *done, int64_t *total)
{
	*done = decoder->done;
	*total = decoder->total;
}
