import CLinux
import Glibc

/// The cache's file and its lock, side by side in one directory.
///
/// Nothing is synced to disk: a token lost in a power cut costs one more call.
struct TokenFile: Sendable {
  let path: String
  let lockPath: String
  let mode: UInt32

  init(directory: String, name: String, mode: UInt32) {
    path = directory + "/" + name + ".json"
    lockPath = directory + "/" + name + ".lock"
    self.mode = mode
  }

  /// The whole file, if it is there and small enough.
  func read() -> [UInt8]? {
    let descriptor = kaunta_open_plain(path, O_RDONLY, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + length }, buffer.count - length)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return count == 0 ? Array(bytes.prefix(length)) : nil }
      length += count
    }
    return nil
  }

  /// Replaces the file in one step; false when that failed, and then the old file still stands.
  func write(_ bytes: [UInt8]) -> Bool {
    let newPath = path + ".new"
    unlink(newPath)
    let descriptor = open(newPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_t(mode))
    guard descriptor >= 0 else { return false }
    // The process's umask may have taken bits away.
    var succeeded = fchmod(descriptor, mode_t(mode)) == 0
    var offset = 0
    while succeeded, offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      succeeded = count > 0
      offset += max(count, 0)
    }
    succeeded = close(descriptor) == 0 && succeeded
    succeeded = succeeded && rename(newPath, path) == 0
    if !succeeded { unlink(newPath) }
    return succeeded
  }

  func remove() { unlink(path) }

  enum LockResult: Equatable {
    case held(Int32)
    case busy
    case impossible
  }

  /// Takes the lock, trying again every 25 ms for so long; 0 means one try.
  ///
  /// flock(2) belongs to the open file, so it keeps threads of one process apart as well as processes, and it ends
  /// with its holder, however that ends.
  func lock(waitMilliseconds: Int) -> LockResult {
    let descriptor = kaunta_open_plain(lockPath, O_RDWR | O_CREAT, mode)
    guard descriptor >= 0 else { return .impossible }
    // Only its owner may set the mode; for everybody else it is already set.
    _ = fchmod(descriptor, mode_t(mode))
    var waited = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let isBusy = errno == EWOULDBLOCK || errno == EINTR
      guard isBusy, waited < waitMilliseconds else {
        close(descriptor)
        return isBusy ? .busy : .impossible
      }
      poll(nil, 0, 25)
      waited += 25
    }
    return .held(descriptor)
  }

  /// Gives the lock back.
  func unlock(_ descriptor: Int32) { close(descriptor) }
}
