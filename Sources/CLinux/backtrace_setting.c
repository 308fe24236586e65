#include "backtrace_setting.h"

#include <stdlib.h>

// Where this program begins and ends, by the linker; and any function of Swift's runtime.
extern char __executable_start, _end;
extern void *swift_retain(void *);

void kaunta_set_backtraces(void) {
  setenv("SWIFT_BACKTRACE", "interactive=no,color=no,registers=none,images=none,threads=crashed", 0);
}

// Before all constructors of the program that name no place, the runtime's among them. A runtime in a library of its own
// has read the environment by now: then it stays as it is, and the program starts anew.
__attribute__((constructor(101))) static void set_early(void) {
  const char *runtime = (const char *)swift_retain;
  if (runtime >= &__executable_start && runtime < &_end) kaunta_set_backtraces();
}
