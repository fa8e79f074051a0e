/* Builds trackers from a script on standard input and prints where each setting
   stands on every day; stages.py reckons the same by itself and compares.

     tracker FILE FRAMEWORK        begin a new one
     setting REF                   and, each with REF first: join DAY, depart DAY,
     shut DAY                      closed, but not departed
     close DAY, appoint DAY NAME, confirm DAY, vacate DAY, plan DAY NAME,
     review DAY NAME, assess DAY SOURCE CODE=LEVEL ..., evidence STANDARD DATED EXPIRES,
     contact DAY KIND NAME, record DAY (an award), award DAY (prints whether it was given),
     withdraw DAY
     dump FIRST LAST               print the days, and end this tracker

   Days are yyyymmdd, `-` is none; words are parted by one space. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ycf.h"

enum { WORDS = 40 };

static void stop(ycf_tracker *tracker, const char *line)
{
	fprintf(stderr, "%s: %s: %s\n", line, ycf_status_name(ycf_message_status(tracker)),
	        ycf_message(tracker));
	exit(1);
}

static ycf_date day(const char *text)
{
	return (ycf_date)atoi(text);
}

static ycf_record *make(ycf_tracker *tracker, const char *noun, const char *const *fields)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_record_new(tracker, noun, &record);
	for (; status == YCF_OK && fields[0] != NULL; fields += 2) {
		const char *value = fields[1];
		char iso[16];
		if (strcmp(value, "-") == 0)
			continue;
		if (strlen(value) == 8 && strspn(value, "0123456789") == 8) {
			snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", value, value + 4, value + 6);
			value = iso;
		}
		status = ycf_record_set(record, fields[0], value);
	}
	if (status != YCF_OK)
		stop(tracker, noun);
	return record;
}

#define MAKE(noun, ...) make(tracker, noun, (const char *const[]){__VA_ARGS__, NULL})

static ycf_status done(ycf_record *record, ycf_status status)
{
	ycf_record_free(record);
	return status;
}

static ycf_status shut(ycf_tracker *tracker, const char *reference, ycf_date on)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_get(tracker, "setting", reference, &record);
	if (status == YCF_OK)
		status = ycf_record_set_date(record, "closed", on);
	return status == YCF_OK ? done(record, ycf_save(record)) : status;
}

static ycf_status award(ycf_tracker *tracker, const char *reference, const char *on)
{
	ycf_record *record = MAKE("award", "setting", reference, "date", on);
	ycf_status status = done(record, ycf_award(record));
	printf("award %s %s %s\n", reference, on, ycf_status_name(status));
	return status == YCF_REFUSED ? YCF_OK : status;
}

static ycf_status add_fact(ycf_tracker *tracker, char **word, const char *const *ratings)
{
	const char *verb = word[0], *reference = word[1];
	ycf_record *record;
	if (strcmp(verb, "setting") == 0) {
		record = MAKE("setting", "reference", reference, "name", reference, "kind", "other");
		return done(record, ycf_save(record));
	}
	if (strcmp(verb, "appoint") == 0) {
		record = MAKE("lead", "setting", reference, "since", word[2], "name", word[3]);
		return done(record, ycf_appoint(record));
	}
	if (strcmp(verb, "plan") == 0) {
		record = MAKE("plan", "setting", reference, "agreed", word[2], "agreed_with", word[3]);
		return done(record, ycf_agree_plan(record));
	}
	if (strcmp(verb, "review") == 0) {
		record = MAKE("review", "setting", reference, "date", word[2], "agreed_with", word[3]);
		return done(record, ycf_review_plan(record, NULL));
	}
	if (strcmp(verb, "assess") == 0) {
		record = MAKE("assessment", "setting", reference, "date", word[2], "source", word[3]);
		return done(record, ycf_assess(record, ratings));
	}
	if (strcmp(verb, "evidence") == 0) {
		record = MAKE("evidence", "setting", reference, "standard", word[2], "dated", word[3],
		              "expires", word[4], "title", "Proof", "kept_at", "here");
		return done(record, ycf_save(record));
	}
	if (strcmp(verb, "contact") == 0) {
		record = MAKE("contact", "setting", reference, "date", word[2], "kind", word[3],
		              "with_whom", word[4]);
		return done(record, ycf_log(record));
	}
	if (strcmp(verb, "record") == 0) {
		record = MAKE("award", "setting", reference, "date", word[2], "recorded_from", "list");
		return done(record, ycf_award(record));
	}
	return YCF_MISUSE;
}

static ycf_status take_fact(ycf_tracker *tracker, char **word, const char *const *ratings)
{
	const char *verb = word[0], *reference = word[1];
	if (strcmp(verb, "join") == 0)
		return ycf_join(tracker, reference, day(word[2]));
	if (strcmp(verb, "depart") == 0)
		return ycf_depart(tracker, reference, day(word[2]), NULL, false);
	if (strcmp(verb, "close") == 0)
		return ycf_depart(tracker, reference, day(word[2]), NULL, true);
	if (strcmp(verb, "shut") == 0)
		return shut(tracker, reference, day(word[2]));
	if (strcmp(verb, "confirm") == 0)
		return ycf_confirm(tracker, reference, day(word[2]));
	if (strcmp(verb, "vacate") == 0)
		return ycf_vacate(tracker, reference, day(word[2]), NULL);
	if (strcmp(verb, "withdraw") == 0)
		return ycf_withdraw(tracker, reference, NULL, day(word[2]), NULL);
	if (strcmp(verb, "award") == 0)
		return award(tracker, reference, word[2]);
	return add_fact(tracker, word, ratings);
}

static void put(const ycf_record *record, const char *field)
{
	const char *text = ycf_record_text(record, field);
	printf(" %s", text != NULL ? text : "-");
}

static void dump_day(ycf_tracker *tracker, ycf_date on)
{
	static const char *const fields[] = {
		"reference", "stage", "holds", "next_review", "lead", "standards_met"
	};
	ycf_cursor *cursor = NULL;
	const ycf_record *record;
	if (ycf_select(tracker, "standing", NULL, "reference", on, NULL, &cursor) != YCF_OK)
		stop(tracker, "dump");
	while (ycf_cursor_next(cursor, &record) == YCF_ROW) {
		printf("%d", (int)on);
		for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
			put(record, fields[i]);
		putchar('\n');
	}
	if (ycf_message_status(tracker) != YCF_OK)
		stop(tracker, "dump");
	ycf_cursor_free(cursor);
}

static ycf_tracker *begin(const char *path, const char *framework)
{
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL)
		exit(1);
	if (ycf_set_actor(tracker, "stages") != YCF_OK ||
	    ycf_create(tracker, path, framework, 0) != YCF_OK ||
	    ycf_begin(tracker, NULL) != YCF_OK)
		stop(tracker, path);
	return tracker;
}

static void end(ycf_tracker *tracker, ycf_date first, ycf_date last)
{
	if (ycf_commit(tracker) != YCF_OK)
		stop(tracker, "commit");
	for (ycf_date on = first; on <= last; on = ycf_date_add_days(on, 1))
		dump_day(tracker, on);
	puts("end");
	ycf_free(tracker);
}

int main(void)
{
	char line[1000];
	ycf_tracker *tracker = NULL;
	while (fgets(line, sizeof line, stdin) != NULL) {
		char *word[WORDS + 1] = {NULL}, *rest = line;
		size_t count = 0;
		line[strcspn(line, "\n")] = '\0';
		while (count < WORDS && rest != NULL)
			word[count++] = strsep(&rest, " ");
		if (strcmp(word[0], "tracker") == 0)
			tracker = begin(word[1], word[2]);
		else if (strcmp(word[0], "dump") == 0)
			end(tracker, day(word[1]), day(word[2]));
		else if (take_fact(tracker, word, (const char *const *)word + 4) != YCF_OK)
			stop(tracker, line);
	}
	return 0;
}
