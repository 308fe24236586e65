#include "typed_arguments.h"

#include <stddef.h>

static int count;
static char **arguments;

// glibc hands main's arguments to whatever runs before it. Swift's own are copies of /proc/self/cmdline.
__attribute__((constructor)) static void note(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

void kaunta_veil_argument(int32_t index) {
  if (index < 0 || index >= count || !arguments) return;
  for (char *sign = arguments[index]; *sign; sign++) {
    if (*sign >= '0' && *sign <= '9') *sign = 'x';
  }
}
