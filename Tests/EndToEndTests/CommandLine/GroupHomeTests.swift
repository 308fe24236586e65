import BlockingTests
import Glibc
import TestSupport
import Testing

/// A home that a group shares: what one account writes, the others can read, whatever their umask is.
@Suite(.serialized, .onOwnThreads) struct GroupHomeTests {
  @Test func aCallersUmaskDoesNotCloseTheHomeToTheGroup() throws {
    let place = try TemporaryDirectory()
    let home = place.path(of: "home")
    let group = try #require(getgrgid(getgid())).pointee.gr_name.map { String(cString: $0) }
    let made = try withUmask077("init", "--home", home, "--simulator", "--group", try #require(group))
    #expect(try made.waitForExit() == .exited(code: 0), "\(made.errors)")
    let port = try Loopback.freePort()
    let listener = try withUmask077("listen", "--home", home, "--listen", "127.0.0.1:\(port)")
    _ = try listener.waitForLine { $0.hasPrefix("listening on http://") }
    listener.process.signal(SIGTERM)
    #expect(try listener.waitForExit() == .exited(code: 0))
    #expect(try withUmask077("verify", "--home", home).waitForExit() == .exited(code: 0))
    for path in ["spool/heartbeat", "spool/reserve/00", "ledger/ledger.sqlite", "log/kaunta.log"] {
      #expect(mode(of: home + "/" + path) == 0o660, "\(path)")
    }
    #expect(mode(of: home + "/kaunta.toml") == 0o640)
  }

  @Test func whoeverIsNotInTheGroupIsToldSo() throws {
    guard geteuid() == 0, let stranger = getpwnam("nobody") else { return }
    let place = try TemporaryDirectory()
    chmod(place.path, 0o755)
    let home = place.path(of: "home")
    let made = try withUmask077("init", "--home", home, "--simulator")
    #expect(try made.waitForExit() == .exited(code: 0))
    let program = place.path(of: "kaunta")
    // The build directory may be closed to others.
    try #require(symlink(try Kaunta.path, program) == 0)
    let ids = ["--reuid", "\(stranger.pointee.pw_uid)", "--regid", "\(stranger.pointee.pw_gid)", "--clear-groups"]
    let refused = try PipedProgram.run(
      "/usr/bin/setpriv", arguments: ids + [program, "payments", "--home", home])
    // Where not even the program can be run by others, there is nothing to see here.
    if refused.status == .exited(code: 127) || refused.status == .exited(code: 126) { return }
    #expect(refused.status == .exited(code: 78), "\(refused.errors)")
    #expect(refused.errors.contains("is closed to nobody"), "\(refused.errors)")
  }

  private func withUmask077(_ arguments: String...) throws -> PipedProgram {
    try PipedProgram("/bin/sh", arguments: ["-c", #"umask 077; exec "$0" "$@""#, try Kaunta.path] + arguments)
  }

  private func mode(of path: String) -> UInt32? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
  }
}
