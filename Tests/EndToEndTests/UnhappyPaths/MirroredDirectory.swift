import Glibc
import TestSupport

/// A directory seen through FUSE, by bindfs; unmounted when the value goes away.
final class MirroredDirectory {
  /// Whether bindfs is there and this machine lets us mount: many containers do not.
  static let isPossible: Bool = {
    guard let place = try? TemporaryDirectory() else { return false }
    return (try? MirroredDirectory(of: place.path(of: "."))) != nil
  }()

  /// The mirror.
  let path: String
  private let directory: TemporaryDirectory

  /// Mounts it, with options of bindfs.
  init(of original: String, options: [String] = []) throws {
    directory = try TemporaryDirectory()
    path = directory.path(of: "mirror")
    guard mkdir(path, 0o700) == 0 else { throw TestFailure("no directory for a mirror") }
    let mounted = try PipedProgram.run("/usr/bin/bindfs", arguments: options + [original, path])
    guard mounted.status == .exited(code: 0) else { throw TestFailure("bindfs: \(mounted.errors)") }
  }

  deinit {
    // Who is not root unmounts with the help of a program that is.
    if umount2(path, Int32(MNT_DETACH)) != 0 {
      _ = try? PipedProgram.run("/bin/fusermount", arguments: ["-u", "-z", path])
    }
  }
}
