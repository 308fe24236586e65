#pragma once
#include "crash_restore.h"
#include "curses_screen.h"
#include "terminal_facts.h"
