#include "event_sources.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int32_t kaunta_eventfd_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void kaunta_eventfd_ring(int32_t descriptor) {
  uint64_t one = 1;
  // A full counter means that the reader has a wake-up waiting already.
  (void)!write(descriptor, &one, sizeof one);
}

void kaunta_eventfd_silence(int32_t descriptor) {
  uint64_t count;
  (void)!read(descriptor, &count, sizeof count);
}

bool kaunta_signal_is_ignored(int32_t number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static void held_signals(sigset_t *set) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
  sigemptyset(set);
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    if (!kaunta_signal_is_ignored(numbers[index])) sigaddset(set, numbers[index]);
  }
}

int32_t kaunta_signals_block(void) {
  sigset_t set;
  held_signals(&set);
  signal(SIGPIPE, SIG_IGN);
  return pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int32_t kaunta_signalfd_open(void) {
  sigset_t set;
  held_signals(&set);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int32_t kaunta_signalfd_next(int32_t descriptor) {
  struct signalfd_siginfo info;
  return read(descriptor, &info, sizeof info) == sizeof info ? (int32_t)info.ssi_signo : 0;
}

int32_t kaunta_timerfd_open(void) { return timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK); }

void kaunta_timerfd_set(int32_t descriptor, int64_t deadline_milliseconds) {
  struct itimerspec when = {0};
  if (deadline_milliseconds >= 0) {
    when.it_value.tv_sec = deadline_milliseconds / 1000;
    when.it_value.tv_nsec = deadline_milliseconds % 1000 * 1000000;
    // All zeros would disarm.
    if (deadline_milliseconds == 0) when.it_value.tv_nsec = 1;
  }
  timerfd_settime(descriptor, TFD_TIMER_ABSTIME, &when, NULL);
}

void kaunta_timerfd_silence(int32_t descriptor) {
  uint64_t count;
  (void)!read(descriptor, &count, sizeof count);
}

