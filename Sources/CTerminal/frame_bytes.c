#include "frame_bytes.h"

#include <stdlib.h>
#include <string.h>

// The looks that text is written in: attributes as bits, colours as the parameters that ask for them.
struct looks {
  unsigned attributes;
  char foreground[24];
  char background[24];
};

enum { BOLD = 1, DIM = 2, ITALIC = 4, UNDERLINE = 8, BLINK = 16, REVERSE = 32, ALL = 63 };

static const struct {
  unsigned bit;
  const char *on, *off;
} attributes[] = {
    {BOLD, "1", "22"}, {DIM, "2", "22"}, {ITALIC, "3", "23"}, {UNDERLINE, "4", "24"}, {BLINK, "5", "25"},
    {REVERSE, "7", "27"},
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

struct output {
  char *bytes;
  size_t length;
};

static void copy(struct output *out, const char *bytes, size_t length) {
  memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
}

static void add_code(char *codes, const char *code) {
  if (*codes) strcat(codes, ";");
  strcat(codes, code);
}

// From the looks that hold to those that are wanted: what differs, or all of it after a reset, whichever is shorter.
static void settle(struct output *out, struct looks *now, const struct looks *wanted) {
  char changes[160] = "", whole[160] = "";
  unsigned lost = now->attributes & ~wanted->attributes, held = now->attributes & wanted->attributes;
  for (int i = 0; i < ATTRIBUTES; i++) {
    if (!(lost & attributes[i].bit)) continue;
    // Both of these go by one code.
    if (attributes[i].bit == DIM && lost & BOLD) continue;
    add_code(changes, attributes[i].off);
    if (attributes[i].bit & (BOLD | DIM)) held &= ~(unsigned)(BOLD | DIM);
  }
  for (int i = 0; i < ATTRIBUTES; i++) {
    if (!(wanted->attributes & attributes[i].bit)) continue;
    if (!(held & attributes[i].bit)) add_code(changes, attributes[i].on);
    add_code(whole, attributes[i].on);
  }
  if (strcmp(now->foreground, wanted->foreground)) add_code(changes, *wanted->foreground ? wanted->foreground : "39");
  if (strcmp(now->background, wanted->background)) add_code(changes, *wanted->background ? wanted->background : "49");
  if (*wanted->foreground) add_code(whole, wanted->foreground);
  if (*wanted->background) add_code(whole, wanted->background);
  if (*changes) {
    int is_reset = strlen(whole) + (*whole ? 2 : 0) < strlen(changes);
    copy(out, "\033[", 2);
    if (is_reset && *whole) copy(out, "0;", 2);
    copy(out, is_reset ? whole : changes, strlen(is_reset ? whole : changes));
    copy(out, "m", 1);
  }
  *now = *wanted;
}

// One colour's parameters behind 38 or 48: `5;n` or `2;r;g;b`; how many numbers they are, or 0 for anything else.
static int colour_numbers(const int *numbers, int count) {
  if (count >= 3 && numbers[1] == 5) return 3;
  if (count >= 5 && numbers[1] == 2) return 5;
  return 0;
}

static void write_colour(char *to, const int *numbers, int count) {
  char *end = to;
  for (int i = 0; i < count; i++) {
    if (i) *end++ = ';';
    int number = numbers[i];
    if (number >= 100) *end++ = (char)('0' + number / 100);
    if (number >= 10) *end++ = (char)('0' + number / 10 % 10);
    *end++ = (char)('0' + number % 10);
  }
  *end = '\0';
}

// What a sequence asks for; 0 when it holds anything that is not known here.
static int take_numbers(struct looks *looks, const int *numbers, int count) {
  for (int i = 0; i < count; i++) {
    int number = numbers[i];
    if (number == 0) {
      memset(looks, 0, sizeof *looks);
    } else if (number >= 1 && number <= 5) {
      looks->attributes |= attributes[number - 1].bit;
    } else if (number == 7) {
      looks->attributes |= REVERSE;
    } else if (number == 22) {
      looks->attributes &= ~(unsigned)(BOLD | DIM);
    } else if (number >= 23 && number <= 25) {
      looks->attributes &= ~attributes[number - 21].bit;
    } else if (number == 27) {
      looks->attributes &= ~(unsigned)REVERSE;
    } else if (number == 39) {
      *looks->foreground = '\0';
    } else if (number == 49) {
      *looks->background = '\0';
    } else if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) {
      write_colour(looks->foreground, numbers + i, 1);
    } else if ((number >= 40 && number <= 47) || (number >= 100 && number <= 107)) {
      write_colour(looks->background, numbers + i, 1);
    } else if (number == 38 || number == 48) {
      int length = colour_numbers(numbers + i, count - i);
      if (!length) return 0;
      for (int j = 1; j < length; j++)
        if (numbers[i + j] > 255) return 0;
      write_colour(number == 38 ? looks->foreground : looks->background, numbers + i, length);
      i += length - 1;
    } else {
      return 0;
    }
  }
  return 1;
}

