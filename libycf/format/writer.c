#include "format/writer_form.h"

ycf_status writer_open(struct output *output, const struct writer_options *options,
                       const char *const *columns, size_t count, struct message *message,
                       struct writer **writer)
{
	const struct writer base = {.output = output, .message = message, .count = count};
	*writer = NULL;
	switch (options->format) {
	case YCF_CSV:
		return csv_writer_open(&base, options, columns, writer);
	case YCF_JSON:
		return json_writer_open(&base, options, columns, writer);
	case YCF_TABLE:
		return table_writer_open(&base, options, columns, writer);
	}
	return message_set(message, YCF_MISUSE,
	                   "there is no output format %d; ask for a table, CSV or JSON",
	                   (int)options->format);
}

ycf_status writer_row(struct writer *writer, const struct cell *cells)
{
	return writer->form->row(writer, cells);
}

ycf_status writer_close(struct writer *writer)
{
	ycf_status status = writer->form->end(writer);
	writer->form->free(writer);
	return status;
}

void writer_abandon(struct writer *writer)
{
	if (writer != NULL)
		writer->form->free(writer);
}
