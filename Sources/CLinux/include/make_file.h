#pragma once

/// Makes an empty file with exactly this mode, whatever the process's mask; a file that is there stays as it is.
/// 0, or a negated errno.
int kaunta_make_file(const char *path, unsigned int mode);
