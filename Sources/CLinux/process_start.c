#include "process_start.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// proc(5), /proc/self/stat: the name in brackets may hold anything, so the fields are counted after the last bracket.
// 11 and 13 are the page faults of children that were waited for, 22 is the start in ticks since boot.
int64_t kaunta_process_started_boot_milliseconds(void) {
  int file = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  char text[2048];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return -1;
  text[count] = 0;
  const char *fields = strrchr(text, ')');
  unsigned long long minor, major, start;
  const char *form = ") %*c %*d %*d %*d %*d %*d %*u %*u %llu %*u %llu %*u %*u %*d %*d %*d %*d %*d %*d %llu";
  if (!fields || sscanf(fields, form, &minor, &major, &start) != 3) return -1;
  if (minor > 0 || major > 0) return -1;
  long ticks = sysconf(_SC_CLK_TCK);
  return ticks > 0 ? (int64_t)(start * 1000 / (unsigned long long)ticks) : -1;
}
