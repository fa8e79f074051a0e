/* What layouts may call upon, and the samples they are tried with. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "document/values.h"

static void check_fields(const struct value_field *fields, size_t count)
{
	ycf_date date;
	for (size_t i = 0; i < count; i++) {
		assert_true(fields[i].name[0] != '\0' && fields[i].help[0] != '\0');
		assert_non_null(fields[i].sample);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(fields[i].name, fields[k].name);
		if (fields[i].kind == VALUE_DATE && fields[i].sample[0] != '\0')
			assert_int_equal(date_read_iso(fields[i].sample, strlen(fields[i].sample),
			                               &date), DATE_READ);
	}
}

static void the_tables_are_sound(void **state)
{
	(void)state;
	assert_null(document_kinds[DOCUMENT_KINDS]);
	for (unsigned kind = 0; kind < DOCUMENT_KINDS; kind++) {
		const struct value_table *table = value_table((enum document_kind)kind);
		check_fields(table->fields, table->count);
		for (size_t i = 0; i < table->list_count; i++) {
			assert_true(table->lists[i].help[0] != '\0');
			check_fields(table->lists[i].fields, table->lists[i].count);
		}
	}
	assert_true(document_is_of_award(DOCUMENT_FOOTER));
	assert_false(document_is_of_award(DOCUMENT_PLAN));
}

struct sampled {
	size_t filled, rows, foreign;
};

static void look_at(struct sampled *sampled, const struct value_field *field,
                    const struct value *value)
{
	assert_true(field->kind == VALUE_DATE ? value->text == NULL : value->date == 0);
	sampled->filled += value->text != NULL || value->date != 0;
	if (value->text == NULL)
		return;
	assert_true(text_valid(value->text, strlen(value->text), NULL));
	for (const char *c = value->text; *c != '\0'; c++)
		sampled->foreign += (unsigned char)*c >= 0x80;
}

static struct sampled sample(enum document_kind kind, unsigned variant)
{
	struct sampled sampled = {0};
	struct message message = {0};
	struct values values;
	struct arena *arena = arena_new();
	assert_int_equal(values_sample(kind, variant, arena, &message, &values), YCF_OK);
	assert_ptr_equal(values.table, value_table(kind));
	for (size_t i = 0; i < values.table->count; i++)
		look_at(&sampled, &values.table->fields[i], &values.values[i]);
	for (size_t i = 0; i < values.table->list_count; i++) {
		const struct list_field *list = &values.table->lists[i];
		for (struct value_row *row = values.rows[i]; row != NULL; row = row->next) {
			sampled.rows++;
			for (size_t k = 0; k < list->count; k++)
				look_at(&sampled, &list->fields[k], &row->values[k]);
		}
	}
	arena_free(arena);
	return sampled;
}

static void samples_try_a_layout(void **state)
{
	(void)state;
	for (unsigned i = 0; i < DOCUMENT_KINDS; i++) {
		enum document_kind kind = (enum document_kind)i;
		struct sampled everyday = sample(kind, 0), longest = sample(kind, 1);
		struct sampled letters = sample(kind, 2), least = sample(kind, 3);
		assert_true(everyday.rows > 3);
		assert_true(longest.rows >= everyday.rows);
		assert_true(letters.foreign > everyday.foreign + 100);
		assert_true(least.filled < everyday.filled / 2 && least.filled >= 5);
	}
	assert_true(sample(DOCUMENT_PLAN, 1).rows > 30);
}

static void values_by_name_and_rows_in_order(void **state)
{
	struct message message = {0};
	struct values values;
	struct arena *arena = arena_new();
	(void)state;
	assert_int_equal(values_new(DOCUMENT_PLAN, arena, &message, &values), YCF_OK);
	values_text(&values, "setting.name", "Elm");
	values_date(&values, "as_of", 20260831);
	values_text(&values, "award.code", "what a plan does not have");
	assert_null(values_row(&values, "standards", arena));
	for (int i = 0; i < 3; i++) {
		struct value_row *row = values_row(&values, "actions", arena);
		row_text(&values, "actions", row, "action.what", i == 0 ? "first" : "later");
		row_date(&values, "actions", row, "action.due", 20260901);
		row_text(&values, "actions", row, "review.note", "of another list");
	}
	assert_string_equal(values.values[0].text, "Elm");
	assert_string_equal(values.rows[0]->values[3].text, "first");
	assert_int_equal(values.rows[0]->next->values[5].date, 20260901);
	assert_non_null(values.rows[0]->next->next);
	assert_null(values.rows[0]->next->next->next);
	assert_null(values.rows[1]);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_are_sound),
		cmocka_unit_test(samples_try_a_layout),
		cmocka_unit_test(values_by_name_and_rows_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
