#include "process_secrecy.h"

#include <sys/prctl.h>
#include <sys/resource.h>

int32_t kaunta_forbid_core_dumps(void) {
  // One byte and not none: where core_pattern is a pipe (systemd-coredump, apport), the kernel ignores a limit of 0 but
  // takes exactly 1 as "no dump" (fs/coredump.c, do_coredump); where it is a file, 1 is less than the smallest dump.
  struct rlimit one_byte = {.rlim_cur = 1, .rlim_max = 1};
  return setrlimit(RLIMIT_CORE, &one_byte);
}

void kaunta_name_process(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
