#include "curses_screen.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#include "crash_restore.h"
#include "frame_bytes.h"

static SCREEN *screen;
// Curses writes to a descriptor of its own; while it writes a frame, that leads to `frame` and not to the terminal.
static FILE *curses_output;
static int terminal = -1;
static int frame = -1;
static int cursor_shown;
static char shown_title[256];

static const char *capability(const char *name) {
  const char *text = tigetstr(name);
  return text == NULL || text == (const char *)-1 || *text == '\0' ? NULL : text;
}

// Mouse reports off: a click or a wheel must never arrive as keys. 1007 is what turns the wheel into arrow keys on the
// alternate screen; the person's own choice of it is saved and given back.
#define MOUSE_OFF "\033[?9l\033[?1000l\033[?1002l\033[?1003l\033[?1005l\033[?1006l\033[?1015l\033[?1016l\033[?1007l"
// Cursor keys and number pad as they are for a shell, whatever ran here before: the pad types digits.
#define MODES_ON "\033[?1l\033>\033[?1007s" MOUSE_OFF "\033[?2004h"
#define MODES_OFF "\033[?2004l" MOUSE_OFF "\033[?1007r"

// Private modes are asked for by hand, since terminfo is silent about them for many names; a terminal that takes
// ECMA-48 sequences ignores those that it lacks, and any other gets none.
static const char *private_modes(int on) {
  const char *cup = capability("cup");
  if (!cup || strncmp(cup, "\033[", 2) != 0) return NULL;
  return on ? MODES_ON : MODES_OFF;
}

static void set_private_modes(int on) {
  const char *sequence = private_modes(on);
  if (!sequence) return;
  fputs(sequence, stdout);
  fflush(stdout);
}

// The window's size, as much of it as is drawn; 0 where the kernel does not know it.
static int clamped_size(int32_t *height, int32_t *width) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
  *height = size.ws_row < KAUNTA_MOST_ROWS ? size.ws_row : KAUNTA_MOST_ROWS;
  *width = size.ws_col < KAUNTA_MOST_COLUMNS ? size.ws_col : KAUNTA_MOST_COLUMNS;
  return 1;
}

static void set_number(const char *name, int32_t number) {
  char text[16];
  snprintf(text, sizeof text, "%d", number);
  setenv(name, text, 1);
}

static void unset_size(void) {
  unsetenv("LINES");
  unsetenv("COLUMNS");
}

// Gives the terminal back to a shell. Some terminals keep with the screen whether its cursor is shown (libvterm, and
// what embeds it), so that leaving ours would hide it again: it is shown once more after that.
static void give_back(void) {
  curs_set(1);
  set_private_modes(0);
  endwin();
  const char *shown = capability("cnorm");
  if (!shown) return;
  tputs(shown, 1, putchar);
  fflush(stdout);
}

// Makes ready what frames are shortened with; without it they go as curses writes them.
static void open_frame(void) {
  const char *plain = capability("op"), *line = capability("rmul");
  int is_usual = plain && line && strcmp(plain, "\033[39;49m") == 0 && strcmp(line, "\033[24m") == 0;
  if (!is_usual || !private_modes(1)) return;
  terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
  frame = memfd_create("frame", MFD_CLOEXEC);
}

static void close_descriptor(int *descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

static void write_all(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(terminal, bytes, length);
    if (written < 0 && errno != EINTR && errno != EAGAIN) return;
    if (written < 0) continue;
    bytes += written;
    length -= (size_t)written;
  }
}

// What curses has written of a frame goes to the terminal, shortened.
static void send_frame(void) {
  off_t length = lseek(frame, 0, SEEK_CUR);
  char *bytes = length > 0 ? malloc((size_t)length * 3) : NULL;
  if (bytes && pread(frame, bytes, (size_t)length, 0) == length)
    write_all(bytes + length, kaunta_frame_shorten(bytes, (size_t)length, bytes + length));
  free(bytes);
  lseek(frame, 0, SEEK_SET);
}

static void update(void) {
  int output = curses_output ? fileno(curses_output) : -1;
  if (frame < 0 || terminal < 0 || output < 0 || dup3(frame, output, O_CLOEXEC) < 0) {
    doupdate();
    return;
  }
  doupdate();
  dup3(terminal, output, O_CLOEXEC);
  send_frame();
}

int32_t kaunta_screen_open(const char *name, int32_t with_colour) {
  // newterm would allocate whatever size the window has; it asks the environment first (man curs_util).
  int32_t height, width;
  if (clamped_size(&height, &width)) {
    set_number("LINES", height);
    set_number("COLUMNS", width);
  } else {
    unset_size();
  }
  int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
  curses_output = output < 0 ? NULL : fdopen(output, "w");
  screen = newterm(name, curses_output ? curses_output : stdout, stdin);
  // Left there, they would freeze the size (man resizeterm).
  unset_size();
  if (!screen) return 0;
  set_term(screen);
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  // Keys are read elsewhere: curses must not leave a frame half drawn because one is waiting.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  curs_set(0);
  cursor_shown = 0;
  shown_title[0] = '\0';
  if (with_colour && has_colors()) {
    start_color();
    use_default_colors();
  }
  set_private_modes(1);
  kaunta_crash_arm(private_modes(0));
  open_frame();
  return 1;
}

