/* What each page of a specimen says of itself.  It is drawn over all else and with
   nothing of the layout's, so that no layout can leave it out or hide it. */
#ifndef YCF_DOCUMENT_MARK_H
#define YCF_DOCUMENT_MARK_H

#include "document/words.h"

/* In the layout's language where we know it, else in English. */
const char *mark_text(const struct layout *layout);

ycf_status mark_set(struct compose *compose);
/* At the end of a page; `read` out, or passed over by those who listen. */
ycf_status mark_draw(const struct compose *compose, struct canvas *canvas, bool read);

#endif
