/* Sample values, with which a layout is tried before it meets real ones. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "document/values.h"
#include "record/noun.h"

/* A cell that a document's table does not have is passed over. */
struct cell {
	const char *name, *text;
};

struct sample_row {
	const char *list;
	unsigned times;                /* how often it is repeated */
	struct cell cells[10];
};

struct sample {
	bool everyday;                 /* what no cell says is as in the table of values */
	const struct cell *cells;      /* ended by one without a name */
	const struct sample_row *rows; /* ended by one without a list */
};

/* The number of the row within its list. */
static const char running[] = "#";

/* ---- 0: an everyday one ---- */

static const struct cell everyday_cells[] = {{NULL, NULL}};

/* The first row of each list is the table's. */
static const struct sample_row everyday_rows[] = {
#define STANDARD(number, name, asks, self_level, self_colour, level, colour, pieces) \
	{"standards", 1, {{"standard.code", number}, {"standard.title", name}, \
	 {"standard.statement", asks}, {"standard.self", self_level}, \
	 {"standard.self_rag", self_colour}, {"standard.practitioner", level}, \
	 {"standard.practitioner_rag", colour}, {"standard.evidence", pieces}}}
	STANDARD("2", "Staff training", "All staff know what a young carer is.", "Met", "green",
	         "Met", "green", "1"),
	STANDARD("3", "A safe space", "There is a quiet place to go.", "Partly met", "amber",
	         "Met", "green", ""),
	STANDARD("4", "A positive culture", "Staff are curious, and kind.", "Met", "green", "Met",
	         "green", "3"),
	STANDARD("5", "Identifying young carers", "Nobody is overlooked.", "Not met", "red",
	         "Met", "green", ""),
	STANDARD("6", "Reporting and monitoring", "Numbers are looked at each term.",
	         "Not applicable", "none", "Met", "green", ""),
	STANDARD("7", "Support and signposting", "Families know where help is.", "", "", "Met",
	         "green", ""),
	{"actions", 1, {{"action.number", "4"}, {"action.standard", "1"},
	 {"action.standard_title", "A designated lead"}, {"action.what", "Name a deputy"},
	 {"action.owner", "Sam Sampleby"}, {"action.due", "2026-11-30"},
	 {"action.state", "open"}}},
	{"actions", 1, {{"action.number", "2"}, {"action.standard", "2"},
	 {"action.standard_title", "Staff training"},
	 {"action.what", "Core training for all staff, the office among them"},
	 {"action.owner", "Alex Testwell"}, {"action.due", "2026-10-30"},
	 {"action.note", "moved from summer"}, {"action.state", "overdue"}}},
	{"actions", 1, {{"action.number", "3"}, {"action.standard", "5"},
	 {"action.standard_title", "Identifying young carers"},
	 {"action.what", "A question on the admission form"}, {"action.owner", "School office"},
	 {"action.due", "2026-07-01"}, {"action.dropped", "2026-08-03"},
	 {"action.state", "dropped"}}},
	{"actions", 1, {{"action.number", "5"}, {"action.what", "Tell the governors in March"},
	 {"action.owner", "Alex Testwell"}, {"action.state", "open"}}},
	{"evidence", 1, {{"evidence.standard", "2"}, {"evidence.title", "List of who was trained"},
	 {"evidence.dated", "2026-06-15"}, {"evidence.expires", "2027-06-14"},
	 {"evidence.kept_at", "Training records"}}},
	{"next", 1, {{"next.kind", "review"}, {"next.date", "2027-02-03"}, {"next.state", "due"},
	 {"next.what", "review the action plan"},
	 {"next.who", "Alex Testwell, alex.testwell@elmtree.example"},
	 {"next.next_step", "ycf review-plan elmtree"}}},
	{"conditions", 1, {{"condition.title", "Every standard is met"},
	 {"condition.state", "met"}, {"condition.found", "7 of 7 standards met"}}},
	{"conditions", 1, {{"condition.title", "No evidence has run out"},
	 {"condition.state", "not_met"}, {"condition.found", "1 piece has run out"},
	 {"condition.next_step", "bring it up to date: ycf list evidence setting=elmtree"}}},
	{NULL, 0, {{NULL, NULL}}},
};

/* ---- 1: as long as it gets ---- */

/* Of the lists looked at, the longest name of a school has 94 characters, of a
   practice 42; the longest street 46, website 48 and job title 31. */
#define LONG_NAME \
	"Upper and Lower Sample Wood - SEMH (Social, Emotional and Mental Health Needs) Learning Centre"
