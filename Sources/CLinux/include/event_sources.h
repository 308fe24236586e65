#pragma once
#include <stdbool.h>
#include <stdint.h>

// Descriptors that one poll() can wait for. All are close-on-exec and do not block. -1 means failure, see errno.

int32_t kaunta_eventfd_open(void);
void kaunta_eventfd_ring(int32_t descriptor);
void kaunta_eventfd_silence(int32_t descriptor);

// Blocks INT, TERM, HUP, WINCH, TSTP and CONT in this thread and all it starts later, and ignores PIPE.
// To be called before any other thread exists.
int32_t kaunta_signals_block(void);
// Whoever started us has it ignored (nohup, a shell's background job): held back, the kernel would keep it for us.
bool kaunta_signal_is_ignored(int32_t number);
// Reads the signals that kaunta_signals_block holds back.
int32_t kaunta_signalfd_open(void);
// The next signal's number, or 0 when none waits.
int32_t kaunta_signalfd_next(int32_t descriptor);

// A timer on the boot clock, which counts while the machine sleeps.
int32_t kaunta_timerfd_open(void);
// Goes off at this time on the boot clock, at once if it has passed; a negative time disarms it.
void kaunta_timerfd_set(int32_t descriptor, int64_t deadline_milliseconds);
void kaunta_timerfd_silence(int32_t descriptor);
