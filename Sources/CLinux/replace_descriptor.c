#include "replace_descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int kaunta_replace_descriptor(int fresh, int number) {
  int result;
  do {
    result = dup3(fresh, number, O_CLOEXEC);
  } while (result < 0 && (errno == EINTR || errno == EBUSY));
  return result < 0 ? -errno : 0;
}
