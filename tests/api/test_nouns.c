/* The tables of nouns and fields are the contract: a change of them is a
   change of tests/golden/fields.txt, which UPDATE_GOLDEN=1 writes anew. */
#include "scratch.h"

#include <ctype.h>

static const char *const kinds[] = {
	[YCF_TEXT] = "text", [YCF_INTEGER] = "integer", [YCF_BOOLEAN] = "boolean",
	[YCF_DATE] = "date", [YCF_TIME] = "time", [YCF_CHOICE] = "choice",
	[YCF_REFERENCE] = "reference",
};

static const struct {
	unsigned flag;
	const char *name;
} flags[] = {
	{YCF_FIELD_REQUIRED, "required"}, {YCF_FIELD_UNIQUE, "unique"},
	{YCF_FIELD_PERSONAL, "personal"}, {YCF_FIELD_READ_ONLY, "read_only"},
	{YCF_FIELD_CODE, "code"}, {YCF_FIELD_BRIEF, "brief"},
};

static void write_field(FILE *out, const char *noun, size_t index)
{
	const char *target = ycf_field_target(noun, index);
	fprintf(out, "\t%s %s", ycf_field_name(noun, index), kinds[ycf_field_kind(noun, index)]);
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
		if (ycf_field_flags(noun, index) & flags[i].flag)
			fprintf(out, " %s", flags[i].name);
	if (ycf_field_limit(noun, index) > 0)
		fprintf(out, " at most %zu", ycf_field_limit(noun, index));
	if (target != NULL)
		fprintf(out, " -> %s", target);
	for (size_t i = 0; ycf_field_choice(noun, index, i) != NULL; i++)
		fprintf(out, "%s%s", i == 0 ? ": " : ", ", ycf_field_choice(noun, index, i));
	fputc('\n', out);
}

static char *write_tables(void)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	assert_non_null(out);
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++) {
		const char *noun = ycf_noun_name(i);
		fprintf(out, "%s%s\n", noun, ycf_noun_is_derived(noun) ? " (computed)" : "");
		for (size_t k = 0; k < ycf_field_count(noun); k++)
			write_field(out, noun, k);
	}
	assert_int_equal(fclose(out), 0);
	return text;
}

static void the_tables_are_as_agreed(void **state)
{
	(void)state;
	const char *path = source_path("tests/golden/fields.txt");
	char *found = write_tables();
	if (getenv("UPDATE_GOLDEN") != NULL)
		write_bytes(path, found, strlen(found));
	char *agreed = read_bytes(path, NULL);
	if (strcmp(found, agreed) != 0) {
		size_t at = 0;
		while (found[at] != '\0' && found[at] == agreed[at])
			at++;
		while (at > 0 && found[at - 1] != '\n')
			at--;
		fail_msg("the tables differ from tests/golden/fields.txt; UPDATE_GOLDEN=1 writes it anew\n"
		         "agreed: %.*s\nfound:  %.*s", (int)strcspn(agreed + at, "\n"), agreed + at,
		         (int)strcspn(found + at, "\n"), found + at);
	}
	free(found);
	free(agreed);
}

/* ---- what was promised ---- */

struct promise {
	const char *noun;
	const char *fields;          /* behind a slash: * required, ! unique, p personal, > reference */
};

