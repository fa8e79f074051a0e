#include "commands.h"

#include <string.h>

const char *const group_titles[GROUP_COUNT] = {
	[GROUP_START] = "Getting started",
	[GROUP_SETTINGS] = "Settings and leads",
	[GROUP_AWARD] = "Plans, assessments and awards",
	[GROUP_REPORTS] = "Self-reports",
	[GROUP_DOCUMENTS] = "Documents",
	[GROUP_ASK] = "Asking",
	[GROUP_FILES] = "Files in and out",
	[GROUP_CARE] = "Looking after the tracker",
};

/* ---- options ---- */

#define REASON {"reason", "TEXT", "why, kept with the change", NULL, 0}
#define FRAMEWORK(field) \
	{"framework", "KEY", "which framework, where several are loaded", field, 0}
#define AS_OF {"as-of", DATE_ARGUMENT, "as things stood on that day (default: today)", NULL, 0}
#define ON(field, help) {"on", DATE_ARGUMENT, help " (default: today)", field, 0}
#define OUTPUT {"output", "FILE", "write to a file, whole or not at all", NULL, 'o'}
#define FORMAT {"format", "FORM", "table, csv or json (default: table)", NULL, 'f'}
#define COLUMNS {"columns", "A,B,C", "the fields to show, in that order", NULL, 'c'}
#define SORT {"sort", "FIELD", "sort by a field; -FIELD from high to low", NULL, 's'}
#define PRACTITIONER {"practitioner", "NAME", "who it was for the service (default: the " \
                      "setting's own)", "practitioner", 0}
#define END {NULL, NULL, NULL, NULL, 0}

static const struct option no_options[] = {END};

static const struct option init_options[] = {
	{"framework", "NAME|FILE", "the first framework (default: leeds)", NULL, 0}, END
};

static const struct option join_options[] = {ON(NULL, "the day it joined"), REASON, END};

static const struct option depart_options[] = {
	ON(NULL, "the day it left"),
	{"reason", "TEXT", "why it left", NULL, 0},
	{"closed", NULL, "the setting itself closed on that day", NULL, 0}, END
};

static const struct option appoint_options[] = {
	ON("since", "first day in post"),
	{"role", "ROLE", "designated_lead, deputy, champion or senior_sponsor (default: "
	 "designated_lead)", "role", 0},
	{"job-title", "TEXT", "what they are otherwise: SENCO, practice manager", "job_title", 0},
	{"email", "ADDRESS", "their e-mail address", "email", 0},
	{"telephone", "NUMBER", "their telephone", "telephone", 0}, REASON, END
};

static const struct option confirm_options[] = {
	ON(NULL, "the day on which they were still in post"), REASON, END
};

static const struct option vacate_options[] = {
	ON(NULL, "their last day"), {"why", "TEXT", "why they left the post", NULL, 0}, REASON, END
};

static const struct option log_options[] = {
	{"kind", "KIND", "visit, call, email, letter, meeting, no_answer or other", "kind", 'k'},
	ON("date", "the day"),
	{"with", "NAME", "whom you spoke to; naming the lead confirms them in post", "with_whom", 0},
	{"note", "TEXT", "what was said; never name or describe a child", "note", 0},
	{"follow-up", DATE_ARGUMENT, "the day to try again or follow up", "follow_up", 0},
	PRACTITIONER, REASON, END
};

static const struct option assess_options[] = {
	{"source", "WHO", "self, practitioner or panel", "source", 0},
	ON("date", "the day"),
	{"assessor", "NAME", "who did it; the lead's own name confirms them in post", "assessor", 0},
	{"comment", "TEXT", "a remark on the whole", "comment", 0},
	{"from", "FILE", "ratings from a CSV file: criterion, level, commentary", NULL, 0},
	{"start-from", "WHO", "go through the answers of WHO, such as self, one by one", NULL, 0},
	FRAMEWORK("framework"), REASON, END
};

static const struct option agree_plan_options[] = {
	ON("agreed", "the day it was agreed"),
	{"with", "NAME", "who agreed it for the setting", "agreed_with", 0},
	PRACTITIONER,
	{"note", "TEXT", "a remark", "note", 0}, FRAMEWORK("framework"), REASON, END
};

