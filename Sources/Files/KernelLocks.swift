import Glibc

/// Who holds which lock now, as the kernel lists them (proc_locks(5)).
///
/// What a file says of its holder may have been written by somebody who is gone; the kernel's list is true at the
/// moment at which it is read. A holder that is not to be seen from here (another container, no `/proc`) is in no list.
package struct KernelLocks {
  package enum Kind: Substring, Sendable { case flock = "FLOCK", range = "POSIX" }

  package struct Lock: Sendable, Equatable {
    package var kind: Kind
    package var process: pid_t
    package var device: Substring
    package var inode: UInt64
    package var isWaitedFor: Bool
  }

  private let locks: [Lock]

  /// What the kernel lists now.
  package init() { self.init(text: KernelFiles.text("/proc/locks")) }

  package init(text: String) {
    locks = text.split(separator: "\n").compactMap { line in
      // 1: FLOCK  ADVISORY  WRITE 4711 fd:00:12345 0 EOF
      // 1: -> FLOCK  ADVISORY  WRITE 4712 fd:00:12345 0 EOF
      var words = line.split(separator: " ").dropFirst()
      let isWaitedFor = words.first == "->"
      if isWaitedFor { words = words.dropFirst() }
      let parts = Array(words)
      guard parts.count >= 5, let kind = Kind(rawValue: parts[0]), let process = pid_t(parts[3]), process > 0,
        let colon = parts[4].lastIndex(of: ":"), let inode = UInt64(parts[4][parts[4].index(after: colon)...])
      else { return nil }
      return Lock(kind: kind, process: process, device: parts[4][..<colon], inode: inode, isWaitedFor: isWaitedFor)
    }
  }

  /// The processes that have a lock of this kind on a file; those that wait for one are none of them.
  package func holders(_ kind: Kind, of file: FileFacts) -> [pid_t] {
    // Some filesystems have another device number in the list than in stat(2): then our own line tells it.
    let own = locks.first { $0.process == getpid() && $0.kind == kind && $0.inode == file.inode }
    let device = own?.device ?? Self.deviceText(file.device)
    return locks.filter { !$0.isWaitedFor && $0.kind == kind && $0.inode == file.inode && $0.device == device }
      .map(\.process)
  }

  /// Whether anybody seems to have a lock of this kind on a file; nil where the list is not to be seen.
  ///
  /// By its number alone, for whoever may be mistaken: some filesystems have another device in the list than in
  /// stat(2).
  package func areSeen(_ kind: Kind, on file: FileFacts) -> Bool? {
    locks.isEmpty ? nil : locks.contains { !$0.isWaitedFor && $0.kind == kind && $0.inode == file.inode }
  }

  /// `fd:00`, as the list writes it.
  package static func deviceText(_ device: UInt64) -> Substring {
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & 0xFFFF_FF00
    return [major, minor].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")[...]
  }
}
