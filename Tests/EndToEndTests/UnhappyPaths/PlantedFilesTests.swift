import BlockingTests
import Glibc
import TestSupport
import Testing

/// In a group's home another account may put links and pipes into the places of shared files: they lead no program to
/// write elsewhere, and hold none up.
@Suite(.serialized, .onOwnThreads) struct PlantedFilesTests {
  @Test func aDeskWritesThroughNoLinkInThePlaceOfItsLock() throws {
    let shop = try RunningShop(listens: false)
    let settings = readTextFile(shop.path("kaunta.toml"))
    try #require(symlink("../kaunta.toml", shop.path("locks/till-3.lock")) == 0)
    let desk = try shop.desk(till: 3)
    #expect(try desk.waitForExit() == .exited(code: 74))
    #expect(desk.written.contains("till 3 cannot be locked"))
    #expect(readTextFile(shop.path("kaunta.toml")) == settings)
  }

  @Test func pipesInThePlacesOfSmallFilesStopNoDesk() throws {
    let shop = try RunningShop()
    #expect(try shop.run("verify").code == 0)
    for name in ["ledger/ledger.sqlite.bell", "locks/till-1.ran", "log/kaunta.log"] {
      unlink(shop.path(name))
      try #require(mkfifo(shop.path(name), 0o600) == 0)
    }
    // Whoever takes answers does without a log, and says so at once; a desk wants one.
    let polled = try shop.run("poll")
    #expect(polled.code == 0)
    #expect(polled.errors.contains("log.file") && polled.errors.contains("goes on without"), "\(polled.errors)")
    let refused = try shop.desk()
    #expect(try refused.waitForExit() == .exited(code: 78))
    #expect(refused.written.contains("log.file"))
    unlink(shop.path("log/kaunta.log"))
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
  }

  /// A member of the group puts links in the places of spool directories, and root comes by: nothing of root's is moved
  /// to her, and nothing of hers to where only root may write.
  @Test(.enabled(if: geteuid() == 0)) func rootFollowsNoLinkOfAMember() throws {
    let shop = try GroupShop()
    let kept = shop.path("kept")
    try shop.asRoot("mkdir -m 700 \(kept) && echo private > \(kept)/diary && mkdir -m 700 \(kept)/cron.d")
    let witness = shop.home + "/witness"
    let secrets = shop.home + "/secrets"
    let before = try shop.tree([kept, witness, secrets])

    let plots = [
      ("new", "mv new mine && ln -s \(kept) new"),
      ("odd", "mv odd mine && ln -s \(kept)/cron.d odd && echo 'rm -rf /' > new/evil"),
      ("odd", "mv odd mine && ln -s \(witness) odd && echo '1 2 3' > new/2026-01-01.log"),
      ("odd", "mv odd mine && ln -s \(secrets) odd && echo 'mallory hash' > new/supervisors"),
      ("done", "mv done mine && ln -s \(kept) done"),
      ("tmp", "mv tmp mine && ln -s \(kept) tmp"),
      ("reserve", "mv reserve mine && ln -s \(kept) reserve"),
    ]
    for (place, plot) in plots {
      try shop.asMember("cd \(shop.home)/spool && \(plot)")
      for command in [["poll"], ["push", "--phone", "0712345678", "--amount", "50"], ["tray", "list"]] {
        let ran = try shop.run(command)
        #expect(ran.status == .exited(code: 74), "\(plot), \(command): \(ran.output)\(ran.errors)")
        #expect(ran.errors.contains("spool/\(place) is a link"), "\(plot), \(command): \(ran.errors)")
      }
      // Whoever only reads the ledger does, and is told; a comparison that could not be made is no good news.
      let listed = try shop.run(["payments"])
      #expect(listed.status == .exited(code: 0), "\(plot): \(listed.errors)")
      #expect(listed.errors.contains("spool/\(place) is a link"), "\(plot): \(listed.errors)")
      let verified = try shop.run(["verify"])
      #expect(verified.status == .exited(code: 1), "\(plot): \(verified.output)\(verified.errors)")
      #expect(verified.output.contains("spool/\(place) is a link"), "\(plot): \(verified.output)")
      #expect(verified.output.contains("was not compared"), "\(plot): \(verified.output)")
      let doctor = try shop.run(["doctor"])
      #expect(doctor.status != .exited(code: 0), "\(plot)")
      #expect(doctor.output.contains("BAD   spool: ") && doctor.output.contains("spool/\(place) is a link"))
      #expect(doctor.output.contains("ok    ledger: "), "the rest is looked at: \(doctor.output)")
      #expect(try shop.tree([kept, witness, secrets]) == before, "\(plot)")
      try shop.asMember("cd \(shop.home)/spool && rm \(place) && mv mine \(place) && rm -f new/*")
    }
    // Put back, it is as before.
    #expect(try shop.run(["poll"]).status == .exited(code: 0))
  }

