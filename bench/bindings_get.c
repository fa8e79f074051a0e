/* Times ycf_get() of a setting, in nanoseconds a call: bindings_get TRACKER KEY CALLS */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <ycf.h>

int main(int count, char **arguments)
{
	struct timespec start, end;
	ycf_tracker *tracker = ycf_new();
	if (count != 4 || tracker == NULL ||
	    ycf_open(tracker, arguments[1], YCF_READ_ONLY) != YCF_OK)
		return 2;
	long calls = atol(arguments[3]);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	for (long i = 0; i < calls; i++) {
		ycf_record *record = NULL;
		if (ycf_get(tracker, "setting", arguments[2], &record) != YCF_OK)
			return 1;
		ycf_record_free(record);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	printf("%.0f\n", ((double)(end.tv_sec - start.tv_sec) * 1e9 +
	                  (double)(end.tv_nsec - start.tv_nsec)) / (double)calls);
	ycf_free(tracker);
	return 0;
}
