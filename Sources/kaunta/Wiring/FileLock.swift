import CLinux

/// flock(2), which Swift cannot name.
enum FileLock {
  /// Takes an exclusive lock without waiting; false when somebody has it.
  static func takeNow(_ descriptor: Int32) -> Bool { kaunta_lock_exclusively(descriptor, 0) == 0 }
}
