import ArgumentParser
import Glibc
import TestSupport

/// `kaunta-lab power-cut`: after a power cut at any moment, everything that was acknowledged is there.
struct PowerCutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power-cut", abstract: "Cut the power of a logged disk at many moments and look what is left.",
    discussion: """
      Delivers, commits and archives on a real ext4 that stands on a disk in FUSE which logs writes and flushes. Each \
      state is that disk as a power cut could leave it, mounted again. Needs root, /dev/fuse and loop devices.
      """)

  @Option(name: .long, help: ArgumentHelp("How many power cuts.", valueName: "N"))
  var states = 1_000

  @Option(name: .long, help: ArgumentHelp("How many callbacks are delivered before.", valueName: "N"))
  var callbacks = 150

  @Option(name: .long, help: ArgumentHelp("The same seed cuts at the same places of the log.", valueName: "N"))
  var seed: UInt64 = 1

  @Option(
    name: .long,
    help: ArgumentHelp("Leave a sync of the spool out; the check must then report a loss.", valueName: "SYNC"))
  var without: LeftOutSync?

  func run() throws {
    guard geteuid() == 0 else { throw cannotRun("it mounts filesystems, which only root may") }
    guard access("/dev/fuse", R_OK | W_OK) == 0 else { throw cannotRun("there is no /dev/fuse") }
    try OwnMounts.require()
    // In memory, if there is such a place: these disks are thrown away, and need no real one under them.
    if access("/dev/shm", W_OK) == 0 { setenv("TMPDIR", "/dev/shm", 1) }
    let watch = Stopwatch()
    let place = try TemporaryDirectory()
    let disk: FilesystemOnLoggedDisk
    do { disk = try FilesystemOnLoggedDisk(place: place) } catch { throw cannotRun("\(error)") }
    let work = PowerCutWork(root: disk.root, without: without, seed: seed)
    let facts = try work.run(callbacks: callbacks) { disk.disk.logLength }
    let log = disk.disk.log
    try disk.remove()

    let check = PowerCutCheck(
      place: place, image: disk.emptyImage, log: log, facts: facts, seed: seed, root: disk.root)
    let outcome = try check.run(states: states)
    let leftOut = without.map { " without \($0.rawValue)" } ?? ""
    try outcome.findings.report(
      "power-cut\(leftOut): \(outcome.states) states, \(outcome.checkedCallbacks) callbacks and "
        + "\(outcome.checkedPayments) payments checked, \(outcome.lost) lost in \(outcome.statesWithLoss) states, "
        + "\(outcome.torn) torn, \(outcome.unfitLedgers) ledgers unfit; \(watch.seconds)")
  }
}

/// The sync that the lab leaves out, to see that the check can fail.
enum LeftOutSync: String, ExpressibleByArgument, CaseIterable {
  case fileSync = "file-sync"
  case directorySync = "directory-sync"
}

/// A real filesystem on a logged disk.
final class FilesystemOnLoggedDisk {
  let disk: LoggedDisk
  /// Where it is mounted.
  let root: String
  /// The disk before anything happened to it.
  let emptyImage: [UInt8]

  static let imageBytes = 16 * 1024 * 1024

  init(place: TemporaryDirectory) throws {
    let file = place.path(of: "empty.img")
    try Mounts.makeFilesystem(file, bytes: Self.imageBytes)
    emptyImage = try Mounts.content(of: file, bytes: Self.imageBytes)
    unlink(file)
    let diskFile = place.path(of: "disk")
    try place.write("", to: "disk")
    disk = try LoggedDisk(image: emptyImage, at: diskFile)
    root = place.path(of: "root")
    mkdir(root, 0o700)
    try Mounts.mount(diskFile, at: root)
  }

  func remove() throws {
    try Mounts.unmount(root)
    disk.remove()
  }
}

/// mount(8), umount(8) and mkfs(8), as children.
enum Mounts {
  static func makeFilesystem(_ file: String, bytes: Int) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0, ftruncate(descriptor, bytes) == 0 else { throw LabFailure("no image at \(file)") }
    close(descriptor)
    try run("/sbin/mkfs.ext4", ["-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", file])
  }

  static func mount(_ file: String, at root: String) throws {
    try run("/bin/mount", ["-t", "ext4", "-o", "loop,noatime", file, root])
  }

  static func unmount(_ root: String) throws { try run("/bin/umount", [root]) }

  static func content(of file: String, bytes: Int) throws -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LabFailure("\(file) cannot be read") }
    defer { close(descriptor) }
    var content = [UInt8](repeating: 0, count: bytes)
    var done = 0
    while done < bytes {
      let count = content.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: done), bytes - done) }
      guard count > 0 else { throw LabFailure("\(file) is shorter than it was made") }
      done += count
    }
    return content
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let outcome = try PipedProgram.run(program, arguments: arguments)
    guard outcome.status == .exited(code: 0) else {
      throw LabFailure("\(program) \(arguments.joined(separator: " ")): \(outcome.errors)")
    }
  }
}
