/* What every document may say: of the setting, its leads, its practitioner and
   the mark. */
#include <inttypes.h>

#include "document/subject.h"
#include "domain/lead.h"

ycf_status number_text(const struct subject *subject, int64_t number, const char **text)
{
	*text = NULL;
	if (number == INTEGER_NONE)
		return YCF_OK;
	*text = arena_format(subject->arena, "%" PRId64, number);
	return *text != NULL ? YCF_OK : message_memory(&subject->tracker->message);
}

static ycf_status lead_values(const struct subject *subject, struct values *values)
{
	struct lead lead, deputy;
	ycf_status status = lead_in_role(subject->tracker, subject->setting.row.id,
	                                 ROLE_DESIGNATED_LEAD, subject->day, subject->arena, &lead);
	if (status == YCF_ROW) {
		values_text(values, "lead.name", lead.name);
		values_text(values, "lead.job_title", lead.job_title);
		values_text(values, "lead.email", lead.email);
		values_text(values, "lead.telephone", lead.telephone);
	}
	if (status == YCF_ROW || status == YCF_DONE)
		status = lead_in_role(subject->tracker, subject->setting.row.id, ROLE_DEPUTY,
		                      subject->day, subject->arena, &deputy);
	if (status == YCF_ROW)
		values_text(values, "deputy.name", deputy.name);
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

ycf_status setting_values(const struct subject *subject, struct values *values)
{
	const struct setting *setting = &subject->setting;
	const struct field *kind = noun_field(&setting_noun, "kind");
	values_text(values, "setting.name", setting->name);
	values_text(values, "setting.kind", choice_name(kind->choices, setting->kind));
	values_text(values, "setting.street", setting->street);
	values_text(values, "setting.town", setting->town);
	values_text(values, "setting.postcode", setting->postcode);
	values_text(values, "setting.telephone", setting->telephone);
	values_text(values, "setting.email", setting->email);
	values_text(values, "setting.website", setting->website);
	values_date(values, "as_of", subject->day);
	return lead_values(subject, values);
}

ycf_status mark_values(const struct subject *subject, int64_t edition,
                       struct framework *framework, struct values *values)
{
	ycf_status status = store_get(subject->tracker->store, &framework_noun, edition,
	                              subject->arena, framework);
	if (status != YCF_OK)
		return status;
	values_text(values, "mark.title", framework->title);
	values_text(values, "mark.issuer", framework->issuer);
	values_text(values, "mark.area", framework->area);
	return YCF_OK;
}

ycf_status practitioner_values(const struct subject *subject, struct values *values)
{
	struct practitioner practitioner;
	if (subject->setting.practitioner == 0)
		return YCF_OK;
	ycf_status status = store_get(subject->tracker->store, &practitioner_noun,
	                              subject->setting.practitioner, subject->arena, &practitioner);
	if (status != YCF_OK)
		return status;
	values_text(values, "practitioner.name", practitioner.name);
	values_text(values, "practitioner.email", practitioner.email);
	values_text(values, "practitioner.telephone", practitioner.telephone);
	return YCF_OK;
}
