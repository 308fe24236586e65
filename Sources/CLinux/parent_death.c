#include "parent_death.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

int32_t kaunta_end_with_parent(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) != 0) return 1;
  // The parent may have ended before the kernel was told.
  return getppid() == parent;
}
