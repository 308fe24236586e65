#include "process_signal.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// pidfd_open(2): from then on the descriptor means that process and no other, so that what is looked at is what is
// signalled. /proc/PID itself belongs to the process's effective account also where it may not be dumped (proc(5)).
int32_t kaunta_signal_process_of(int32_t process, uint32_t account, int32_t number) {
  int handle = (int)syscall(SYS_pidfd_open, process, 0);
  if (handle < 0) return -1;
  char path[32];
  snprintf(path, sizeof path, "/proc/%d", process);
  struct stat facts;
  int32_t result = -1;
  if (stat(path, &facts) == 0 && facts.st_uid == account) {
    result = (int32_t)syscall(SYS_pidfd_send_signal, handle, number, NULL, 0);
  }
  close(handle);
  return result;
}
