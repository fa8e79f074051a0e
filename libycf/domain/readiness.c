#include "domain/readiness.h"

#include <string.h>

#include "base/date.h"
#include "domain/reference.h"
#include "domain/select.h"

ycf_status readiness_reasons(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                             ycf_date as_of, struct buffer *reasons)
{
	struct ycf_cursor *cursor = NULL;
	const ycf_record *record;
	ycf_status status = select_judged(tracker, &readiness_noun, setting, framework, as_of,
	                                  &cursor);
	while (status == YCF_OK && (status = ycf_cursor_next(cursor, &record)) == YCF_ROW) {
		const struct readiness *one = record->row;
		if (!one->met && strstr(buffer_string(reasons), one->found) == NULL)
			buffer_format(reasons, "%s%s", reasons->length > 0 ? "; " : "", one->found);
		status = YCF_OK;
	}
	ycf_cursor_free(cursor);
	if (reasons->failed)
		return message_memory(&tracker->message);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status ycf_ready(ycf_tracker *tracker, const char *setting, const char *framework,
                     ycf_date as_of, bool *ready, ycf_cursor **cursor)
{
	int64_t id = 0, edition = 0;
	struct buffer reasons = {0};
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = reference_find(tracker, &setting_noun, setting, 0, &id);
	if (status == YCF_OK)
		status = reference_framework(tracker, framework, &edition);
	if (as_of == 0)
		as_of = tracker_today(tracker);
	if (status == YCF_OK)
		status = readiness_reasons(tracker, id, edition, as_of, &reasons);
	if (status == YCF_OK)
		status = select_judged(tracker, &readiness_noun, id, edition, as_of, cursor);
	if (status == YCF_OK)
		*ready = reasons.length == 0;
	buffer_free(&reasons);
	return status;
}
