#pragma once

// The lab's own calls: a disk of its own in FUSE, and mounts that nobody else sees.

#include <linux/fuse.h>

/// Gives this process mounts of its own, which go with it. 0, or errno.
int kaunta_lab_private_mounts(void);

/// Opens /dev/fuse and mounts it as one regular file at `path`. The descriptor, or minus errno.
int kaunta_lab_mount_disk(const char *path);

/// Unmounts, at once or as soon as nobody uses it. 0, or errno.
int kaunta_lab_unmount(const char *path);

/// Sets how many descriptors this process may have, up to its hard limit. 0, or errno.
int kaunta_lab_raise_descriptors(unsigned long count);
