#pragma once

#include "file_lock.h"
#include "make_file.h"