#define LONG_PERSON "Maximiliana Alexandrina Sample-Featherstonehaugh"

static const struct cell longest_cells[] = {
	{"setting.name", LONG_NAME},
	{"setting.kind", "alternative"},
	{"setting.street", "46 The Longest Sample Park, Samplethwaite Lane"},
	{"setting.town", "Sampleton-upon-Example-in-the-Fields"},
	{"setting.telephone", "+44 (0)113 496 0001 extension 1234"},
	{"setting.email", "the.office.of.the.learning.centre@upper-and-lower-sample-wood.sch.example"},
	{"setting.website", "https://www.upper-and-lower-wood.sampleton.example"},
	{"mark.title",
	 "We are young carer friendly Sampleton: the quality mark for settings that see, hear and "
	 "support young carers and their families"},
	{"mark.issuer", "Sampleton and District Family Support and Young Carers Partnership"},
	{"mark.area", "Sampleton, Exampleshire and the Invented Dales"},
	{"standards",
	 "A designated lead for young carers whom everybody knows \302\267 Training for all staff, "
	 "governors and volunteers \302\267 A safe and quiet space for young carers \302\267 A "
	 "positive and professionally curious culture \302\267 Identifying young carers early, and "
	 "again \302\267 Reporting, recording and monitoring \302\267 Support, signposting and "
	 "work with the whole family"},
	{"award.code", "SAMPLETON9-T78FA-KQ912-K"},
	{"award.date", "2026-09-23"},
	{"award.expires", "2029-09-23"},
	{"award.ended", "2027-12-24"},
	{"award.end_reason", "setting_closed"},
	{"award.decided_by",
	 "The accreditation panel of the Sampleton Young Carers Working Group, September session"},
	{"award.recorded_from",
	 "the paper register of the family support service, volume 3, page 114, kept at the office "
	 "in Sample Lane until the move of 2024"},
	{"award.setting_name", LONG_NAME},
	{"reprint.date", "2027-12-30"},
	{"lead.name", LONG_PERSON},
	{"lead.job_title", "Deputy Principal and Inclusion Lead"},
	{"lead.email", "maximiliana.sample-featherstonehaugh@upper-and-lower-sample-wood.sch.example"},
	{"lead.telephone", "+44 (0)113 496 0002 extension 5678"},
	{"deputy.name", "Bartholomew Christopher Example-Cholmondeley"},
	{"practitioner.name", "Wilhelmina Persephone Example-Marjoribanks"},
	{"practitioner.email", "wilhelmina.example-marjoribanks@family-support.sampleton.example"},
	{"practitioner.telephone", "+44 (0)113 496 0100 extension 9012"},
	{"verify.url",
	 "https://verify.young-carer-friendly.sampleton.example/awards/SAMPLETON9-T78FA-KQ912-K"},
	{"verify.text",
	 "https://verify.young-carer-friendly.sampleton.example/awards/SAMPLETON9-T78FA-KQ912-K"},
	{"plan.agreed", "2026-09-23"},
	{"plan.agreed_with", LONG_PERSON ", with the whole leadership team"},
	{"plan.note",
	 "The learning centre moves to its new building in two steps. Whatever needs a room is "
	 "therefore planned twice, once for each site, and the older site keeps its notice board "
	 "until the last class has gone."},
	{"plan.last_review", "2027-09-22"},
	{"plan.next_review", "2028-03-22"},
	{"plan.review_months", "12"},
	{"as_of", "2027-09-29"},
	{"standing.stage", "working_towards"},
	{"standing.reasons",
	 "the lead was last confirmed in post on 2026-09-23; the review was due by 2027-03-22; 3 "
	 "in a row without an answer; evidence has run out: List of who was trained in the autumn "
	 "term, and the photograph of the notice board"},
	{"standing.standards_met", "12"},
	{"standing.standards_total", "14"},
	{"standing.lead_confirmed", "2026-09-23"},
	{"standing.plan_agreed", "2026-09-23"},
	{"standing.last_review", "2027-09-22"},
	{"standing.next_review", "2028-03-22"},
	{"assessed.self", "2027-09-22"},
	{"assessed.practitioner", "2027-09-23"},
	{"more_due", "3"},
	{NULL, NULL},
};

