/* A thousand names, as settings might have them and as they might not, are
   drawn on a page each and read back by pdftotext unchanged. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "document/press.h"

enum { NAMES = 1000, LONGEST = 110 };

static const char layout_text[] =
	"document: certificate\n"
	"page: {size: A4, orientation: landscape, margin: 10}\n"
	"language: en-GB\n"
	"title: \"{setting.name}\"\n"
	"colours: {ink: \"#000000\"}\n"
	"fonts: {display: {families: [Gentium Plus, DejaVu Serif]}}\n"
	"draw:\n"
	"  - {kind: text, font: display, size: 40, shrink_to: 9, wrap_below: 30, lines: 4,\n"
	"     colour: ink, x: 20, y: 20, width: 250, height: 90, text: \"{setting.name}\"}\n";

/* Each alphabet's letters, with what stands between words in it. */
static const char *const alphabets[] = {
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&'()-,./’–“”",
	"ĄĆĘŁŃÓŚŹŻąćęłńóśźżAEIOUaeiouBCDKLMNPRSTWZbcdklmnprstwz",
	"ÂÊÎÔÛŴŶâêîôûŵŷÁáËëÏïẀẁẂẃẄẅABCDEFGHILMNOPRSTUWYabcdefghilmnoprstuwy",
	"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωΆΈΉΊΌΎΏάέήίόύώϊϋΐΰ",
	"АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюяЪЫЭъыэЁё",
	"ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸạảấầẩẫậắằẳẵặẹẻẽếềểễệđĐơưƠƯ",
	"ÄÖÜẞäöüßÅØÆåøæÐÞðþĐđŠšČčŽžŐőŰűĂăȘșȚțĞğİıÇçÑñÃãÕõŘřĚěŮůĽľĹĺŔŕĀāĒēĪīŪūĢģĶķĻļŅņ",
	"ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
};

/* Numbers that are the same in every run. */
static unsigned next_number(unsigned *state, unsigned below)
{
	*state = *state * 1103515245u + 12345u;
	return (*state >> 16) % below;
}

static void add_letter(struct buffer *name, const char *alphabet, unsigned *state)
{
	const char *end = alphabet + strlen(alphabet), *at = alphabet;
	size_t skip = next_number(state, (unsigned)text_characters(alphabet, strlen(alphabet)));

	while (skip-- > 0)
		text_next(&at, end);
	const char *letter = at;
	text_next(&at, end);
	buffer_add(name, letter, (size_t)(at - letter));
}

/* A letter with marks upon it, one above or below the other, as it is typed in
   some languages of Africa and by some who only play. */
static void add_stack(struct buffer *name, unsigned *state)
{
	static const char *const letters[] = {"a", "E", "q", "X", "ɔ", "ɛ"};
	static const char *const marks[] = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0304",
	                                    "\u0308", "\u0323", "\u0331"};
	unsigned count = 1 + next_number(state, 4);

	buffer_text(name, letters[next_number(state, 6)]);
	while (count-- > 0)
		buffer_text(name, marks[next_number(state, 8)]);
}

/* A few words, some of them with accents typed as marks of their own. */
static void make_name(struct buffer *name, unsigned *state)
{
	const char *alphabet = alphabets[next_number(state, 8)];
	unsigned words = 1 + next_number(state, 8);

	buffer_clear(name);
	for (unsigned word = 0; word < words && name->length < LONGEST; word++) {
		unsigned letters = 1 + next_number(state, 12);
		if (word > 0)
			buffer_char(name, ' ');
		for (unsigned i = 0; i < letters; i++)
			add_letter(name, alphabet, state);
		if (next_number(state, 6) == 0)
			add_stack(name, state);
	}
}

static void flatten(char *text)
{
	char *to = text;

	for (char *at = text; *at != '\0'; at++) {
		char c = *at == '\n' ? ' ' : *at;
		if (c != ' ' || (to > text && to[-1] != ' '))
			*to++ = c;
	}
	while (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
}

static void print_names(struct buffer *names, const char *folder, struct message *message)
{
	char layout[64], path[64];
	struct press *press = NULL;
	struct output *output = NULL;

	snprintf(layout, sizeof layout, "%s/names.yaml", folder);
	snprintf(path, sizeof path, "%s/names.pdf", folder);
	FILE *file = fopen(layout, "w");
	assert_non_null(file);
	fputs(layout_text, file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(press_open(layout, DOCUMENT_CERTIFICATE, message, &press), YCF_OK);
	for (size_t i = 0; i < NAMES; i++) {
		struct arena *arena = arena_new();
		struct values values;
		assert_int_equal(values_new(DOCUMENT_CERTIFICATE, arena, message, &values), YCF_OK);
		values_text(&values, "setting.name", buffer_string(&names[i]));
		if (press_add(press, &values) != YCF_OK)
			fail_msg("%s", message->text);
		arena_free(arena);
	}
	assert_int_equal(output_open(path, -1, &output, message), YCF_OK);
	assert_int_equal(press_finish(press, "Names", output), YCF_OK);
	assert_int_equal(output_commit(output, message), YCF_OK);
	press_free(press);
	unlink(layout);
}

static void read_names(struct buffer *text, const char *folder)
{
	char command[128], block[4096];

	snprintf(command, sizeof command, "pdftotext %s/names.pdf - 2>&1", folder);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
		buffer_add(text, block, got);
	assert_int_equal(pclose(pipe), 0);
	assert_false(text->failed);
	snprintf(command, sizeof command, "%s/names.pdf", folder);
	unlink(command);
}

static void compare_names(const struct buffer *names, char *text)
{
	struct arena *arena = arena_new();

	assert_non_null(arena);
	for (size_t i = 0; i < NAMES; i++) {
		char *end = strchr(text, '\f');
		assert_non_null(end);
		*end = '\0';
		flatten(text);
		assert_string_equal(text, text_nfc(arena, names[i].data, names[i].length));
		text = end + 1;
	}
	assert_string_equal(text, "");
	arena_free(arena);
}

static void a_thousand_names_come_back(void **state)
{
	static struct buffer names[NAMES];
	struct buffer text = {0};
	struct message message = {0};
	char folder[] = "/tmp/ycf-names-XXXXXX";
	unsigned numbers = 20260920;

	(void)state;
	if (system("command -v pdftotext >/dev/null 2>&1") != 0) {
		print_message("skipped: pdftotext is not installed\n");
		skip();
	}
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < NAMES; i++)
		make_name(&names[i], &numbers);
	print_names(names, folder, &message);
	read_names(&text, folder);
	rmdir(folder);
	compare_names(names, text.data);
	for (size_t i = 0; i < NAMES; i++)
		buffer_free(&names[i]);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_names_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
