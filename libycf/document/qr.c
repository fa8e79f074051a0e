#include "document/qr.h"

#include <errno.h>
#include <string.h>

#include <qrencode.h>

enum { QUIET = 4, DARK = 1, ECI_UTF_8 = 26, TEXT_MOST = 8000 };

/* Dark squares not yet drawn: the symbol's own bytes, cleared as they go. */
struct squares {
	unsigned char *at;
	int side;
};

static bool all_dark(const struct squares *squares, int column, int row, int width)
{
	for (int i = 0; i < width; i++)
		if ((squares->at[row * squares->side + column + i] & DARK) == 0)
			return false;
	return true;
}

static int dark_width(const struct squares *squares, int column, int row)
{
	int width = 0;

	while (column + width < squares->side && all_dark(squares, column + width, row, 1))
		width++;
	return width;
}

/* The squares to the right of this one, and as many rows of these as are dark,
   are drawn as one. */
static void draw_from(struct squares *squares, int column, int row, double x, double y,
                      double module, struct path *path)
{
	int width = dark_width(squares, column, row), height = 0;

	if (width == 0)
		return;
	while (row + height < squares->side && all_dark(squares, column, row + height, width)) {
		memset(squares->at + (row + height) * squares->side + column, 0, (size_t)width);
		height++;
	}
	path_box(path, x + (QUIET + column) * module, y + (QUIET + row) * module,
	         width * module, height * module, 0);
}

static ycf_status refuse(const char *text, struct message *message)
{
	if (errno == ENOMEM)
		return message_memory(message);
	return message_set(message, YCF_INVALID,
	                   "a text of %zu bytes is too long for a QR code; make it shorter",
	                   strlen(text));
}

/* Readers take plain text for what it is.  Of other bytes some guess the
   encoding, and wrongly, unless the code says it. */
static QRcode *encode_utf8(const char *text)
{
	QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
	QRcode *code = NULL;

	if (input != NULL && QRinput_appendECIheader(input, ECI_UTF_8) == 0
	    && QRinput_append(input, QR_MODE_8, (int)strlen(text), (const unsigned char *)text) == 0)
		code = QRcode_encodeInput(input);
	int error = errno;
	QRinput_free(input);
	errno = error;
	return code;
}

static QRcode *encode(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if ((unsigned char)*at > 0x7f)
			return encode_utf8(text);
	return QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
}

ycf_status qr_draw(const char *text, double x, double y, double size, struct path *path,
                   struct message *message)
{
	if (*text == '\0')
		return YCF_OK;
	errno = 0;
	QRcode *code = strlen(text) <= TEXT_MOST ? encode(text) : NULL;
	if (code == NULL)
		return refuse(text, message);
	struct squares squares = {code->data, code->width};
	double module = size / (code->width + 2 * QUIET);
	for (int row = 0; row < code->width; row++)
		for (int column = 0; column < code->width; column++)
			draw_from(&squares, column, row, x, y, module, path);
	QRcode_free(code);
	return path->failed ? message_memory(message) : YCF_OK;
}
