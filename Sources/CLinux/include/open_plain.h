#pragma once

/// open(2) of a regular file, or one to be made, in a directory that others may write to.
///
/// A link there could lead to a file that only this account may write, and on a pipe open(2) waits for ever. The
/// descriptor, or a negated errno: ELOOP for a link, ENXIO or EINVAL for a pipe, socket or device.
int kaunta_open_plain(const char *path, int flags, unsigned int mode);
