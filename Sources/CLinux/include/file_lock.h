#pragma once

/// Takes an exclusive flock(2) on `fd`, over interruptions; with `wait` it queues behind the holder, which is fair.
/// 0, or a negated errno (-EWOULDBLOCK when another open description holds it and `wait` is 0).
int kaunta_lock_exclusively(int fd, int wait);

/// Gives the lock back. 0, or a negated errno.
int kaunta_unlock(int fd);
