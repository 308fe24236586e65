#include "backtrace_setting.h"

#include <stdlib.h>

// Where this program begins and ends, by the linker; and any function of Swift's runtime.
extern char __executable_start, _end;
extern void *swift_retain(void *);
// Tells the runtime what was typed (stdlib/public/CommandLineSupport).
extern void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);

void kaunta_set_backtraces(void) {
  setenv("SWIFT_BACKTRACE", "interactive=no,color=no,registers=none,images=none,threads=crashed", 0);
}

// Before all constructors of the program that name no place, the runtime's among them. A runtime in a library of its own
// has read the environment by now: then it stays as it is, and the program starts anew.
//
// The runtime looks for what was typed in front of where the environment lay at the start, and finds nothing once a
// variable was added: so it is told.
__attribute__((constructor(101))) static void set_early(int count, char **arguments) {
  const char *runtime = (const char *)swift_retain;
  if (runtime < &__executable_start || runtime >= &_end) return;
  _swift_stdlib_overrideUnsafeArgvArgc(arguments, count);
  kaunta_set_backtraces();
}
