import CLinux
import Glibc

/// What the kernel tells in `/proc`, as far as this account may see it.
package enum KernelFiles {
  /// A whole table; empty where it is not to be seen.
  package static func text(_ path: String) -> String {
    String(decoding: (try? WholeFile.read(path, limitBytes: 4_194_304)) ?? [], as: UTF8.self)
  }

  /// Which boot this is.
  package static func bootID() -> String {
    let text = text("/proc/sys/kernel/random/boot_id").filter { $0 != "\n" }
    return text.isEmpty ? "unknown" : text
  }

  /// It lies on a network's or a program's (FUSE) filesystem, which other paths or machines may lead to as well.
  package static func isOnSharedFilesystem(_ path: String) -> Bool { kaunta_is_without_events(path) == 1 }

  /// The path of this program.
  package static func program() throws(FileError) -> String { try ByPath.real("/proc/self/exe") }

  /// "sqlite3 (process 4711)"; nil when there is no such process any more: what it opened may live on in its children.
  package static func name(ofProcess process: Int32) -> String? {
    if kill(process, 0) != 0, errno == ESRCH { return nil }
    let name = text("/proc/\(process)/comm").prefix { $0 != "\n" }.filter { ("!"..."~").contains($0) }
    return name.isEmpty ? "process \(process)" : "\(name) (process \(process))"
  }
}
