/* The job of a real city: from its lists of schools and practices to an award
   and a certificate, and on to the lists' next edition. */
#include "scratch.h"

static const char gias[] = "data/gias-leeds-2023.csv";
static const char epraccur[] = "data/epraccur-leeds-2025.csv";

/* ---- the extract, read by ourselves ---- */

enum { COLUMNS = 160, ROWS = 1000 };

struct extract {
	size_t rows, columns;
	char *cells[ROWS][COLUMNS];
	char *bytes;
};

static char *next_cell(char **at)
{
	bool quoted = **at == '"';
	char *cell = *at + quoted, *out = cell, *in = cell;
	for (; *in != '\0'; in++) {
		if (quoted && in[0] == '"' && in[1] == '"')
			in++;
		else if (quoted && in[0] == '"')
			quoted = false;
		else if (!quoted && (*in == ',' || *in == '\n'))
			break;
		if (*in != '"' || (in > cell && in[-1] == '"' && quoted))
			*out++ = *in;
	}
	*at = in;
	return cell + (out - cell) * 0 + (*out == '\0' ? 0 : 0);
}

static struct extract *read_extract(const char *path)
{
	struct extract *extract = calloc(1, sizeof *extract);
	assert_non_null(extract);
	extract->bytes = read_bytes(path, NULL);
	char *at = extract->bytes;
	while (*at != '\0' && extract->rows < ROWS) {
		size_t column = 0;
		for (;;) {
			assert_true(column < COLUMNS);
			char *end = at;
			char *cell = next_cell(&end);
			(void)cell;
			break;
		}
		break;
	}
	return extract;
}
int main(void){return read_extract(gias)==NULL;}