#define LONG_STANDARD(number, name) \
	{"standards", 1, {{"standard.code", number}, {"standard.title", name}, \
	 {"standard.statement", "Whoever works in the setting, whether paid or not, knows what is " \
	  "meant by this, does their part of it, and can say what has changed for the young carers " \
	  "in the last year because of it."}, \
	 {"standard.self", "Partly met, on the way"}, {"standard.self_rag", "amber"}, \
	 {"standard.practitioner", "Not met in any part"}, {"standard.practitioner_rag", "red"}, \
	 {"standard.evidence", "24"}}}

/* Several pages of actions, in the order of their standards. */
#define LONG_ACTION(standard, name, asks, word, was_done, was_dropped) \
	{"actions", 6, {{"action.number", running}, {"action.standard", standard}, \
	 {"action.standard_title", name}, {"action.what", asks}, {"action.owner", LONG_PERSON}, \
	 {"action.due", "2027-09-22"}, {"action.note", "Carried over twice; the lead has asked for a " \
	  "date in the new building."}, {"action.state", word}, {"action.done", was_done}, \
	 {"action.dropped", was_dropped}}}

static const struct sample_row longest_rows[] = {
	LONG_STANDARD("1", "A designated lead for young carers whom everybody knows"),
	LONG_STANDARD("2", "Training for all staff, governors and volunteers"),
	LONG_STANDARD("3", "A safe and quiet space for young carers"),
	LONG_STANDARD("4", "A positive and professionally curious culture"),
	LONG_STANDARD("5", "Identifying young carers early, and again"),
	LONG_STANDARD("6", "Reporting, recording and monitoring"),
	LONG_STANDARD("7", "Support, signposting and work with the whole family"),
	LONG_ACTION("1", "A designated lead for young carers whom everybody knows",
	            "Put the lead's name, photograph, room and telephone number on the notice boards "
	            "of both sites, on the website, in the welcome pack and in the staff handbook",
	            "overdue", "", ""),
	LONG_ACTION("2", "Training for all staff, governors and volunteers",
	            "Hold the core training again for those who joined since Easter, drivers and "
	            "midday staff among them, and note who was there", "open", "", ""),
	LONG_ACTION("3", "A safe and quiet space for young carers",
	            "Find a room that can be used without asking, with a telephone, a desk, a computer "
	            "and a door that closes", "dropped", "", "2027-03-22"),
	LONG_ACTION("5", "Identifying young carers early, and again",
	            "Ask in each admission talk, and again at the beginning of each school year, who "
	            "helps to look after somebody at home", "done", "2027-09-22", ""),
	LONG_ACTION("7", "Support, signposting and work with the whole family",
	            "Agree with the family support service how a family is referred, who tells them "
	            "so, and how the centre hears what came of it", "open", "", ""),
	{"reviews", 8, {{"review.date", "2027-09-22"}, {"review.agreed_with", LONG_PERSON},
	 {"review.practitioner", "Wilhelmina Persephone Example-Marjoribanks"},
	 {"review.note", "Training is behind because of the move. The room has been found and lost "
	  "again. The lead stays in post until summer and shows her deputy round. Next time we look "
	  "at the numbers of each year group."}}},
	{"evidence", 3, {{"evidence.standard", "2"},
	 {"evidence.title", "List of who was trained in the autumn term, with the days and the "
	  "trainers' names"}, {"evidence.dated", "2027-09-22"}, {"evidence.expires", "2028-09-22"},
	 {"evidence.kept_at", "Shared drive of the learning centre, Inclusion, Young carers, Training, "
	  "2027"}}},
	{"next", 3, {{"next.kind", "lead_unconfirmed"}, {"next.date", "2027-09-23"},
	 {"next.state", "overdue"},
	 {"next.what", "ask whether " LONG_PERSON " is still the lead"},
	 {"next.who", LONG_PERSON ", maximiliana.sample-featherstonehaugh@sample-wood.sch.example"},
	 {"next.next_step", "ycf confirm s-01h8m2kq4x7yz"}}},
	{"views", 2, {{"view.standard", "6"}, {"view.title", "Reporting, recording and monitoring"},
	 {"view.state", "differs_down"}, {"view.self_before", "Fully and demonstrably met"},
	 {"view.self_says", "6.1, 6.2: The numbers of each year group are kept at the office of each "
	  "site and were brought together only once this year, because of the move of the centre"},
	 {"view.practitioner_says", "The register was there to be seen on both sites"}}},
	{"conditions", 4, {{"condition.title", "There is evidence for every standard"},
	 {"condition.state", "not_met"},
	 {"condition.found", "evidence for 3 of 7 standards, the last of them dated 22 September 2027"},
	 {"condition.next_step", "record it: ycf add evidence setting=s-01h8m2kq4x7yz standard=CODE "
	  "title='...' kept_at='...'"}}},
	{NULL, 0, {{NULL, NULL}}},
};

