#pragma once

#include <stddef.h>

/// The same frame in fewer bytes: looks are asked for once and not attribute by attribute and colour by colour, and only
/// where something is written in them.
///
/// For terminals that take ECMA-48 sequences, from and to plain looks. `shorter` has room for twice the bytes.
size_t kaunta_frame_shorten(const char *bytes, size_t length, char *shorter);
