#pragma once
#include <stdint.h>

// Gives the terminal back when the program faults, with nothing but async-signal-safe calls (man signal-safety), then
// lets the action that was there before have the fault: Swift's backtracer, which then writes to the normal screen.

// Remembers the terminal's modes as they are now; to be called before the screen opens.
void kaunta_crash_prepare(void);
// One sentence that the person at the screen sees after a crash.
void kaunta_crash_explain(const char *sentence);
// Precomputes what to write, for the terminal that is open, and watches for faults.
void kaunta_crash_arm(const char *modes_off);
void kaunta_crash_disarm(void);
