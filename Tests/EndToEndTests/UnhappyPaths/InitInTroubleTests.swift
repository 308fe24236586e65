import BlockingTests
import Glibc
import TestSupport
import Testing

/// `kaunta init` where no home can be: it says which thing is missing before anything is made, and leaves nothing
/// behind.
@Suite(.serialized, .onOwnThreads) struct InitInTroubleTests {
  private let place: TemporaryDirectory

  init() throws { place = try TemporaryDirectory() }

  private func run(_ words: [String]) throws -> CommandResult {
    let ran = try PipedProgram.run(words[0], arguments: Array(words.dropFirst()))
    return CommandResult(status: ran.status, output: ran.output, errors: ran.errors)
  }

  private func initialize(_ home: String) throws -> CommandResult {
    try run([try Kaunta.path, "init", "--simulator", "--home", home])
  }

  private func expectRefused(_ result: CommandResult, _ code: Int32, _ words: String, _ what: String) {
    #expect(result.code == code, "\(what): \(result.output)\(result.errors)")
    #expect(result.output.isEmpty, "\(what): \(result.output)")
    #expect(result.errorLines.count == 1, "\(what): \(result.errors)")
    #expect(result.errors.contains(words), "\(what): \(result.errors)")
    #expect(FileTree.paths(under: place.path).isEmpty, "\(what): \(FileTree.paths(under: place.path))")
  }

  @Test(.enabled(if: Strace.isThere)) func whatTheFilesystemDoesNotDoIsNamed() throws {
    let home = place.path(of: "a/home")
    for (calls, error, words) in [
      ("renameat2,rename,renameat,link,linkat", "EOPNOTSUPP", "cannot be moved without replacing others"),
      ("flock", "ENOLCK", "locks there do not keep others out"),
      ("flock", "ENOSYS", "locks there do not keep others out"),
      ("fsync", "EINVAL", "nothing can be brought to disk there"),
      ("fsync", "EIO", "nothing can be brought to disk there"),
      ("fchmod", "EPERM", "do not keep their owner and rights"), ("mkdir,mkdirat", "EROFS", "Read-only file system"),
      ("mkdir,mkdirat", "EACCES", "Permission denied"), ("mkdir,mkdirat", "ENOSPC", "there is no room"),
      ("write", "EDQUOT", "there is no room"),
    ] {
      let said = try run(
        [
          Strace.path, "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e",
          // The words themselves are written to standard error, whatever becomes of files.
          "inject=\(calls):error=\(error)" + (calls == "write" ? ":when=1" : ""), try Kaunta.path, "init",
          "--simulator",
          "--home", home,
        ])
      expectRefused(said, 74, words, "\(calls) \(error)")
    }
    let ignoring = try run(
      [
        Strace.path, "-f", "-qq", "-o", "/dev/null", "-e", "trace=chmod,fchmodat", "-e",
        "inject=chmod,fchmodat:retval=0",
        try Kaunta.path, "init", "--simulator", "--home", home,
      ])
    expectRefused(ignoring, 74, "do not keep their owner and rights", "rights are ignored")
    // Without the one way of moving there is another.
    let other = try run(
      [
        Strace.path, "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2", "-e", "inject=renameat2:error=EINVAL",
        try Kaunta.path, "init", "--simulator", "--home", home,
      ])
    #expect(other.code == 0, "\(other.errors)")
  }

  @Test(.enabled(if: OwnNamespace.isPossible)) func aDiskThatIsFullOrReadOnlyIsSaidToBe() throws {
    let home = place.path + "/home"
    let kaunta = try Kaunta.path
    for (mounts, words) in [
      (["mount -t tmpfs -o size=1m disk \(place.path)"], "there is no room ("),
      (
        ["mount --bind \(place.path) \(place.path)", "mount -o remount,ro,bind \(place.path)"], "Read-only file system"
      ),
    ] {
      let said = try OwnNamespace.run(mounts, then: [kaunta, "init", "--simulator", "--home", home])
      expectRefused(said, 74, words, "\(mounts)")
    }
    // No program is run from a home.
    let noexec = try OwnNamespace.run(
      ["mount -t tmpfs -o size=32m,noexec,mode=0700 disk \(place.path)"],
      then: [kaunta, "init", "--simulator", "--home", home])
    #expect(noexec.code == 0, "\(noexec.errors)")
  }

  /// SQLite takes no longer path than 512 bytes, and says so only when the ledger is opened.
  @Test func aPathThatIsTooLongIsSaidToBe() throws {
    for home in [
      place.path + "/" + String(repeating: "c", count: 256),
      place.path + String(repeating: "/" + String(repeating: "d", count: 99), count: 5),
      place.path + String(repeating: "/" + String(repeating: "e", count: 200), count: 22),
    ] {
      expectRefused(try initialize(home), 74, "its path is too long", "\(home.utf8.count)")
    }
    // The longest that is taken can be worked with: read, copied, put back.
    var fits = place.path
    while fits.utf8.count < 440 { fits += "/" + String(repeating: "f", count: min(200, 439 - fits.utf8.count)) }
    #expect(try initialize(fits).code == 0)
    #expect(try run([try Kaunta.path, "verify", "--home", fits]).code == 0)
    let copy = place.path(of: "copy.sqlite")
    #expect(try run([try Kaunta.path, "backup", copy, "--home", fits]).code == 0)
    for _ in 0..<2 { #expect(try run([try Kaunta.path, "restore", copy, "--home", fits]).code == 0) }
  }

  @Test func whatLiesInTheWayIsNamedAndStays() throws {
    let file = place.path(of: "file")
    close(open(file, O_WRONLY | O_CREAT, 0o600))
    #expect(symlink("nowhere", place.path(of: "link")) == 0)
    #expect(mkdir(place.path(of: "full"), 0o755) == 0)
    close(open(place.path(of: "full/letter"), O_WRONLY | O_CREAT, 0o600))
    let before = FileTree.paths(under: place.path)
    for (home, words) in [
      ("file", "is no directory"), ("file/home", "is no directory"), ("link", "is no directory"),
      ("link/home", "is no directory"), ("full", "is not an empty directory"),
    ] {
      let said = try initialize(place.path(of: home))
      #expect(said.code == 78, "\(home): \(said.output)\(said.errors)")
      #expect(said.errors.contains(words), "\(home): \(said.errors)")
      #expect(FileTree.paths(under: place.path) == before, "\(home)")
    }
  }

  @Test(.enabled(if: geteuid() == 0)) func anotherAccountsDirectoryIsItsOwn() throws {
    let home = place.path(of: "home")
    #expect(mkdir(home, 0o755) == 0)
    #expect(chown(home, 23_456, 23_456) == 0)
    let said = try initialize(home)
    #expect(said.code == 78)
    #expect(said.errors.contains("belongs to user 23456"), "\(said.errors)")
    var facts = stat()
    #expect(stat(home, &facts) == 0 && facts.st_mode & 0o7777 == 0o755 && facts.st_uid == 23_456)
  }
}

/// The program that makes system calls fail.
enum Strace {
  static let path = "/usr/bin/strace"
  static var isThere: Bool { access(path, X_OK) == 0 }
}