/* ---- 2: letters of many languages ---- */

static const struct cell letters_cells[] = {
	{"setting.name", "Szkoła Żółtej Łódki / Ysgol Tŷ’r Ŵylan"},
	{"setting.street", "Οδός Δείγματος 12"},
	{"setting.town", "Llansampl-y-môr"},
	{"setting.postcode", "LS97 2ŻŻ"},
	{"setting.email", "sekretariat@łódka.example"},
	{"mark.title", "Rydym yn gyfeillgar i ofalwyr ifanc – Jesteśmy przyjaźni"},
	{"mark.issuer", "Служба поддержки «Образец»"},
	{"mark.area", "Σάμπλετον"},
	{"standards",
	 "Osoba odpowiedzialna \302\267 Hyfforddi’r staff \302\267 Ασφαλής χώρος \302\267 Культура "
	 "доверия \302\267 Նկատել երեխաներին \302\267 Theo dõi và báo cáo \302\267 Soutien à la "
	 "façon d’ici"},
	{"award.decided_by", "Επιτροπή Σεπτεμβρίου"},
	{"award.recorded_from", "Журнал наград, сторінка 7 (Їжакевич)"},
	{"award.setting_name", "Szkoła Żółtej Łódki / Ysgol Tŷ’r Ŵylan"},
	{"lead.name", "Nguyễn Thị Mẫu"},
	{"lead.job_title", "Cydlynydd Anghenion Dysgu Ychwanegol"},
	{"deputy.name", "Նարեկ Նմուշյան"},
	{"practitioner.name", "Żaneta Wzorcówna-Þórsdóttir"},
	{"practitioner.email", "żaneta@przykład.example"},
	{"plan.agreed_with", "Nguyễn Thị Mẫu, Ĝoĉjo Ŝpecimenov"},
	{"plan.note", "„Zażółć gęślą jaźń” – Ξεσκεπάζω την ψυχοφθόρα βδελυγμία"},
	{"standing.stage", "at_risk"},
	{"standing.reasons", "адреса невідома; chưa trả lời"},
	{NULL, NULL},
};

static const struct sample_row letters_rows[] = {
	{"standards", 1, {{"standard.code", "1ª"}, {"standard.title", "Osoba odpowiedzialna"},
	 {"standard.statement", "Każdy wie, kto to jest."}, {"standard.self", "Spełniony"},
	 {"standard.self_rag", "green"}, {"standard.practitioner", "Wedi’i gyrraedd yn rhannol"},
	 {"standard.practitioner_rag", "amber"}, {"standard.evidence", "1"}}},
	{"standards", 1, {{"standard.code", "Β"}, {"standard.title", "Ασφαλής χώρος"},
	 {"standard.statement", "Υπάρχει ένα ήσυχο μέρος."}, {"standard.self", "Выполнено"},
	 {"standard.self_rag", "green"}, {"standard.practitioner", "Chưa đạt"},
	 {"standard.practitioner_rag", "red"}, {"standard.evidence", ""}}},
	{"actions", 1, {{"action.number", "1"}, {"action.standard", "1ª"},
	 {"action.standard_title", "Osoba odpowiedzialna"},
	 {"action.what", "Powiesić zdjęcie w holu – a’i enw wrth y drws"},
	 {"action.owner", "Nguyễn Thị Mẫu"}, {"action.due", "2026-12-01"},
	 {"action.state", "open"}}},
	{"actions", 1, {{"action.number", "2"}, {"action.standard", "Β"},
	 {"action.standard_title", "Ασφαλής χώρος"},
	 {"action.what", "Գտնել հանգիստ սենյակ; знайти тиху кімнату"},
	 {"action.owner", "Նարեկ Նմուշյան"}, {"action.due", "2026-05-01"},
	 {"action.done", "2026-04-27"}, {"action.state", "done"}}},
	{"reviews", 1, {{"review.date", "2026-08-03"}, {"review.agreed_with", "Nguyễn Thị Mẫu"},
	 {"review.practitioner", "Żaneta Wzorcówna-Þórsdóttir"},
	 {"review.note", "Popeth yn iawn; всё идёт по плану."}}},
	{"evidence", 1, {{"evidence.standard", "Β"}, {"evidence.title", "Φωτογραφία του χώρου"},
	 {"evidence.dated", "2026-04-27"}, {"evidence.kept_at", "Văn phòng trường"}}},
	{"next", 1, {{"next.kind", "action"}, {"next.date", "2026-12-01"}, {"next.state", "due"},
	 {"next.what", "1: Powiesić zdjęcie w holu"}, {"next.who", "Nguyễn Thị Mẫu"},
	 {"next.next_step", "ycf complete łódka 1"}}},
	{"conditions", 1, {{"condition.title", "Plan działania jest uzgodniony"},
	 {"condition.state", "met"}, {"condition.found", "σύμφωνα με το σχέδιο"}}},
	{NULL, 0, {{NULL, NULL}}},
};