static const struct promise promises[] = {
	{"framework", "code/* edition/* title/* issuer area language prefix/* review_months term_months "
	              "grace_days lapse_days verify_url rules"},
	{"standard", "framework/*> code/* title/* statement"},
	{"criterion", "standard/*> code/* text/* required guidance"},
	{"level", "framework/*> code/* title/* rag/* counts_as_met needs_reason"},
	{"practitioner", "name/*p email/p telephone/p since until"},
	{"setting", "reference/! name/* kind/* urn/! laestab ods_code/! ukprn street town postcode ward "
	            "ward_code local_authority local_authority_code trust telephone email website "
	            "joined departed departed_reason opened closed practitioner/> notes"},
	{"external_id", "system/* value/* setting/> lead/>"},
	{"lead", "setting/*> name/*p role/* job_title email/p telephone/p since/* until confirmed "
	         "why_ended"},
	{"contact", "setting/*> date/* kind/* practitioner/> with_whom/p note"},
	{"assessment", "setting/*> framework/*> date/* source/* assessor/p comment"},
	{"rating", "assessment/*> criterion/*> level/*> commentary"},
	{"evidence", "setting/*> standard/> criterion/> title/* kept_at/* dated expires note"},
	{"plan", "setting/*> framework/*> agreed/* agreed_with/p practitioner/> ended note"},
	{"action", "plan/*> number/* standard/> what/* owner/p due done dropped note"},
	{"review", "plan/*> date/* agreed_with/p practitioner/> note"},
	{"request", "setting/*> framework/*> asked/* due form/* practitioner/> note"},
	{"report", "setting/*> framework/*> date/* form/* reporter/p lead_in_post proposed_lead/p "
	           "proposed_email/p proposed_telephone/p assessment/> digest/*! note"},
	{"remark", "report/*> action/*> state/* note"},
	{"award", "code/*! setting/*> framework/*> date/* decided_by/p note setting_name mark_title "
	          "expires ended end_reason recorded_from"},
	{"change", "at/* actor/*p reason source/*"},
	{"standing", "setting/> framework/> as_of stage holds reasons lead lead_confirmed standards_met "
	             "standards_total plan_agreed last_review next_review awarded expires award_code "
	             "practitioner"},
	{"progress", "setting/> reference name framework/> standard/> code title self_level self_rag "
	             "practitioner_level practitioner_rag met evidence practitioner/p"},
	{"comparison", "setting/> reference name framework/> standard/> code title self_level self_rag "
	               "self_date self_commentary self_before practitioner_level practitioner_rag "
	               "practitioner_date practitioner_commentary practitioner_before differs moved "
	               "practitioner/p"},
	{"answer", "setting/> reference name framework/> standard/> criterion/> code text source "
	           "level/> title rag commentary date assessor/p assessment/> practitioner/p"},
	{"due", "setting/> kind date days what who next_step practitioner"},
};

static size_t field_index(const char *noun, const char *name)
{
	for (size_t i = 0; i < ycf_field_count(noun); i++)
		if (strcmp(ycf_field_name(noun, i), name) == 0)
			return i;
	fail_msg("%s has no field %s", noun, name);
	return 0;
}

static void agrees(bool found, bool promised, const char *noun, const char *name,
                   const char *what)
{
	if (found != promised)
		fail_msg("%s.%s is %s%s", noun, name, found ? "" : "not ", what);
}

static void check_promise(const char *noun, const char *word)
{
	char name[60], marks[8] = "";
	assert_true(sscanf(word, "%59[^/ ]/%7[^ ]", name, marks) >= 1);
	size_t index = field_index(noun, name);
	unsigned found = ycf_field_flags(noun, index);
	agrees((found & YCF_FIELD_REQUIRED) != 0, strchr(marks, '*') != NULL, noun, name, "required");
	agrees((found & YCF_FIELD_UNIQUE) != 0, strchr(marks, '!') != NULL, noun, name, "unique");
	agrees(ycf_field_kind(noun, index) == YCF_REFERENCE, strchr(marks, '>') != NULL, noun, name,
	       "a reference");
	if (strchr(marks, 'p') != NULL)
		agrees((found & YCF_FIELD_PERSONAL) != 0, true, noun, name, "personal");
}

static void every_promised_field_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof promises / sizeof promises[0]; i++)
		for (const char *word = promises[i].fields; *word != '\0';) {
			check_promise(promises[i].noun, word);
			word += strcspn(word, " ");
			word += *word == ' ';
		}
}

/* ---- names ---- */

static const char *const keywords[] = {
	"false", "none", "true", "and", "as", "assert", "async", "await", "break", "class",
	"continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
	"import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
	"while", "with", "yield"
};

static void check_name(const char *name)
{
	assert_non_null(name);
	assert_true(islower((unsigned char)name[0]));
	for (const char *c = name; *c != '\0'; c++)
		if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '_')
			fail_msg("%s is no name for SQL, Python and Lua", name);
	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
		if (strcmp(name, keywords[i]) == 0)
			fail_msg("%s is a keyword of Python", name);
}

