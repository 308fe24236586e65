#include "crash_restore.h"

#include <curses.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

enum { signal_count = 6, restore_size = 512 };
// Swift traps are ILL on x86-64 and TRAP on arm64.
static const int watched[signal_count] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};

static struct sigaction previous[signal_count];
static struct termios modes_before;
static int modes_known;
static int installed;
static volatile sig_atomic_t armed;
static char restore[restore_size];
static size_t restore_length;
static char explanation[restore_size];

void kaunta_crash_prepare(void) { modes_known = tcgetattr(STDIN_FILENO, &modes_before) == 0; }

void kaunta_crash_explain(const char *sentence) { strncpy(explanation, sentence, sizeof explanation - 1); }

static int collect(int character) {
  if (restore_length < sizeof restore) restore[restore_length++] = (char)character;
  return character;
}

static void collect_capability(const char *name) {
  const char *text = tigetstr(name);
  if (text != NULL && text != (const char *)-1) tputs(text, 1, collect);
}

static void on_fault(int number, siginfo_t *info, void *context) {
  (void)context;
  if (armed) {
    armed = 0;
    (void)!write(STDOUT_FILENO, restore, restore_length);
    if (modes_known) tcsetattr(STDIN_FILENO, TCSANOW, &modes_before);
    (void)!write(STDOUT_FILENO, explanation, strlen(explanation));
  }
  for (int index = 0; index < signal_count; index++) {
    if (watched[index] == number) sigaction(number, &previous[index], NULL);
  }
  // A real fault repeats when we return. One that was sent (abort, kill) would not, and abort() would even skip the
  // previous action, so it is sent again; SA_NODEFER lets it through at once.
  if (info->si_code > 0) return;
  raise(number);
  // Swift's handler returns and leaves the dying to the fault that repeats; this one does not.
  signal(number, SIG_DFL);
  raise(number);
}

void kaunta_crash_arm(const char *modes_off) {
  armed = 0;
  restore_length = 0;
  for (const char *byte = modes_off; byte && *byte; byte++) collect(*byte);
  collect_capability("rmkx");
  collect_capability("sgr0");
  collect_capability("rmcup");
  // Last: some terminals keep with the screen whether its cursor is shown.
  collect_capability("cnorm");
  if (!installed) {
    // Swift's runtime gives the main thread a signal stack; without one, a stack overflow could not be handled.
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
      static char memory[32768];
      stack = (stack_t){.ss_sp = memory, .ss_size = sizeof memory};
      sigaltstack(&stack, NULL);
    }
    struct sigaction action = {0};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < signal_count; index++) sigaction(watched[index], &action, &previous[index]);
    installed = 1;
  }
  armed = 1;
}

void kaunta_crash_disarm(void) {
  armed = 0;
  if (!installed) return;
  for (int index = 0; index < signal_count; index++) sigaction(watched[index], &previous[index], NULL);
  installed = 0;
}
