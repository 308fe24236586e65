import CLinux
import Glibc

/// All tills of a home, held while the ledger is replaced, so that no desk works on it or starts.
final class TillLocks {
  private var descriptors: [Int32] = []

  /// Takes the locks that are there.
  ///
  /// - Throws: ``UpkeepProblem/tillInUse(till:holder:)`` when a desk has one of them.
  init(directory: String) throws(UpkeepProblem) {
    guard let listing = opendir(directory) else { return }
    var names: [String] = []
    while let entry = readdir(listing) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    closedir(listing)
    for name in names.sorted() {
      guard name.hasPrefix("till-"), name.hasSuffix(".lock"),
        let till = Int(name.dropFirst("till-".count).dropLast(".lock".count))
      else { continue }
      let descriptor = kaunta_open_plain(directory + "/" + name, O_RDWR, 0)
      if descriptor < 0 { continue }
      if kaunta_lock_exclusively(descriptor, 0) == 0 {
        descriptors.append(descriptor)
        continue
      }
      var bytes = [UInt8](repeating: 0, count: 160)
      let count = pread(descriptor, &bytes, bytes.count, 0)
      close(descriptor)
      release()
      let holder = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
      throw .tillInUse(till: till, holder: holder.isEmpty ? "another desk" : holder)
    }
  }

  deinit { release() }

  private func release() {
    for descriptor in descriptors { close(descriptor) }
    descriptors = []
  }
}
