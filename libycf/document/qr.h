/* QR codes.  The only file that knows libqrencode is qr.c. */
#ifndef YCF_DOCUMENT_QR_H
#define YCF_DOCUMENT_QR_H

#include "base/message.h"
#include "document/path.h"

/* Add the dark squares of the text's QR code (error correction M, the smallest
   version that holds it) to a path, for a square of `size` points at x, y that
   includes the quiet zone of four modules on each side.  YCF_INVALID: the text
   is too long. */
ycf_status qr_draw(const char *text, double x, double y, double size, struct path *path,
                   struct message *message);

#endif
