/* The report file that a page saved. */
#include <string.h>

#include "exchange/report_read.h"
#include "format/json_reader.h"

/* ---- members ---- */

/* A text, kept; NULL where there is none or only "". */
static ycf_status take_text(struct returned *returned, const json_t *object, const char *name,
                            const char *at, const char **out)
{
	const json_t *value = json_object_get(object, name);
	*out = NULL;
	if (value == NULL || json_is_null(value))
		return YCF_OK;
	if (!json_is_string(value)) {
		returned_problem(returned, at, name, "this is no text");
		return YCF_OK;
	}
	if (json_string_length(value) == 0)
		return YCF_OK;
	*out = arena_copy(returned->arena, json_string_value(value), json_string_length(value));
	return *out == NULL ? message_memory(returned->message) : YCF_OK;
}

static ycf_status take_day(struct returned *returned, const json_t *object, const char *name,
                           const char *at, ycf_date *out)
{
	const char *text;
	ycf_status status = take_text(returned, object, name, at, &text);
	*out = text == NULL ? 0 : returned_day(returned, at, name, text);
	return status;
}

/* A list of objects; NULL: there is none. */
static const json_t *take_list(struct returned *returned, const json_t *object, const char *name)
{
	const json_t *list = json_object_get(object, name);
	if (list == NULL || json_is_null(list))
		return NULL;
	if (!json_is_array(list)) {
		returned_problem(returned, "", name, "this is no list");
		return NULL;
	}
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!json_is_object(json_array_get(list, i))) {
			returned_problem(returned, "", name, "item %zu is not what a page writes there",
			                 i + 1);
			return NULL;
		}
	return list;
}

static bool is_true(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

/* ---- the parts ---- */

static ycf_status take_rating(struct returned *returned, const json_t *item, bool criterion)
{
	struct reported_rating rating = {.unchanged = !criterion && is_true(item, "unchanged")};
	const char *at = criterion ? "criteria" : "standards";
	ycf_status status = take_text(returned, item, "code", at, &rating.code);
	if (status != YCF_OK)
		return status;
	if (rating.code == NULL) {
		returned_problem(returned, at, "code", "one of them does not say which it is");
		return YCF_OK;
	}
	at = returned_place(returned, rating.code, criterion);
	if (at == NULL)
		return message_memory(returned->message);
	status = take_text(returned, item, "level", at, &rating.level);
	if (status == YCF_OK)
		status = take_text(returned, item, "commentary", at, &rating.commentary);
	if (status != YCF_OK)
		return status;
	if (rating.level == NULL && !rating.unchanged) {
		if (rating.commentary != NULL)
			returned_problem(returned, at, "level", "there is a commentary but no answer");
		return YCF_OK;
	}
	return returned_rate(returned, rating);
}

static ycf_status take_ratings(struct returned *returned, const json_t *root, const char *name,
                               bool criterion)
{
	const json_t *list = take_list(returned, root, name);
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < json_array_size(list) && status == YCF_OK; i++)
		status = take_rating(returned, json_array_get(list, i), criterion);
	return status;
}

static ycf_status take_piece(struct returned *returned, const json_t *item)
{
	struct reported_evidence evidence = {0};
	ycf_status status = take_text(returned, item, "standard", "evidence", &evidence.code);
	if (status == YCF_OK && evidence.code == NULL)
		status = take_text(returned, item, "criterion", "evidence", &evidence.code);
	if (status != YCF_OK)
		return status;
	if (evidence.code == NULL) {
		returned_problem(returned, "evidence", "standard", "one piece does not say what it "
		                 "speaks to");
		return YCF_OK;
	}
	const char *at = returned_place(returned, evidence.code, false);
	if (at == NULL)
		return message_memory(returned->message);
	status = take_text(returned, item, "title", at, &evidence.title);
	if (status == YCF_OK)
		status = take_text(returned, item, "kept_at", at, &evidence.kept_at);
	if (status == YCF_OK)
		status = take_day(returned, item, "dated", at, &evidence.dated);
	return status == YCF_OK ? returned_evidence(returned, evidence) : status;
}

static ycf_status take_evidence(struct returned *returned, const json_t *root)
{
	const json_t *list = take_list(returned, root, "evidence");
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < json_array_size(list) && status == YCF_OK; i++)
		status = take_piece(returned, json_array_get(list, i));
	return status;
}

