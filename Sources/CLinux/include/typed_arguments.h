#pragma once
#include <stdint.h>

// Puts an x for each digit of what was typed as that argument, where every account of the machine reads it
// (/proc/PID/cmdline); the first one is the program's name.
void kaunta_veil_argument(int32_t index);
