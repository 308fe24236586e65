#include "clocks.h"

#include <sys/timex.h>
#include <time.h>

static int64_t milliseconds(clockid_t clock) {
  struct timespec now;
  if (clock_gettime(clock, &now) != 0) return 0;
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t kaunta_boot_milliseconds(void) { return milliseconds(CLOCK_BOOTTIME); }

int64_t kaunta_wall_milliseconds(void) { return milliseconds(CLOCK_REALTIME); }

int kaunta_clock_is_synchronised(void) {
  struct timex facts = {0};
  int state = adjtimex(&facts);
  return state >= 0 && state != TIME_ERROR && !(facts.status & STA_UNSYNC) ? 1 : 0;
}
