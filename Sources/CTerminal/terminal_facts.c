#include "terminal_facts.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static int has_string(const char *capability) {
  const char *text = tigetstr(capability);
  return text != NULL && text != (const char *)-1 && *text != '\0';
}

kaunta_terminal_facts kaunta_terminal_probe(const char *name) {
  kaunta_terminal_facts facts = {0};
  if (name == NULL || *name == '\0') {
    facts.verdict = KAUNTA_TERMINAL_UNNAMED;
    return facts;
  }
  int answer = 0;
  // initscr and newterm would print or exit on an unknown name; setupterm with an answer pointer only answers.
  if (setupterm(name, STDOUT_FILENO, &answer) != OK) {
    facts.verdict = answer == 0 ? KAUNTA_TERMINAL_UNKNOWN : KAUNTA_TERMINAL_UNNAMED;
    return facts;
  }
  // TERM=dumb passes setupterm and newterm, and still cannot place a character.
  if (!has_string("cup") || !has_string("clear")) facts.verdict = KAUNTA_TERMINAL_TOO_SIMPLE;
  int colours = tigetnum("colors");
  facts.colours = colours > 0 ? colours : 0;
  // RGB may be a flag, a number or a string (man user_caps).
  facts.has_exact_colour = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || has_string("RGB");
  del_curterm(cur_term);
  return facts;
}

int32_t kaunta_locale_choose(void) {
  // Only LC_CTYPE: LC_ALL would change how numbers are read and printed.
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL ? 0 : -1;
}
