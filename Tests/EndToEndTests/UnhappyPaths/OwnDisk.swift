import Glibc
import TestSupport

/// A small disk of a shop's own, in a mount namespace that goes away with it.
///
/// Programs enter the namespace; the test itself looks at the files through `/proc`.
final class OwnDisk {
  /// Whether this machine lets us: some containers forbid mounts or namespaces.
  static let isPossible: Bool = (try? OwnDisk(megabytes: 1)) != nil

  /// Where it is, for programs that have entered.
  let path: String
  private let directory: TemporaryDirectory
  private let holder: PipedProgram

  /// An empty disk in memory.
  init(megabytes: Int) throws {
    directory = try TemporaryDirectory()
    path = directory.path(of: "disk")
    guard mkdir(path, 0o700) == 0 else { throw TestFailure("no directory for a disk") }
    // It ends when its input does, whatever becomes of this process.
    holder = try PipedProgram(
      "/usr/bin/unshare",
      arguments: [
        "--user", "--map-root-user", "--mount", "/bin/sh", "-c",
        "mount -t tmpfs -o size=\(megabytes)m,mode=0700 disk \(path) && echo ready && exec sleep 100000",
      ])
    _ = try holder.waitForLine { $0 == "ready" }
  }

  /// A path on it, for the test itself.
  func seen(_ path: String) -> String { "/proc/\(holder.process.processID)/root\(path)" }

  /// The words that run a program in there.
  func entering(_ executable: String, _ arguments: [String]) -> (executable: String, arguments: [String]) {
    let target = "\(holder.process.processID)"
    return (
      "/usr/bin/nsenter",
      ["--user", "--mount", "--preserve-credentials", "--target", target, executable] + arguments
    )
  }

  /// Runs a shell command in there.
  func run(_ command: String) throws {
    let words = entering("/bin/sh", ["-c", command])
    let ran = try PipedProgram.run(words.executable, arguments: words.arguments)
    guard ran.status == .exited(code: 0) else { throw TestFailure("\(command): \(ran.errors)") }
  }

  /// Writes until not a byte more goes.
  func fill() throws {
    let descriptor = open(seen(path) + "/filler", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw TestFailure("no filler: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    for size in [65536, 4096, 1] {
      let piece = [UInt8](repeating: 0, count: size)
      while write(descriptor, piece, size) > 0 {}
    }
  }

  /// Takes so much of what filled it away.
  func makeRoom(bytes: off_t) {
    var facts = stat()
    let filler = seen(path) + "/filler"
    if stat(filler, &facts) == 0 { _ = truncate(filler, max(0, facts.st_size - bytes)) }
  }

  /// Takes away what filled it.
  func makeRoom() { unlink(seen(path) + "/filler") }
}
