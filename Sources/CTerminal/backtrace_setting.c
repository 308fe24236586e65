#include "backtrace_setting.h"

#include <dlfcn.h>
#include <stdlib.h>

static int is_set_here;

// Before every initializer of a runtime that is linked into this program, which reads it there.
__attribute__((constructor(101))) static void set_backtrace(void) {
  if (getenv("SWIFT_BACKTRACE")) return;
  is_set_here = setenv("SWIFT_BACKTRACE", KAUNTA_BACKTRACE, 1) == 0;
}

int32_t kaunta_backtrace_came_in_time(void) {
  if (!is_set_here) return 1;
  // The initializers of a shared library run before those of the program.
  Dl_info runtime, program;
  void *symbol = dlsym(RTLD_DEFAULT, "swift_retain");
  if (!symbol) return 1;
  return dladdr(symbol, &runtime) && dladdr((void *)set_backtrace, &program) &&
         runtime.dli_fbase == program.dli_fbase;
}
