/* Names the settings whose mark is at risk on a day, and why. */
#include <stdio.h>
#include <ycf.h>

int main(int count, char **arguments)
{
	const char *const terms[] = {"stage=at_risk", NULL};
	const ycf_record *standing;
	ycf_cursor *cursor = NULL;
	ycf_tracker *tracker = ycf_new();
	ycf_date as_of = count == 3 ? ycf_date_read(arguments[2], NULL) : 0;
	if (tracker == NULL || as_of == 0) {
		fprintf(stderr, "write: embed TRACKER DAY\n");
		ycf_free(tracker);
		return 2;
	}
	ycf_status status = ycf_open(tracker, arguments[1], YCF_READ_ONLY);
	if (status == YCF_OK)
		status = ycf_select(tracker, "standing", terms, "name", as_of, NULL, &cursor);
	if (status == YCF_OK)
		while ((status = ycf_cursor_next(cursor, &standing)) == YCF_ROW)
			printf("%s: %s\n", ycf_record_text(standing, "name"),
			       ycf_record_text(standing, "reasons"));
	if (status != YCF_DONE)
		fprintf(stderr, "%s\n", ycf_message(tracker));
	ycf_cursor_free(cursor);
	ycf_free(tracker);
	return status == YCF_DONE ? 0 : 1;
}
