#include "format/archive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/file.h"

enum {
	MEGABYTE = 1024 * 1024,
	FILE_MOST = 20 * MEGABYTE,
	ENTRIES_MOST = 2000,
	ENTRY_MOST = 32 * MEGABYTE,
	ALL_MOST = 40 * MEGABYTE,
	RATIO_MOST = 200,             /* of what is larger than a megabyte */
	PIECE = 32 * 1024
};

struct archive {
	const char *path;
	struct message *message;
	char *bytes;
	zip_t *zip;
	uint64_t given;               /* bytes unpacked so far */
};

static ycf_status refuse_damaged(const struct archive *archive)
{
	return message_set(archive->message, YCF_INVALID,
	                   "%s is damaged or only part of a workbook; ask for it once more, or save "
	                   "it again as .xlsx", archive->path);
}

static ycf_status refuse_large(const struct archive *archive)
{
	return message_set(archive->message, YCF_INVALID,
	                   "%s unpacks to far more than any report needs and was not read; copy the "
	                   "sheet into a new workbook", archive->path);
}

static ycf_status refuse(const struct archive *archive, const zip_error_t *error)
{
	return zip_error_code_zip(error) == ZIP_ER_MEMORY ? message_memory(archive->message)
	                                                  : refuse_damaged(archive);
}

/* libzip takes memory for each entry that the file says it has. */
static ycf_status count_entries(const struct archive *archive, size_t length)
{
	static const char mark[] = {'P', 'K', 1, 2};
	const char *at = archive->bytes, *end = at + length;
	int count = 0;
	while ((at = memmem(at, (size_t)(end - at), mark, sizeof mark)) != NULL) {
		if (++count > ENTRIES_MOST)
			return refuse_large(archive);
		at += sizeof mark;
	}
	return YCF_OK;
}

static ycf_status open_zip(struct archive *archive, size_t length)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(archive->bytes, length, 0, &error);
	if (source != NULL)
		archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (source != NULL && archive->zip == NULL)
		zip_source_free(source);
	ycf_status status = archive->zip != NULL ? YCF_OK : refuse(archive, &error);
	zip_error_fini(&error);
	return status;
}

ycf_status archive_open(const char *path, struct message *message, struct archive **archive)
{
	size_t length = 0;
	struct archive *opened = calloc(1, sizeof *opened);
	*archive = NULL;
	if (opened == NULL)
		return message_memory(message);
	opened->path = path;
	opened->message = message;
	ycf_status status = file_read(path, FILE_MOST, &opened->bytes, &length, message);
	if (status == YCF_OK)
		status = count_entries(opened, length);
	if (status == YCF_OK)
		status = open_zip(opened, length);
	if (status != YCF_OK) {
		archive_close(opened);
		return status;
	}
	*archive = opened;
	return YCF_OK;
}

void archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	if (archive->zip != NULL)
		zip_discard(archive->zip);
	free(archive->bytes);
	free(archive);
}

/* What the archive says of an entry; reading holds it to that. */
static ycf_status check_entry(const struct archive *archive, const zip_stat_t *about)
{
	const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
	if ((about->valid & needed) != needed)
		return refuse_damaged(archive);
	if ((about->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    about->encryption_method != ZIP_EM_NONE)
		return message_set(archive->message, YCF_INVALID,
		                   "%s is locked with a password; save it without one", archive->path);
	if (about->size > ENTRY_MOST || archive->given + about->size > ALL_MOST ||
	    (about->size > MEGABYTE && about->size / RATIO_MOST > about->comp_size))
		return refuse_large(archive);
	return YCF_OK;
}

static ycf_status pour(struct archive *archive, zip_file_t *file, uint64_t size,
                       archive_sink *sink, void *context)
{
	char piece[PIECE];
	ycf_status status = YCF_OK;
	while (status == YCF_OK) {
		zip_int64_t got = zip_fread(file, piece, sizeof piece);
		if (got < 0)
			return refuse(archive, zip_file_get_error(file));
		if ((uint64_t)got > size)
			return refuse_damaged(archive);
		if (got == 0)
			return size == 0 ? YCF_OK : refuse_damaged(archive);
		size -= (uint64_t)got;
		archive->given += (uint64_t)got;
		status = sink(context, piece, (size_t)got);
	}
	return status;
}

static ycf_status tell_absent(struct archive *archive, const char *name, bool *found)
{
	if (found == NULL)
		return message_set(archive->message, YCF_INVALID,
		                   "%s is not a workbook that can be read: it has no %s; save it again as "
		                   ".xlsx", archive->path, name);
	*found = false;
	return YCF_OK;
}

ycf_status archive_read(struct archive *archive, const char *name, archive_sink *sink,
                        void *context, bool *found)
{
	zip_stat_t about;
	zip_int64_t index = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
	if (index < 0 && zip_error_code_zip(zip_get_error(archive->zip)) != ZIP_ER_NOENT)
		return refuse(archive, zip_get_error(archive->zip));
	if (index < 0)
		return tell_absent(archive, name, found);
	if (zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &about) != 0)
		return refuse(archive, zip_get_error(archive->zip));
	ycf_status status = check_entry(archive, &about);
	if (status != YCF_OK)
		return status;
	zip_file_t *file = zip_fopen_index(archive->zip, (zip_uint64_t)index, 0);
	if (file == NULL)
		return refuse(archive, zip_get_error(archive->zip));
	status = pour(archive, file, about.size, sink, context);
	zip_fclose(file);
	if (found != NULL)
		*found = true;
	return status;
}
