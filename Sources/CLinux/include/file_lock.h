#pragma once

/// Takes an exclusive flock(2) on `fd`; with `wait` it queues behind the holder. 0, or a negated errno
/// (-EWOULDBLOCK when somebody holds it and `wait` is 0). Swift cannot name flock(2): the struct hides the function.
int kaunta_lock_exclusively(int fd, int wait);

/// Gives the lock back. 0, or a negated errno.
int kaunta_unlock(int fd);
