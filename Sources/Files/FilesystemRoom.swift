import Glibc

/// How much room the filesystem of a path has, for whoever may write there without being root.
package struct FilesystemRoom: Sendable, Hashable {
  /// Which filesystem.
  package var device: UInt64
  /// Bytes that may still be written.
  package var freeBytes: Int64
  /// Bytes in all.
  package var totalBytes: Int64
  /// Files that may still be made; nil where that is not counted.
  package var freeFiles: Int64?

  /// Room as given.
  package init(device: UInt64, freeBytes: Int64, totalBytes: Int64, freeFiles: Int64?) {
    self.device = device
    self.freeBytes = freeBytes
    self.totalBytes = totalBytes
    self.freeFiles = freeFiles
  }

  /// The room where a path lies; nil when it cannot be asked.
  package init?(path: String) {
    var found = statvfs()
    guard let facts = FileFacts(path: path), statvfs(path, &found) == 0 else { return nil }
    let block = Int64(found.f_frsize)
    self.init(
      device: facts.device, freeBytes: Int64(found.f_bavail) * block, totalBytes: Int64(found.f_blocks) * block,
      freeFiles: found.f_files == 0 ? nil : Int64(found.f_favail))
  }
}