static const struct option complete_options[] = {ON(NULL, "the day it was done"), REASON, END};

static const struct option review_plan_options[] = {
	ON("date", "the day of the review"),
	{"with", "NAME", "who spoke for the setting; naming the lead confirms them in post",
	 "agreed_with", 0},
	{"note", "TEXT", "what was said; never name or describe a child", "note", 0},
	{"close", "N", "action N is done (this and the next three may be given several times)",
	 NULL, 0},
	{"carry", "N=DATE", "action N is carried over to that day", NULL, 0},
	{"drop", "N", "action N is given up", NULL, 0},
	{"add", "'S: WHAT=DATE'", "a new action for standard S; S and the day may be left out",
	 NULL, 0},
	PRACTITIONER, REASON, END
};

static const struct option compare_options[] = {AS_OF, FRAMEWORK(NULL), OUTPUT, FORMAT, END};

static const struct option ready_options[] = {AS_OF, FRAMEWORK(NULL), END};

static const struct option award_options[] = {
	ON("date", "the day of the award"),
	{"decided-by", "NAME", "who decided", "decided_by", 0},
	{"note", "TEXT", "a remark", "note", 0},
	{"recorded-from", "TEXT", "record a decision taken before, with its source; readiness is "
	 "not checked, and the award says so for ever", "recorded_from", 0},
	FRAMEWORK("framework"), REASON, END
};

static const struct option withdraw_options[] = {
	ON(NULL, "the day it ends"), {"note", "TEXT", "why", NULL, 0}, FRAMEWORK(NULL), REASON, END
};

#define DOCUMENT_OPTIONS \
	OUTPUT, {"layout", "NAME|FILE", "another layout than the one that comes with ycf", NULL, 0}, \
	AS_OF, FRAMEWORK(NULL), \
	{"all", NULL, "of each setting that meets the terms of `ycf list standing`", NULL, 0}, \
	{"folder", "FOLDER", "where --all writes a file for each; it is made if need be", NULL, \
	 'd'}, SORT
#define PAPER {"paper", "SIZE", "A3, A4 or A5 (default: the layout's own)", NULL, 0}
#define COMBINED {"combined", "FILE", "one PDF of all that --all gives", NULL, 0}
#define REPRINT {"reprint-as-now", NULL, "under the setting's present name, not that of the day " \
                 "of the award", NULL, 0}

static const struct option award_pdf_options[] = {
	DOCUMENT_OPTIONS, COMBINED, PAPER, REPRINT, END
};

static const struct option award_piece_options[] = {DOCUMENT_OPTIONS, REPRINT, END};

static const struct option setting_pdf_options[] = {DOCUMENT_OPTIONS, COMBINED, PAPER, END};

static const struct option self_report_options[] = {
	{"output", "FILE", "the form: a workbook (.xlsx), a page (.html) or a .csv file", NULL, 'o'},
	{"due", DATE_ARGUMENT, "the day by which it is wanted back (default: four weeks later, which "
	 "the form does not say)", "due", 0},
	ON("asked", "the day it is asked for"),
	{"draft", NULL, "only to look at: do not record that it was asked for", NULL, 0},
	{"all", NULL, "for each setting that meets the terms of `ycf list standing`", NULL, 0},
	{"folder", "FOLDER", "where --all writes a file for each; it is made if need be", NULL, 'd'},
	{"as", "FORM", "what --all writes: xlsx, html or csv (default: xlsx)", NULL, 0},
	SORT, {"practitioner", "NAME", "to whom it is sent back (default: the setting's own)",
	       "practitioner", 0},
	{"note", "TEXT", "a remark on the request, for yourself", "note", 0},
	FRAMEWORK("framework"), REASON, END
};

static const struct option read_report_options[] = {
	{"dry-run", NULL, "read and check everything, change nothing", NULL, 'n'}, END
};

static const struct option layout_options[] = {OUTPUT, END};

static const struct option due_options[] = {
	{"within", "DAYS", "how far to look ahead (default: 30)", NULL, 'w'},
	AS_OF, FORMAT, COLUMNS, SORT, OUTPUT, END
};

