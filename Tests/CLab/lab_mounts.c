#include "CLab.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

int kaunta_lab_private_mounts(void) {
  if (unshare(CLONE_NEWNS) != 0) return errno;
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return errno;
  return 0;
}

int kaunta_lab_mount_disk(const char *path) {
  int descriptor = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return -errno;
  char options[128];
  // The root of this filesystem is the disk itself: a regular file, so that no directory has to be played.
  snprintf(options, sizeof options, "fd=%d,rootmode=100600,user_id=0,group_id=0", descriptor);
  if (mount("kaunta-lab", path, "fuse", MS_NOSUID | MS_NODEV, options) != 0) {
    int failure = errno;
    close(descriptor);
    return -failure;
  }
  return descriptor;
}

int kaunta_lab_unmount(const char *path) { return umount2(path, 0) == 0 ? 0 : errno; }

int kaunta_lab_raise_descriptors(unsigned long count) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return errno;
  limit.rlim_cur = count < limit.rlim_max ? count : limit.rlim_max;
  return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? 0 : errno;
}
