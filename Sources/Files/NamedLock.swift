import CLinux
import Glibc
import SystemPackage

/// A lock on a file with its holder's name in it: it ends with its holder, however that dies.
package final class NamedLock: Sendable {
  /// What came of wanting one.
  package enum Outcome: Sendable {
    /// It is ours until the last reference to it goes.
    case held(NamedLock)
    /// Somebody else has it; nil when the file does not say who.
    case busy(holder: String?)
  }

  /// How much of a holder's name is read.
  static let longestNameBytes = 200

  private let descriptor: Int32

  private init(owning descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Takes a lock without waiting, and writes the holder's name into it; nil leaves the name as it is.
  ///
  /// - Parameter makes: whether the file is made if it is missing.
  package static func take<Failure>(
    _ name: String, in directory: Directory<Failure>, mode: UInt32, holder: String?, makes: Bool = true
  ) throws(Failure) -> Outcome {
    // More than once only when the file is removed while we look at it.
    for _ in 0..<8 {
      let descriptor = try directory.openPlain(name, O_RDWR | (makes ? O_CREAT : 0), mode: mode, step: .lock)
      let code = kaunta_lock_exclusively(descriptor, 0)
      if code == -EWOULDBLOCK {
        defer { Glibc.close(descriptor) }
        return .busy(holder: text(in: descriptor))
      }
      let lock = NamedLock(owning: descriptor)
      if code != 0 { throw Failure.failed(.lock, Errno(rawValue: -code)) }
      guard let standing = try directory.facts(name),
        standing.isSameFile(as: try directory.files.facts(of: descriptor))
      else { continue }
      // The process's mask took bits away; only the file's owner can give them, and has when it made the file.
      if makes { _ = fchmod(descriptor, mode) }
      if let holder { lock.say(holder) }
      return .held(lock)
    }
    throw Failure.failed(.lock, .noSuchFileOrDirectory)
  }

  /// Writes another name of the holder; a courtesy for whoever wants the lock, and a failure changes nothing.
  package func say(_ holder: String) {
    let bytes = Array((holder + "\n").utf8)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
    _ = ftruncate(descriptor, off_t(bytes.count))
  }

  private static func text(in descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: longestNameBytes)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    // Whoever may write there may have written it: printable characters only.
    let text = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
    let printable = String(String.UnicodeScalarView(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }))
    return printable.isEmpty ? nil : printable
  }
}