static const struct option list_options[] = {AS_OF, FORMAT, COLUMNS, SORT, OUTPUT, END};

static const struct option show_options[] = {AS_OF, END};

static const struct option history_options[] = {FORMAT, OUTPUT, END};

static const struct option change_options[] = {REASON, END};

static const struct option import_options[] = {
	{"map", "NAME|FILE", "the column map; without one, headers are field names", NULL, 'm'},
	{"where", "'COLUMN=VALUE'", "add only rows where this holds (also !=); may be given several "
	 "times", NULL, 0},
	{"dry-run", NULL, "read and check everything, change nothing", NULL, 'n'},
	{"rejects", "FILE", "take the good rows and write the others, with why, to this file",
	 NULL, 0},
	{"all", NULL, "a whole tracker from the folder of `ycf export --all`", NULL, 0},
	REASON, END
};

static const struct option export_options[] = {
	OUTPUT, {"all", NULL, "the whole tracker, a file for each noun", NULL, 0},
	{"folder", "FOLDER", "where --all writes; it is made, or must be empty", NULL, 'd'}, END
};

/* ---- commands ---- */

#define ALL_HELP \
	"--all with terms (of `ycf list standing`, such as practitioner='Robin Example') makes one " \
	"for each setting: a file each in the folder of -d, named by reference and name, "
#define AWARD_HELP \
	"An award's code may stand in place of the setting. " ALL_HELP \
	"and leaves out settings that hold no award. "

#define TERMS_HELP \
	"A term is FIELD=VALUE; != < <= > >= and ~ (contains) work too, `field=` finds empty ones " \
	"and `field=a,b` any of several choices. Put a term with < or > in quotes. "