  /// The listener says what is in its way, and no longer than it is: a desk would go on telling its cashier.
  @Test func theListenerForgetsALinkThatIsGone() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50").code == 0)
    let heartbeat = { readTextFile(shop.path("spool/heartbeat")) ?? "" }
    #expect(rename(shop.path("spool/new"), shop.path("spool/mine")) == 0)
    #expect(symlink(shop.pathBeside("elsewhere"), shop.path("spool/new")) == 0)
    try shop.simulator.customer("0712345678", does: "pay")
    try waitUntil("it is said") { heartbeat().contains("is a link") }
    unlink(shop.path("spool/new"))
    #expect(rename(shop.path("spool/mine"), shop.path("spool/new")) == 0)
    let began = Deadline.now
    try waitUntil("it is said no longer") { !heartbeat().contains("is a link") }
    #expect(Deadline.now - began < 8_000, "sooner than its next heartbeat")
    #expect(try shop.run("doctor").code == 0)
  }

  /// What root was got to move once, by whatever way, decides nothing.
  @Test(.enabled(if: geteuid() == 0)) func whatBelongsToAMemberInTheOwnersPlacesIsRefused() throws {
    let shop = try GroupShop()
    for name in [
      "kaunta.toml", "secrets/supervisors", "secrets/callback-keys", "secrets/passkey", "witness/2026-01-01.log",
    ] {
      let path = shop.home + "/" + name
      try shop.asRoot("test -e \(path) || install -m 640 /dev/null \(path); chown \(GroupShop.member) \(path)")
      let ran = try shop.run(["poll"])
      #expect(ran.status == .exited(code: 78), "\(name): \(ran.errors)")
      #expect(ran.errors.contains(name) && ran.errors.contains("belongs to user \(GroupShop.member)"), "\(ran.errors)")
      try shop.asRoot("chown 0 \(path)")
    }
    #expect(try shop.run(["poll"]).status == .exited(code: 0))
  }

  /// A directory that only she may write to cannot be moved by other members; it must not keep answers from them.
  @Test(.enabled(if: geteuid() == 0)) func aMembersDirectoryAmongTheAnswersStopsNobody() throws {
    let shop = try GroupShop()
    try shop.asMember("mkdir -m 700 \(shop.home)/spool/new/x")
    let ran = try shop.runAsMember(["poll"], userID: GroupShop.member + 1)
    #expect(ran.status == .exited(code: 0), "\(ran.errors)")
  }
}

/// A group's home of root's, with a simulator's settings, and a member of the group with a shell.
private struct GroupShop {
  /// An account that needs no name.
  static let member: UInt32 = 23_456

  let home: String
  private let place: TemporaryDirectory
  private let groupID: gid_t

  init() throws {
    place = try TemporaryDirectory()
    chmod(place.path, 0o755)
    home = place.path(of: "home")
    // Any group but root's.
    guard let group = getgrnam("users"), let name = group.pointee.gr_name else { throw TestFailure("no group") }
    groupID = group.pointee.gr_gid
    let made = try PipedProgram.run(
      try Kaunta.path, arguments: ["init", "--home", home, "--simulator", "--group", String(cString: name)])
    guard made.status == .exited(code: 0) else { throw TestFailure("init: \(made.errors)") }
    // So that the member finds it: the build directory may be closed to others.
    try asRoot("cp \(try Kaunta.path) \(path("kaunta")) && chmod 755 \(path("kaunta"))")
  }

  func path(_ name: String) -> String { place.path(of: name) }

  func run(_ words: [String]) throws -> CommandResult {
    let ran = try PipedProgram.run(try Kaunta.path, arguments: words + ["--home", home], timeoutSeconds: 120)
    return CommandResult(status: ran.status, output: ran.output, errors: ran.errors)
  }

  func runAsMember(_ words: [String], userID: UInt32) throws -> CommandResult {
    let ran = try PipedProgram.run(
      "/usr/bin/setpriv", arguments: ids(userID) + [path("kaunta")] + words + ["--home", home], timeoutSeconds: 120)
    return CommandResult(status: ran.status, output: ran.output, errors: ran.errors)
  }

  func asRoot(_ command: String) throws { try shell(["/bin/sh", "-c", command]) }

  func asMember(_ command: String) throws {
    try shell(["/usr/bin/setpriv"] + ids(Self.member) + ["/bin/sh", "-c", command])
  }

  /// Names, owners, modes and texts of all files below some directories.
  func tree(_ paths: [String]) throws -> String {
    try shell([
      "/bin/sh", "-c", "ls -lRn --time-style=+ \(paths.joined(separator: " ")); cat \(paths[0])/* 2>/dev/null; true",
    ])
  }

  private func ids(_ userID: UInt32) -> [String] {
    ["--reuid", "\(userID)", "--regid", "\(groupID)", "--clear-groups"]
  }

  @discardableResult
  private func shell(_ words: [String]) throws -> String {
    let ran = try PipedProgram.run(words[0], arguments: Array(words.dropFirst()))
    guard ran.status == .exited(code: 0) else { throw TestFailure("\(words.last ?? ""): \(ran.errors)") }
    return ran.output
  }
}
