import Files
import Glibc

/// Who has the ledger now, for whoever waits: by the kernel's list, and never by a file's word alone.
struct LedgerHolders: Sendable {
  static let unknown = "another program"

  private let path: String
  private let lockPath: String

  init(_ files: LedgerFiles) {
    path = files.path
    lockPath = files.lockPath
  }

  /// Who holds Kaunta's own lock.
  ///
  /// - Parameter told: what the lock's file says: the holder itself, or whom it waits for in turn. It is believed only
  ///   where the kernel bears it out.
  func ofLock(told: String) -> String {
    let locks = KernelLocks()
    guard let file = FileFacts(path: lockPath), let holder = locks.holders(.flock, of: file).first else {
      return Self.unknown
    }
    let name = KernelFiles.name(ofProcess: holder)
    if let named = Self.process(in: told) {
      if named == holder, name != nil { return told }
      if let ledger = FileFacts(path: path), locks.holders(.range, of: ledger).contains(named) { return told }
    }
    return name ?? Self.unknown
  }

  /// Which other program keeps the ledger's file locked; nil when none does any more, or none that is to be seen.
  ///
  /// Programs that only pass by have it for a moment, so that whoever stays is looked for; of those that stay, one that
  /// works on the ledger as we do waits itself.
  func ofFile() -> String? {
    var staying: [pid_t] = []
    for look in 0..<3 {
      // Long enough for whoever only passes by to be gone.
      if look > 0 { usleep(15_000) }
      let now = others(KernelLocks())
      staying = look == 0 ? now : staying.filter(now.contains)
      if staying.isEmpty { return nil }
    }
    return staying.lazy.compactMap(KernelFiles.name(ofProcess:)).first
  }

  private func others(_ locks: KernelLocks) -> [pid_t] {
    guard let file = FileFacts(path: path) else { return [] }
    let own = getpid()
    let holders = locks.holders(.range, of: file).filter { $0 != own }
    let writer = FileFacts(path: lockPath).flatMap { locks.holders(.flock, of: $0).first }
    let foreign = holders.filter { $0 != writer }
    return foreign.isEmpty ? holders : foreign
  }

  /// 4711 in "process 4711, till 2" and in "sqlite3 (process 4711)".
  private static func process(in text: String) -> pid_t? {
    let word = "process "
    guard let start = text.indices.first(where: { text[$0...].hasPrefix(word) }) else { return nil }
    return pid_t(text[start...].dropFirst(word.count).prefix { $0.isASCII && $0.isNumber })
  }
}