const struct command commands[] = {
	{"init", GROUP_START, "make a new tracker", "FILE [--framework NAME|FILE]",
	 "A file that is there already is never touched.",
	 "ycf init leeds.ycf", 1, 1, OPENS_NOTHING, init_options, command_init},
	{"help", GROUP_START, "say what a command does and takes", "[COMMAND]", NULL,
	 "ycf help import", 0, 1, OPENS_NOTHING, no_options, command_help},
	{"fields", GROUP_START, "list the nouns, or a noun's fields", "[NOUN]",
	 "The names are the same everywhere: in terms, files, JSON and SQL.",
	 "ycf fields setting", 0, 1, OPENS_NOTHING, no_options, command_fields},

	{"join", GROUP_SETTINGS, "a setting joins the programme, or comes back",
	 "SETTING [--on DATE]", NULL,
	 "ycf join 107809 --on 2026-01-05", 1, 1, OPENS_TO_WRITE, join_options, command_join},
	{"appoint", GROUP_SETTINGS, "put a lead in post", "SETTING 'FULL NAME' [--on DATE] ...",
	 "Who held that role in the setting till then ends the day before.",
	 "ycf appoint 107809 'Alex Testwell' --email alex@school.example --on 2026-01-12", 2, 2,
	 OPENS_TO_WRITE, appoint_options, command_appoint},
	{"confirm", GROUP_SETTINGS, "the lead is still in post", "SETTING [--on DATE]", NULL,
	 "ycf confirm 107809 --on 2026-06-01", 1, 1, OPENS_TO_WRITE, confirm_options,
	 command_confirm},
	{"vacate", GROUP_SETTINGS, "the lead has left the post", "SETTING [--on LASTDAY] ...",
	 NULL, "ycf vacate 107809 --on 2026-07-17 --why 'moved to another school'", 1, 1,
	 OPENS_TO_WRITE, vacate_options, command_vacate},
	{"log", GROUP_SETTINGS, "note a visit, call, letter or unanswered attempt",
	 "SETTING --kind KIND [--on DATE] ...", NULL,
	 "ycf log 107809 --kind call --with 'Alex Testwell' --note 'Plan is on track' "
	 "--follow-up 2026-06-30", 1, 1, OPENS_TO_WRITE, log_options, command_log},
	{"depart", GROUP_SETTINGS, "a setting leaves the programme, or closes",
	 "SETTING [--on DATE] [--reason TEXT] [--closed]", "An award that it holds ends with it.",
	 "ycf depart 107809 --on 2026-08-31 --reason 'became an academy' --closed", 1, 1,
	 OPENS_TO_WRITE, depart_options, command_depart},

	{"agree-plan", GROUP_AWARD, "an action plan is agreed with a setting",
	 "SETTING --with NAME [--on DATE] ...",
	 "A plan still open ends. Its actions are added with `ycf add action setting=SETTING "
	 "standard=2 what=... owner=... due=...`.",
	 "ycf agree-plan 107809 --on 2026-02-02 --with 'Alex Testwell'", 1, 1, OPENS_TO_WRITE,
	 agree_plan_options, command_agree_plan},
	{"complete", GROUP_AWARD, "an action of the plan is done", "SETTING NUMBER [--on DATE]",
	 NULL, "ycf complete 107809 1 --on 2026-04-20", 2, 2, OPENS_TO_WRITE, complete_options,
	 command_complete},
	{"review-plan", GROUP_AWARD, "the plan is reviewed with the setting",
	 "SETTING --with NAME [--on DATE] ...", NULL,
	 "ycf review-plan 107809 --with 'Alex Testwell' --close 2 --carry 3=2026-10-01 --drop 4 "
	 "--add '5: Poster in the hall=2026-11-01'", 1, 1, OPENS_TO_WRITE, review_plan_options,
	 command_review_plan},
	{"assess", GROUP_AWARD, "rate a setting against the standards",
	 "SETTING --source WHO [--on DATE] CODE=LEVEL[:WHY] ... | --start-from WHO",
	 "CODE is a criterion's, such as 1.1, or a standard's, such as 3, to rate each of its "
	 "criteria. What counts is the latest rating of each criterion. `ycf assess 107809 --source "
	 "practitioner --start-from self` shows what the setting last answered, one by one: Enter "
	 "confirms it, a level changes it (met: WHY), s leaves it out, r leaves out the rest, and q "
	 "stops and stores nothing.",
	 "ycf assess 107809 --source self 1.1=met:'Named on the website' 1.2=partly 3=met", 1,
	 ANY_NUMBER, OPENS_TO_WRITE, assess_options, command_assess},
	{"ready", GROUP_AWARD, "each condition of the award, met or not", "SETTING [--as-of DATE]",
	 "The exit status is 1 while a condition is not met.", "ycf ready 107809", 1, 1,
	 OPENS_TO_READ, ready_options, command_ready},
	{"award", GROUP_AWARD, "award the mark to a setting that is ready",
	 "SETTING [--on DATE] ...", NULL,
	 "ycf award 107809 --on 2026-09-20 --decided-by 'Panel of September'", 1, 1,
	 OPENS_TO_WRITE, award_options, command_award},
	{"withdraw", GROUP_AWARD, "the award that a setting holds is withdrawn",
	 "SETTING [--on DATE] [--note TEXT]", NULL,
	 "ycf withdraw 107809 --on 2027-01-31 --note 'no review for a year'", 1, 1,
	 OPENS_TO_WRITE, withdraw_options, command_withdraw},

	{"self-report", GROUP_REPORTS, "make the form with which a setting reports on itself",
	 "SETTING -o FILE [--due DATE] | --all [TERM ...] -d FOLDER [--as FORM]",
	 "The file's ending says in what form: a workbook, one page for any browser, or CSV. What is "
	 "known already stands in it. That it was asked for is recorded, and `ycf due` tells what is "
	 "outstanding. What comes back goes to `ycf read-report`.",
	 "ycf self-report 107809 -o form.xlsx --due 2026-12-15", 0, ANY_NUMBER, OPENS_TO_WRITE,
	 self_report_options, command_self_report},
	{"read-report", GROUP_REPORTS, "take in self-reports that came back",
	 "FILE|FOLDER ... [--dry-run]",
	 "Takes the report file that the page saves, the workbook as it is, and CSV in any form. A "
	 "file with anything wrong in it changes nothing; the others are taken. What you recorded "
	 "yourself, and the plan, stay as they are.",
	 "ycf read-report returned/", 1, ANY_NUMBER, OPENS_TO_WRITE, read_report_options,
	 command_read_report},

	{"certificate", GROUP_DOCUMENTS, "the certificate of an award, as a PDF",
	 "SETTING|AWARD -o FILE | --all [TERM ...] -d FOLDER | --all [TERM ...] --combined FILE",
	 AWARD_HELP "Those of --combined come in the order of --sort.",
	 "ycf certificate --all practitioner='Robin Example' -d certificates", 0, ANY_NUMBER,
	 OPENS_TO_READ, award_pdf_options, command_document},
	{"poster", GROUP_DOCUMENTS, "a poster for the wall of a setting that holds the mark",
	 "SETTING|AWARD -o FILE | --all [TERM ...] -d FOLDER | --all [TERM ...] --combined FILE",
	 AWARD_HELP, "ycf poster 107809 --paper A3 -o poster.pdf", 0, ANY_NUMBER, OPENS_TO_READ,
	 award_pdf_options, command_document},
	{"sign", GROUP_DOCUMENTS, "a sign for its door or window",
	 "SETTING|AWARD -o FILE | --all [TERM ...] -d FOLDER | --all [TERM ...] --combined FILE",
	 AWARD_HELP, "ycf sign 107809 -o sign.pdf", 0, ANY_NUMBER, OPENS_TO_READ, award_pdf_options,
	 command_document},
	{"badge", GROUP_DOCUMENTS, "a badge for its website, as an SVG picture",
	 "SETTING|AWARD -o FILE | --all [TERM ...] -d FOLDER", AWARD_HELP,
	 "ycf badge 107809 -o badge.svg", 0, ANY_NUMBER, OPENS_TO_READ, award_piece_options,
	 command_document},
	{"footer", GROUP_DOCUMENTS, "a piece of HTML for its website or e-mails",
	 "SETTING|AWARD [-o FILE] | --all [TERM ...] -d FOLDER", AWARD_HELP,
	 "ycf footer 107809 -o footer.html", 0, ANY_NUMBER, OPENS_TO_READ, award_piece_options,
	 command_document},
	{"plan", GROUP_DOCUMENTS, "a setting's action plan to be signed and kept, as a PDF",
	 "SETTING -o FILE | --all [TERM ...] -d FOLDER | --all [TERM ...] --combined FILE",
	 ALL_HELP "and leaves out settings that have no plan open.",
	 "ycf plan 107809 -o plan.pdf", 0, ANY_NUMBER, OPENS_TO_READ, setting_pdf_options,
	 command_document},
	{"summary", GROUP_DOCUMENTS, "where a setting stands with the mark, as a PDF",
	 "SETTING -o FILE | --all [TERM ...] -d FOLDER | --all [TERM ...] --combined FILE", ALL_HELP
	 "among those that have joined.", "ycf summary 107809 --as-of 2026-10-31 -o summary.pdf", 0,
	 ANY_NUMBER, OPENS_TO_READ, setting_pdf_options, command_document},
	{"layout", GROUP_DOCUMENTS, "check a layout file, look at it, or see what it may say",
	 "check FILE | preview FILE -o PREVIEW | values DOCUMENT",
	 "`preview` draws it with invented samples: an everyday one, one with the longest names, one "
	 "with letters of many languages, and one with as little as can be. `values` lists what may "
	 "stand in {braces} in the layout of a certificate, poster, sign, plan, summary, badge or "
	 "footer.", "ycf layout preview ours.yaml -o preview.pdf", 2, 2, OPENS_NOTHING,
	 layout_options, command_layout},

	{"due", GROUP_ASK, "the worklist: what is due or overdue", "[TERM ...] [--within DAYS]",
	 TERMS_HELP "`ycf fields due` lists the fields; on a wide terminal the table says whom to ask, "
	 "too, and --columns next_step shows the command that records each.",
	 "ycf due --within 30 practitioner='Robin Example'", 0, ANY_NUMBER, OPENS_TO_READ,
	 due_options, command_due},
	{"list", GROUP_ASK, "list the records of a noun", "NOUN [TERM ...]",
	 TERMS_HELP "changed_since=DATE takes what was added or edited from then on, and "
	 "setting=SETTING what belongs to a setting. `ycf fields` lists the nouns; `standing` "
	 "tells where each setting stands.",
	 "ycf list standing stage=accredited --sort name --format csv", 1, ANY_NUMBER,
	 OPENS_TO_READ, list_options, command_list},
	{"show", GROUP_ASK, "a setting as you want it before a visit; any record by its fields",
	 "SETTING | NOUN KEY", NULL, "ycf show 107809", 1, 2, OPENS_TO_READ, show_options,
	 command_show},
	{"compare", GROUP_ASK, "what a setting and its practitioner think of each standard",
	 "SETTING [--as-of DATE]",
	 "For each standard the level that each of them gives it, when, what it was before, and "
	 "what they say. `ycf list comparison differs=true` finds all that differ.",
	 "ycf compare 107809", 1, 1, OPENS_TO_READ, compare_options, command_compare},
	{"history", GROUP_ASK, "all that happened to a setting, and who did it", "SETTING",
	 "Times are those of this computer's time zone; --format csv and json give UTC.",
	 "ycf history 107809", 1, 1, OPENS_TO_READ, history_options,
	 command_history},

	{"import", GROUP_FILES, "take records in from a file",
	 "NOUN FILE [--map NAME] ... | --all FOLDER",
	 "Any delimiter and encoding will do. A row whose key is known updates what the file maps; "
	 "others are added. One bad row refuses the whole file, unless --rejects names a place for "
	 "such rows. Maps that come with ycf: gias (schools), ods-epraccur (GP practices), "
	 "practitioner-spreadsheet and plain. `ycf import --all FOLDER` takes in what `ycf export "
	 "--all` wrote.",
	 "ycf import setting gias.csv -m gias --where 'EstablishmentStatus (name)=Open'", 0, 2,
	 OPENS_TO_WRITE, import_options, command_import},
	{"export", GROUP_FILES, "write records out as CSV", "NOUN [-o FILE] | --all -d FOLDER",
	 "What is written can be taken in again with `ycf import`.",
	 "ycf export --all -d tracker-2026-10", 0, 1, OPENS_TO_READ, export_options,
	 command_export},

	{"add", GROUP_CARE, "add a record", "NOUN FIELD=VALUE ...",
	 "`ycf fields NOUN` lists the fields.",
	 "ycf add action setting=107809 standard=2 what='Train all staff' due=2026-05-01", 1,
	 ANY_NUMBER, OPENS_TO_WRITE, change_options, command_add},
	{"edit", GROUP_CARE, "edit a record", "NOUN KEY FIELD=VALUE ...",
	 "`FIELD=` empties a field. What stood there before is kept in the history.",
	 "ycf edit setting 107809 telephone='0113 496 0000' practitioner='Robin Example'", 3,
	 ANY_NUMBER, OPENS_TO_WRITE, change_options, command_edit},
	{"remove", GROUP_CARE, "remove a record", "NOUN KEY",
	 "It is refused while other records depend on it. What it was is kept in the history.",
	 "ycf remove action 107809/3 --reason 'entered twice'", 2, 2, OPENS_TO_WRITE,
	 change_options, command_remove},
	{"framework", GROUP_CARE, "check a framework file, or load it", "check|load FILE",
	 "`ycf list framework` lists those loaded.", "ycf framework check ours.yaml", 2, 2,
	 OPENS_NOTHING, no_options, command_framework},
	{"backup", GROUP_CARE, "copy the tracker, also while others work", "FILE", NULL,
	 "ycf backup leeds-2026-10-31.ycf", 1, 1, OPENS_TO_READ, no_options, command_backup},
	{"check", GROUP_CARE, "look the whole tracker over for damage", "", NULL, "ycf check", 0,
	 0, OPENS_TO_READ, no_options, command_check},
	{NULL, GROUP_START, NULL, NULL, NULL, NULL, 0, 0, OPENS_NOTHING, NULL, NULL},
};

const struct command *command_find(const char *name)
{
	for (const struct command *command = commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}
