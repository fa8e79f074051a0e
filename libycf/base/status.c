#include "ycf.h"

#include <stddef.h>

struct status_row {
	ycf_status status;
	const char *name;
	const char *text;
};

static const struct status_row statuses[] = {
	{YCF_OK, "ok", "It worked."},
	{YCF_ROW, "row", "There is a row to read."},
	{YCF_DONE, "done", "There are no more rows."},
	{YCF_MISUSE, "misuse", "The call asks for something that does not exist."},
	{YCF_INVALID, "invalid", "A value or a file says something that cannot be."},
	{YCF_NOT_FOUND, "not_found", "Nothing matches."},
	{YCF_EXISTS, "exists", "It is there already."},
	{YCF_AMBIGUOUS, "ambiguous", "More than one thing matches."},
	{YCF_CONFLICT, "conflict", "Somebody else has changed it since it was read."},
	{YCF_REFUSED, "refused", "A rule does not allow it."},
	{YCF_CANCELLED, "cancelled", "It was stopped on request."},
	{YCF_BUSY, "busy", "Another program has it locked."},
	{YCF_FULL, "full", "The disk or the quota is full."},
	{YCF_UNREADABLE, "unreadable", "It cannot be opened, read or written."},
	{YCF_FOREIGN, "foreign", "The file is of another kind."},
	{YCF_NEWER, "newer", "It was made by a newer version of ycf."},
	{YCF_DAMAGED, "damaged", "The file is damaged."},
	{YCF_MEMORY, "memory", "There is not enough memory."},
};

static const struct status_row unknown = {YCF_OK, "unknown", "The status is unknown."};

size_t ycf_status_count(void)
{
	return sizeof statuses / sizeof statuses[0];
}

ycf_status ycf_status_at(size_t index)
{
	return index < ycf_status_count() ? statuses[index].status : YCF_OK;
}

static const struct status_row *status_find(ycf_status status)
{
	for (size_t i = 0; i < ycf_status_count(); i++)
		if (statuses[i].status == status)
			return &statuses[i];
	return &unknown;
}

const char *ycf_status_name(ycf_status status)
{
	return status_find(status)->name;
}

const char *ycf_status_text(ycf_status status)
{
	return status_find(status)->text;
}
