import Files
import Glibc

/// The cache's file and its lock, side by side in one directory.
///
/// Nothing is synced to disk: a token lost in a power cut costs one more call.
struct TokenFile: Sendable {
  private static let longestBytes = 16_383

  private let path: String
  private let lockPath: String
  private let mode: UInt32

  init(directory: String, name: String, mode: UInt32) {
    path = directory + "/" + name + ".json"
    lockPath = directory + "/" + name + ".lock"
    self.mode = mode
  }

  /// The whole file, if it is there and small enough.
  func read() -> [UInt8]? {
    guard let bytes = try? OpenFile.plain(path, .readOnly).read(limitBytes: Self.longestBytes),
      bytes.count <= Self.longestBytes
    else { return nil }
    return bytes
  }

  /// Replaces the file in one step; false when that failed, and then the old file still stands.
  func write(_ bytes: [UInt8]) -> Bool {
    (try? WholeFile.replace(path, with: bytes, mode: mode, durably: false)) != nil
  }

  func remove() { ByPath.removeQuietly(path) }

  enum LockResult {
    /// It is ours until the last reference to it goes.
    case held(OpenFile)
    case busy
    case impossible
  }

  /// Takes the lock, trying again every 25 ms for so long; 0 means one try.
  ///
  /// flock(2) belongs to the open file, so it keeps threads of one process apart as well as processes, and it ends
  /// with its holder, however that ends.
  func lock(waitMilliseconds: Int) -> LockResult {
    guard let file = try? OpenFile.plain(lockPath, .readWrite, .create, mode: mode) else { return .impossible }
    // Only its owner may set the mode; for everybody else it is already set.
    try? file.setMode(mode)
    var waited = 0
    while true {
      guard let isOurs = try? file.lock() else { return .impossible }
      if isOurs { return .held(file) }
      if waited >= waitMilliseconds { return .busy }
      // flock(2) waits for ever or not at all.
      poll(nil, 0, 25)
      waited += 25
    }
  }
}
