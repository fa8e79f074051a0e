/* specimen.csv: what a specimen's own file says of it, beside the nouns in the folder of a
   whole tracker.  Other trackers have none. */
#ifndef YCF_EXCHANGE_SPECIMEN_FILE_H
#define YCF_EXCHANGE_SPECIMEN_FILE_H

#include "domain/tracker.h"

#define SPECIMEN_FILE "specimen.csv"

ycf_status specimen_file_write(struct ycf_tracker *tracker, const char *path);
/* YCF_NOT_FOUND, without a message, where there is no such file. */
ycf_status specimen_file_read(struct ycf_tracker *tracker, const char *path,
                              struct specimen *specimen);

#endif