void kaunta_screen_close(void) {
  if (!screen) return;
  give_back();
  kaunta_crash_disarm();
  delscreen(screen);
  screen = NULL;
  if (curses_output) fclose(curses_output);
  curses_output = NULL;
  close_descriptor(&terminal);
  close_descriptor(&frame);
}

int32_t kaunta_screen_rows(void) { return getmaxy(stdscr); }
int32_t kaunta_screen_columns(void) { return getmaxx(stdscr); }

void kaunta_screen_take_size(void) {
  int32_t height, width;
  if (clamped_size(&height, &width) && is_term_resized(height, width)) resizeterm(height, width);
  // Smaller and back again, faster than we look: the size is the old one, and what stood there is gone.
  clearok(curscr, TRUE);
}

int32_t kaunta_screen_pair(int32_t foreground, int32_t background) {
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

static attr_t curses_attributes(int32_t attributes) {
  attr_t result = A_NORMAL;
  if (attributes & KAUNTA_BOLD) result |= A_BOLD;
  if (attributes & KAUNTA_DIM) result |= A_DIM;
  if (attributes & KAUNTA_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & KAUNTA_REVERSE) result |= A_REVERSE;
  if (attributes & KAUNTA_ITALIC) result |= A_ITALIC;
  return result;
}

static int measures(const char *text, int32_t width) {
  mbstate_t state = {0};
  int32_t sum = 0;
  while (*text) {
    wchar_t character;
    size_t length = mbrtowc(&character, text, MB_CUR_MAX, &state);
    if (length == (size_t)-1 || length == (size_t)-2) return 0;
    int width = wcwidth(character);
    if (width < 0) return 0;
    sum += width;
    text += length;
  }
  return sum == width;
}

void kaunta_screen_put(
    int32_t row, int32_t column, const char *text, int32_t width, int32_t attributes, int32_t pair) {
  // The pair's number goes through the last pointer: in the attributes it would keep 8 bits only (man curs_attr).
  int wide_pair = pair;
  attr_set(curses_attributes(attributes), 0, &wide_pair);
  if (measures(text, width)) {
    mvaddstr(row, column, text);
    return;
  }
  for (int32_t offset = 0; offset < width; offset++) mvaddstr(row, column + offset, "?");
}

void kaunta_screen_show(int32_t cursor_row, int32_t cursor_column, int32_t cursor_is_shown) {
  if (cursor_is_shown != cursor_shown) {
    curs_set(cursor_is_shown);
    cursor_shown = cursor_is_shown;
  }
  move(cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  update();
}

void kaunta_screen_ask(const char *question) {
  if (!private_modes(1)) return;
  fputs(question, stdout);
  fflush(stdout);
}

void kaunta_screen_suspend(void) {
  give_back();
  // The group and not only us, so that a wrapping shell gets its terminal back; STOP and not TSTP, which we hold back.
  kill(0, SIGSTOP);
  kaunta_screen_resume();
}

void kaunta_screen_resume(void) {
  reset_prog_mode();
  curs_set(cursor_shown);
  kaunta_screen_take_size();
  clearok(curscr, TRUE);
  refresh();
  set_private_modes(1);
  kaunta_crash_arm(private_modes(0));
}

void kaunta_screen_ring(void) { beep(); }
void kaunta_screen_flash(void) { flash(); }

void kaunta_screen_title(const char *title) {
  // A terminal with a status line of another kind is left alone: only titles set by an OSC sequence are titles.
  const char *start = capability("tsl");
  const char *end = capability("fsl");
  if (!start || !end || strncmp(start, "\033]", 2) != 0) return;
  if (strncmp(title, shown_title, sizeof shown_title - 1) == 0) return;
  strncpy(shown_title, title, sizeof shown_title - 1);
  putp(tparm((char *)start, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
  fputs(shown_title, stdout);
  putp(end);
  fflush(stdout);
}

int32_t kaunta_errors_redirect(int32_t target) {
  int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
  if (saved < 0) return -1;
  if (dup2(target, STDERR_FILENO) < 0) {
    close(saved);
    return -1;
  }
  return saved;
}

void kaunta_errors_restore(int32_t saved) {
  if (saved < 0) return;
  fflush(stderr);
  dup2(saved, STDERR_FILENO);
  close(saved);
}

const char *kaunta_screen_key_bytes(const char *name) { return screen ? capability(name) : NULL; }
