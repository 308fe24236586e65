#include "child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

static int use(posix_spawn_file_actions_t *actions, int32_t descriptor, int target) {
  if (descriptor < 0) {
    return posix_spawn_file_actions_addopen(actions, target, "/dev/null", target == 0 ? O_RDONLY : O_WRONLY, 0);
  }
  // adddup2 onto itself clears close-on-exec (glibc, since 2.29), so equal numbers need no other way.
  return posix_spawn_file_actions_adddup2(actions, descriptor, target);
}

int32_t kaunta_spawn(
    const char *path, char *const arguments[], char *const environment[], const char *terminal, int32_t input,
    int32_t output, int32_t errors, int32_t new_session, pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int failure = posix_spawn_file_actions_init(&actions);
  if (failure != 0) return failure;
  failure = posix_spawnattr_init(&attributes);
  if (failure != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return failure;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (new_session) flags |= POSIX_SPAWN_SETSID;
  failure = posix_spawnattr_setflags(&attributes, flags);
  if (failure == 0) failure = posix_spawnattr_setsigmask(&attributes, &none);
  if (failure == 0) failure = posix_spawnattr_setsigdefault(&attributes, &all);
  if (failure == 0 && terminal) {
    // The session is made before the file actions run, so this open makes it the controlling terminal.
    failure = posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, 0, 1);
    if (failure == 0) failure = posix_spawn_file_actions_adddup2(&actions, 0, 2);
  } else if (failure == 0) {
    failure = use(&actions, input, 0);
    if (failure == 0) failure = use(&actions, output, 1);
    if (failure == 0) failure = use(&actions, errors, 2);
  }
  if (failure == 0) failure = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (failure == 0) failure = posix_spawn(child, path, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}