// Reads `ESC [ numbers m`; 0 when it is no such sequence, or one that is not known here.
static size_t read_looks(struct looks *looks, const char *bytes, size_t length) {
  int numbers[32] = {0}, count = 1;
  for (size_t i = 2; i < length; i++) {
    char byte = bytes[i];
    if (byte >= '0' && byte <= '9') {
      if (numbers[count - 1] > 999) return 0;
      numbers[count - 1] = numbers[count - 1] * 10 + (byte - '0');
    } else if (byte == ';') {
      if (count == 32) return 0;
      numbers[count++] = 0;
    } else if (byte == 'm') {
      struct looks asked = *looks;
      if (!take_numbers(&asked, numbers, count)) return 0;
      *looks = asked;
      return i + 1;
    } else {
      return 0;
    }
  }
  return 0;
}

// The length of a sequence that moves or shows the cursor, which no looks hang on; 0 for anything else.
static size_t cursor_sequence(const char *bytes, size_t length) {
  if (length < 3 || bytes[1] != '[') return 0;
  size_t end = 2;
  while (end < length && ((bytes[end] >= '0' && bytes[end] <= '9') || bytes[end] == ';')) end++;
  return end < length && strchr("ABCDGHdf", bytes[end]) ? end + 1 : 0;
}

static int is_looks_sequence(const char *bytes, size_t length) {
  if (length < 3 || bytes[0] != '\033' || bytes[1] != '[') return 0;
  size_t end = 2;
  while (end < length && bytes[end] >= 0x20 && bytes[end] < 0x40) end++;
  return end < length && bytes[end] == 'm';
}

size_t kaunta_frame_shorten(const char *bytes, size_t length, char *shorter) {
  struct output out = {shorter, 0};
  struct looks now = {0}, wanted = {0};
  size_t i = 0;
  while (i < length) {
    const char *rest = bytes + i;
    size_t left = length - i;
    if (*rest == '\033') {
      // The set of signs that is there anyway: none other is ever asked for.
      if (left >= 3 && rest[1] == '(' && rest[2] == 'B') {
        i += 3;
        continue;
      }
      if (left >= 3 && rest[1] == '[') {
        size_t taken = read_looks(&wanted, rest, left);
        if (taken) {
          i += taken;
          continue;
        }
        taken = cursor_sequence(rest, left);
        if (taken) {
          copy(&out, rest, taken);
          i += taken;
          continue;
        }
      }
    } else if (*rest == '\b' || *rest == '\r') {
      copy(&out, rest, 1);
      i++;
      continue;
    }
    settle(&out, &now, &wanted);
    // What looks are asked for by something that is not known here nobody can tell: the rest goes as it is.
    size_t taken = is_looks_sequence(rest, left) ? left : 1;
    copy(&out, rest, taken);
    i += taken;
  }
  settle(&out, &now, &wanted);
  return out.length;
}
