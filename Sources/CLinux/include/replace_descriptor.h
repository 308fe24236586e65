#pragma once

/// dup3(2) with O_CLOEXEC: `number` then means what `fresh` means, in one step. 0, or a negated errno.
int kaunta_replace_descriptor(int fresh, int number);