/* ---- 3: as little as can be ---- */

static const struct cell least_cells[] = {
	{"setting.name", "Ely"},
	{"setting.kind", "other"},
	{"mark.title", "Fair"},
	{"standards", "Care"},
	{"award.code", "F-T78FA-KQ912-K"},
	{"award.date", "2026-05-01"},
	{"award.setting_name", "Ely"},
	{"verify.text", "F-T78FA-KQ912-K"},
	{"plan.agreed", "2026-05-01"},
	{"plan.agreed_with", "Al"},
	{"as_of", "2026-05-01"},
	{"standing.stage", "registered"},
	{"standing.standards_met", "0"},
	{"standing.standards_total", "1"},
	{NULL, NULL},
};

static const struct sample_row least_rows[] = {
	{"standards", 1, {{"standard.code", "1"}, {"standard.title", "Care"}}},
	{NULL, 0, {{NULL, NULL}}},
};

static const struct sample samples[VALUES_SAMPLES] = {
	{true, everyday_cells, everyday_rows},
	{true, longest_cells, longest_rows},
	{true, letters_cells, letters_rows},
	{false, least_cells, least_rows},
};

/* ---- filling ---- */

static struct value value_of(enum value_kind kind, const char *text)
{
	struct value value = {0};
	if (text == NULL || text[0] == '\0')
		return value;
	if (kind == VALUE_DATE)
		date_read_iso(text, strlen(text), &value.date);
	else
		value.text = text;
	return value;
}

/* NULL: the cells do not say. */
static const char *cell_text(const struct cell *cells, size_t count, const char *name)
{
	for (size_t i = 0; i < count && cells[i].name != NULL; i++)
		if (strcmp(cells[i].name, name) == 0)
			return cells[i].text;
	return NULL;
}

static void fill_values(struct values *values, const struct sample *sample)
{
	for (size_t i = 0; i < values->table->count; i++) {
		const struct value_field *field = &values->table->fields[i];
		const char *text = cell_text(sample->cells, SIZE_MAX, field->name);
		if (text == NULL && sample->everyday)
			text = field->sample;
		values->values[i] = value_of(field->kind, text);
	}
}

static ycf_status fill_row(struct values *values, const struct list_field *list,
                           const struct sample_row *from, unsigned number, struct arena *arena,
                           struct message *message)
{
	struct value_row *row = values_row(values, list->name, arena);
	const char *count = arena_format(arena, "%u", number);
	if (row == NULL || count == NULL)
		return message_memory(message);
	for (size_t i = 0; i < list->count; i++) {
		const struct value_field *field = &list->fields[i];
		const char *text = from == NULL ? field->sample
		                   : cell_text(from->cells, COUNT_OF(from->cells), field->name);
		row->values[i] = value_of(field->kind, text == running ? count : text);
	}
	return YCF_OK;
}

static ycf_status fill_list(struct values *values, const struct list_field *list,
                            unsigned variant, struct arena *arena, struct message *message)
{
	unsigned number = 0;
	ycf_status status = YCF_OK;
	if (variant == 0)
		status = fill_row(values, list, NULL, ++number, arena, message);
	for (const struct sample_row *row = samples[variant].rows; row->list != NULL; row++)
		for (unsigned i = 0; i < row->times && status == YCF_OK; i++)
			if (strcmp(row->list, list->name) == 0)
				status = fill_row(values, list, row, ++number, arena, message);
	return status;
}

ycf_status values_sample(enum document_kind kind, unsigned variant, struct arena *arena,
                         struct message *message, struct values *values)
{
	ycf_status status = values_new(kind, arena, message, values);
	if (status != YCF_OK)
		return status;
	fill_values(values, &samples[variant]);
	for (size_t i = 0; i < values->table->list_count && status == YCF_OK; i++)
		status = fill_list(values, &values->table->lists[i], variant, arena, message);
	return status;
}