static ycf_status take_remark(struct returned *returned, const json_t *item)
{
	struct reported_remark remark = {0};
	const json_t *number = json_object_get(item, "number");
	const char *state;
	if (!json_is_integer(number) || json_integer_value(number) < 1) {
		returned_problem(returned, "actions", "number", "one of them does not say which it is");
		return YCF_OK;
	}
	remark.number = json_integer_value(number);
	const char *at = arena_format(returned->arena, "action %" JSON_INTEGER_FORMAT,
	                              json_integer_value(number));
	if (at == NULL)
		return message_memory(returned->message);
	ycf_status status = take_text(returned, item, "state", at, &state);
	if (status == YCF_OK)
		status = take_text(returned, item, "note", at, &remark.note);
	if (status != YCF_OK)
		return status;
	if (state != NULL)
		remark.state = choice_read(noun_field(&remark_noun, "state")->choices, state,
		                           strlen(state));
	if (state != NULL && remark.state == 0) {
		returned_problem(returned, at, "state", "'%s' is not one of done, going_on, stuck",
		                 state);
		return YCF_OK;
	}
	if (state == NULL && remark.note == NULL)
		return YCF_OK;
	return returned_remark(returned, remark);
}

static ycf_status take_remarks(struct returned *returned, const json_t *root)
{
	const json_t *list = take_list(returned, root, "actions");
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < json_array_size(list) && status == YCF_OK; i++)
		status = take_remark(returned, json_array_get(list, i));
	return status;
}

static ycf_status take_lead(struct returned *returned, const json_t *root)
{
	struct reported *reported = &returned->reported;
	const json_t *lead = json_object_get(root, "lead");
	if (lead == NULL || json_is_null(lead))
		return YCF_OK;
	if (!json_is_object(lead)) {
		returned_problem(returned, "", "lead", "this is not what a page writes there");
		return YCF_OK;
	}
	const json_t *in_post = json_object_get(lead, "in_post");
	if (json_is_boolean(in_post))
		reported->lead_in_post = json_is_true(in_post) ? YES : NO;
	else if (in_post != NULL && !json_is_null(in_post))
		returned_problem(returned, "", "lead_in_post", "this is neither yes nor no");
	ycf_status status = take_text(returned, lead, "name", "", &reported->proposed_lead);
	if (status == YCF_OK)
		status = take_text(returned, lead, "email", "", &reported->proposed_email);
	if (status == YCF_OK)
		status = take_text(returned, lead, "telephone", "", &reported->proposed_telephone);
	return status;
}

/* ---- the whole ---- */

static ycf_status take_identity(struct returned *returned, const json_t *root)
{
	struct reported *reported = &returned->reported;
	ycf_status status = take_text(returned, root, "tracker", "", &returned->tracker);
	if (status == YCF_OK)
		status = take_text(returned, root, "setting", "", &returned->setting);
	if (status == YCF_OK)
		status = take_text(returned, root, "framework", "", &reported->mark);
	if (status == YCF_OK)
		status = take_text(returned, root, "edition", "", &reported->edition);
	if (status == YCF_OK)
		status = take_day(returned, root, "made", "", &reported->made);
	if (status == YCF_OK)
		status = take_day(returned, root, "date", "", &reported->date);
	if (status == YCF_OK)
		status = take_text(returned, root, "reporter", "", &reported->reporter);
	return status == YCF_OK ? take_text(returned, root, "note", "", &reported->note) : status;
}

static ycf_status take_all(struct returned *returned, const json_t *root)
{
	ycf_status status = take_identity(returned, root);
	if (status == YCF_OK)
		status = take_lead(returned, root);
	if (status == YCF_OK)
		status = take_remarks(returned, root);
	if (status == YCF_OK)
		status = take_ratings(returned, root, "standards", false);
	if (status == YCF_OK)
		status = take_ratings(returned, root, "criteria", true);
	return status == YCF_OK ? take_evidence(returned, root) : status;
}

static ycf_status check_kind(const struct returned *returned, const json_t *root)
{
	const char *kind = json_string_value(json_object_get(root, "ycf"));
	const json_t *version = json_object_get(root, "version");
	if (kind != NULL && strcmp(kind, "self-report-draft") == 0)
		return message_set(returned->message, YCF_INVALID,
		                   "%s is a draft; open it on the page again, and there save the report "
		                   "file", returned->path);
	if (kind == NULL || strcmp(kind, "self-report") != 0)
		return message_set(returned->message, YCF_INVALID,
		                   "%s is no report that a page saved; send back the file that 'Save the "
		                   "report file' makes", returned->path);
	if (!json_is_integer(version) || json_integer_value(version) != 1)
		return message_set(returned->message, YCF_INVALID,
		                   "%s was saved by a newer kind of page; read it with a newer ycf",
		                   returned->path);
	return YCF_OK;
}

ycf_status returned_read_json(struct returned *returned)
{
	json_t *root = NULL;
	ycf_status status = json_read(returned->path, returned->message, &root);
	returned->reported.form = FORM_PAGE;
	if (status == YCF_OK)
		status = check_kind(returned, root);
	if (status == YCF_OK)
		status = take_all(returned, root);
	json_decref(root);
	return status;
}
