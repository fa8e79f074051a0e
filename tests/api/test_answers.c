/* What is computed of very many settings is gathered in blocks: nothing of that
   may show. */
#include "scratch.h"

static void join_many(ycf_tracker *tracker, int first, int last)
{
	char reference[20], name[40];
	ok(tracker, ycf_begin(tracker, NULL));
	for (int i = first; i <= last; i++) {
		snprintf(reference, sizeof reference, "r%04d", i);
		snprintf(name, sizeof name, "%s Sample %d", i % 2 == 0 ? "élan" : "Elm", i);
		add(tracker, "setting", "reference", reference, "name", name, "kind", "other",
		    "joined", i % 3 == 0 ? "" : "2024-01-05");
	}
	ok(tracker, ycf_commit(tracker));
}

/* The references in the order that they come in, 4 digits each; free it. */
static char *order_of(ycf_tracker *tracker, const char *noun, const char *const *terms,
                      const char *sort)
{
	const ycf_record *row;
	char *all = calloc(8001, 1), *end = all;
	assert_non_null(all);
	ycf_cursor *cursor = ask(tracker, noun, terms, sort, 20240201);
	while ((row = next_row(tracker, cursor)) != NULL && end - all < 8000) {
		memcpy(end, ycf_record_text(row, "reference") + 1, 4);
		end += 4;
	}
	ycf_cursor_free(cursor);
	return all;
}

/* Around the edges of a block, and beyond the second one. */
static void each_setting_comes_once(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	static const int steps[] = {1, 749, 750, 751, 1500, 1503};
	int made = 0;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		join_many(tracker, made + 1, steps[i]);
		made = steps[i];
		assert_int_equal(count_on(tracker, "standing", NULL, 20240201), made - made / 3);
		assert_int_equal(count_on(tracker, "standing", TERMS("stage=known"), 20240201),
		                 made / 3);
		char *order = order_of(tracker, "standing", NULL, "reference");
		for (int k = 1, at = 0; k <= made; k++)
			if (k % 3 != 0) {
				char wanted[12];
				snprintf(wanted, sizeof wanted, "%04d", k);
				assert_memory_equal(order + at, wanted, 4);
				at += 4;
			}
		free(order);
	}
}

static void the_order_runs_through_all_blocks(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	join_many(tracker, 1, 1300);
	char *up = order_of(tracker, "standing", NULL, "name");
	char *down = order_of(tracker, "standing", NULL, "-name");
	size_t length = strlen(up);
	assert_int_equal(length, 4 * (1300 - 433));
	assert_int_equal(strlen(down), length);
	for (size_t i = 0; i < length; i += 4)
		assert_memory_equal(up + i, down + length - 4 - i, 4);
	/* Elm before élan: its case is folded, and é comes behind z. */
	assert_memory_equal(up, "0001", 4);
	assert_int_equal((up[3] - '0') % 2, 1);
	assert_int_equal((up[length - 1] - '0') % 2, 0);
	free(up);
	free(down);
	char *some = order_of(tracker, "standing", TERMS("name~sample 12"), "reference");
	assert_memory_equal(some, "01210122", 8);
	free(some);
}

/* What is written while an answer is read, or undone, does not reach it. */
static void an_answer_is_of_one_moment(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	const ycf_record *row;
	int seen = 0;
	join_many(tracker, 1, 1100);
	ycf_cursor *cursor = ask(tracker, "standing", NULL, "reference", 20240201);
	while ((row = next_row(tracker, cursor)) != NULL) {
		assert_null(strstr(ycf_record_text(row, "name"), "Changed"));
		assert_string_equal(ycf_record_text(row, "stage"), "registered");
		if (seen++ == 10) {
			ycf_record *last = get(tracker, "setting", "r1100");
			ok(tracker, ycf_record_set(last, "name", "Changed"));
			ok(tracker, ycf_save(last));
			ycf_record_free(last);
			ok(tracker, ycf_depart(tracker, "r1099", 20240120, "Changed", false));
		}
		if (seen == 20) {
			ok(tracker, ycf_begin(tracker, NULL));
			ok(tracker, ycf_depart(tracker, "r1097", 20240120, "Changed", false));
			ycf_rollback(tracker);
		}
	}
	assert_int_equal(seen, 1100 - 366);
	ycf_cursor_free(cursor);
}

/* Inside a transaction an answer knows what was written in it, and outlives it. */
static void an_answer_outlives_its_transaction(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	join_many(tracker, 1, 2);
	ok(tracker, ycf_begin(tracker, NULL));
	add(tracker, "setting", "reference", "r0009", "name", "New", "kind", "other", "joined",
	    "2024-01-05");
	ycf_cursor *cursor = ask(tracker, "standing", NULL, "reference", 20240201);
	assert_non_null(next_row(tracker, cursor));
	ycf_rollback(tracker);
	assert_non_null(next_row(tracker, cursor));
	assert_string_equal(ycf_record_text(next_row(tracker, cursor), "name"), "New");
	assert_null(next_row(tracker, cursor));
	ycf_cursor_free(cursor);
	assert_int_equal(count_on(tracker, "standing", NULL, 20240201), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(each_setting_comes_once),
		test_small(the_order_runs_through_all_blocks),
		test_small(an_answer_is_of_one_moment),
		test_small(an_answer_outlives_its_transaction),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