static void names_serve_every_language(void **state)
{
	(void)state;
	size_t count = ycf_noun_count();
	assert_null(ycf_noun_name(count));
	for (size_t i = 0; i < count; i++) {
		const char *noun = ycf_noun_name(i);
		check_name(noun);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(noun, ycf_noun_name(k));
		assert_true(ycf_noun_help(noun) != NULL && ycf_noun_help(noun)[0] != '\0');
		assert_true(ycf_field_count(noun) <= 64);   /* bits of a field_set */
		for (size_t field = 0; field < ycf_field_count(noun); field++) {
			const char *name = ycf_field_name(noun, field);
			check_name(name);
			for (size_t k = 0; k < field; k++)
				assert_string_not_equal(name, ycf_field_name(noun, k));
			assert_true(ycf_field_help(noun, field) != NULL && ycf_field_help(noun, field)[0] != '\0');
		}
	}
}

static void stored_nouns_begin_alike(void **state)
{
	static const char *const first[] = {"id", "revision", "created", "changed"};
	(void)state;
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++)
		for (size_t k = 0; k < 4 && !ycf_noun_is_derived(ycf_noun_name(i)); k++) {
			assert_string_equal(ycf_field_name(ycf_noun_name(i), k), first[k]);
			assert_true(ycf_field_flags(ycf_noun_name(i), k) & YCF_FIELD_READ_ONLY);
		}
}

static void facts_of_a_field_fit_its_kind(void **state)
{
	(void)state;
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++) {
		const char *noun = ycf_noun_name(i);
		for (size_t field = 0; field < ycf_field_count(noun); field++) {
			ycf_kind kind = ycf_field_kind(noun, field);
			const char *target = ycf_field_target(noun, field);
			assert_int_equal(ycf_field_limit(noun, field) > 0, kind == YCF_TEXT);
			assert_int_equal(ycf_field_choice(noun, field, 0) != NULL, kind == YCF_CHOICE);
			if (kind == YCF_REFERENCE)
				assert_non_null(ycf_noun_help(target));
		}
	}
}

static void what_is_not_there(void **state)
{
	(void)state;
	assert_null(ycf_noun_help("shoe"));
	assert_false(ycf_noun_is_derived("shoe"));
	assert_int_equal(ycf_field_count("shoe"), 0);
	assert_null(ycf_field_name("shoe", 0));
	assert_null(ycf_field_name("setting", 999));
	assert_null(ycf_field_help("setting", 999));
	assert_null(ycf_field_target("setting", 999));
	assert_null(ycf_field_choice("setting", 999, 0));
	assert_null(ycf_field_choice("setting", field_index("setting", "kind"), 999));
	assert_null(ycf_field_choice("setting", field_index("setting", "name"), 0));
	assert_int_equal(ycf_field_limit("setting", 999), 0);
	assert_int_equal(ycf_field_flags("setting", 999), 0);
}

static void statuses_have_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < ycf_status_count(); i++) {
		ycf_status status = ycf_status_at(i);
		check_name(ycf_status_name(status));
		assert_string_not_equal(ycf_status_name(status), "unknown");
		assert_true(ycf_status_text(status)[0] != '\0');
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(ycf_status_name(status), ycf_status_name(ycf_status_at(k)));
	}
	assert_string_equal(ycf_status_name((ycf_status)999), "unknown");
	assert_int_equal(ycf_status_at(999), YCF_OK);
	assert_string_equal(ycf_status_name(YCF_NOT_FOUND), "not_found");
	assert_int_equal(ycf_status_count(), 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_are_as_agreed),
		cmocka_unit_test(every_promised_field_is_there),
		cmocka_unit_test(names_serve_every_language),
		cmocka_unit_test(stored_nouns_begin_alike),
		cmocka_unit_test(facts_of_a_field_fit_its_kind),
		cmocka_unit_test(what_is_not_there),
		cmocka_unit_test(statuses_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
