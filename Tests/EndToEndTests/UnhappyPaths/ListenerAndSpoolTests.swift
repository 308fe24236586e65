import BlockingTests
import Crypto
import Glibc
import TestSupport
import Testing

/// The listener down, the spool unwritable, and shops that nobody tells of deliveries.
@Suite(.serialized, .onOwnThreads) struct ListenerAndSpoolTests {
  @Test func withoutAListenerTheDeskAsksFirstAndAQuestionFindsTheMoney() throws {
    let shop = try RunningShop(
      settings: [("simulator.query_after_seconds", "5"), ("simulator.pace", "10")], listens: false)
    let desk = try shop.desk()
    try desk.waitForScreen("it is said") { $0.contains("no listener") }
    try desk.ask("0712345678", for: 50)
    try desk.waitForScreen("it asks before it sends") {
      $0.contains("nobody takes Safaricom's answers now") && $0.contains("y send it")
    }
    #expect(try shop.simulator.prompts().isEmpty)
    try desk.type("y")
    try desk.waitForRow("1", says: "PAID receipt to follow")
    #expect(try shop.simulator.paid().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aListenerThatDiesWhileACustomerPaysIsSaidAndAQuestionFindsTheMoney() throws {
    let shop = try RunningShop(
      answerAfterSeconds: nil, settings: [("simulator.query_after_seconds", "5")], simulatorOptions: ["--by-hand"])
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    kill(try #require(shop.listenerProcessID), SIGKILL)
    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForRow("1", says: "PAID receipt to follow")
    // Its last heartbeat counts for half a minute.
    try desk.waitForScreen("the header says it") { !$0.contains("● ") && $0.contains("listener") }
    desk.show("the listener is dead")
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("it asks before it sends") { $0.contains("nobody takes Safaricom's answers now") }
    try desk.type("n")
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  /// An answer is money, and a log is not.
  @Test func withoutALogAnswersAreTakenAndFoundAllTheSame() throws {
    let shop = try RunningShop(settings: [("log.file", #""spool""#)])
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let polled = try shop.run("poll")
    #expect(polled.code == 0, "\(polled.errors)")
    #expect(polled.errors.contains("spool: log.file: the log cannot be opened"), "\(polled.errors)")
    #expect(try shop.run("doctor").lines.contains { $0.hasPrefix("BAD   log: ") })
  }

  /// Taken into Safaricom's addresses, as doctor would otherwise advise, it would prove whatever anybody sends.
  @Test func aProxyThatSaysForNobodyIsNamedAndNotAdvisedAsSafaricoms() throws {
    let shop = try RunningShop(settings: [
      ("callbacks.trusted_proxies", #"["127.0.0.9"]"#), ("callbacks.forwarded_header", #""Forwarded""#),
    ])
    #expect(try shop.run("push", "--phone", "0799000036", "--amount", "50").code == 0)
    var words = ""
    try waitUntil("doctor tells of it") {
      words = try shop.run("doctor").lines.first { $0.hasPrefix("look  listener: ") } ?? ""
      return !words.isEmpty
    }
    #expect(words.contains("through your own proxy 127.0.0.9, which sent no Forwarded"), "\(words)")
    #expect(!words.contains("add it"), "\(words)")
  }

  @Test func aSpoolThatTakesNothingIsSaidAndAQuestionFindsTheMoney() throws {
    let shop = try RunningShop(
      answerAfterSeconds: nil, settings: [("simulator.query_after_seconds", "5"), ("simulator.pace", "10")],
      simulatorOptions: ["--by-hand"])
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    // Nothing can be made where deliveries are written.
    #expect(rename(shop.path("spool/tmp"), shop.path("spool/tmp-away")) == 0)
    try shop.write("", to: "spool/tmp")
    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForScreen("it is said") {
      $0.unwrapped.contains("The spool could not be used") && $0.unwrapped.contains("new answers may not be kept")
    }
    #expect(try shop.run("doctor").lines.contains { $0.hasPrefix("BAD   spool: The spool could not be used") })
    try desk.waitForRow("1", says: "PAID receipt to follow")

    unlink(shop.path("spool/tmp"))
    #expect(rename(shop.path("spool/tmp-away"), shop.path("spool/tmp")) == 0)
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("2", says: "waiting")
    try shop.simulator.customer("0722000001", does: "pay")
    try desk.waitForRow("2", says: "PAID U")
    try desk.waitForScreen("the trouble is over") { !$0.contains("The spool could not be used") }
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aSpoolThatTheDeskCannotReadIsSaid() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    #expect(rename(shop.path("spool/new"), shop.path("spool/new-away")) == 0)
    try desk.waitForScreen("it is said") { $0.unwrapped.contains("The spool could not be used") }
    #expect(rename(shop.path("spool/new-away"), shop.path("spool/new")) == 0)
    try desk.waitForScreen("the trouble is over") { !$0.contains("The spool could not be used") }
    // Its answer found no place meanwhile, or found one just before: a question, or the file, tells.
    try desk.waitForRow("1", says: "PAID")
    #expect(try shop.run("verify").code == 0)
  }

  @Test(.enabled(if: OwnNamespace.isPossible)) func withoutAnInotifyInstanceAnswersAreFoundByPolling() throws {
    let shop = try RunningShop()
    let noInstance = ["echo 0 > /proc/sys/user/max_inotify_instances"]
    let desk = try OwnNamespace.program(
      noInstance, then: [try Kaunta.path, "desk", "--home", shop.home, "--till", "1"])
    try desk.waitForDesk()
    try desk.waitForScreen("the header says it") { $0.contains("polling") }
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID U")
    let doctor = try OwnNamespace.run(noInstance, then: [try Kaunta.path, "doctor", "--home", shop.home])
    #expect(doctor.code == 0, "\(doctor.output)")
    #expect(
      doctor.lines.contains { $0.hasPrefix("look  spool:") && $0.contains("no inotify instance is left") },
      "\(doctor.output)")
    #expect(try shop.run("verify").code == 0)
  }

  /// As an older version left it, with what a newer one put beside it.
  @Test func theSpoolOfAnotherVersionIsTakenInAsFarAsItIsKnown() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50").code == 0)
    try waitUntil("the callback is there") { try shop.filesIn("spool/new").count == 1 }
    let name = try #require(try shop.filesIn("spool/new").first)
    let kindless = String(try #require(name.wholeMatch(of: /(.*)\.push/)).1)
    let old = try OldEnvelope(try #require(readTextFile(shop.path("spool/new/" + name))))
    try shop.write(old.text, to: "spool/new/" + kindless)
    #expect(unlink(shop.path("spool/new/" + name)) == 0)
    let log = try #require(try shop.filesIn("witness").first)
    let lines = try #require(readTextFile(shop.path("witness/" + log)))
    #expect(lines.contains("begun push "))
    try shop.write(lines.replacing("push ", with: ""), to: "witness/" + log)
    let incoming = "spool/new/" + kindless + ".incoming"
    try shop.write("whatever", to: incoming)

    let polled = try shop.run("poll")
    #expect(polled.code == 0 && polled.errors.contains("only a newer Kaunta can read"), "\(polled.errors)")
    #expect(try shop.payments().map(\.standing) == ["paid"])
    #expect(try shop.filesIn("spool/odd").isEmpty)
    #expect(readTextFile(shop.path(incoming)) == "whatever")
    let doctor = try shop.run("doctor")
    #expect(doctor.lines.contains { $0.hasPrefix("look  spool: 1 waiting that only a newer") }, "\(doctor.output)")
    let verified = try shop.run("verify")
    #expect(verified.code == 0, "\(verified.output)")
  }

  /// A home on FUSE, as sshfs and many network filesystems are: what another machine writes there is not announced.
  @Test(.enabled(if: MirroredDirectory.isPossible))
  func onAFilesystemThatAnnouncesNothingAnswersAreFoundByPolling() throws {
    let shop = try RunningShop()
    let mirrored = try MirroredDirectory(of: shop.home)
    let mirror = mirrored.path
    let desk = try SpawnedProgram(
      try Kaunta.path, arguments: ["desk", "--home", mirror, "--till", "1"], columns: 80, rows: 24)
    try desk.waitForDesk()
    try desk.waitForScreen("the header says it") { $0.contains("polling") }
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID U")
    let doctor = try PipedProgram.run(try Kaunta.path, arguments: ["doctor", "--home", mirror])
    #expect(doctor.output.contains("this filesystem does not announce changes"), "\(doctor.output)")
    // By this path and by the other one the locks know nothing of each other.
    let warning = "the ledger lies on a network's or a FUSE filesystem"
    #expect(doctor.output.contains("its locks may not meet, and one customer could be asked twice"), "\(doctor.output)")
    #expect(readTextFile(shop.path("log/kaunta.log"))?.contains(warning) == true)
    #expect(try !shop.run("doctor").output.contains(warning))
    try desk.press(.function(10))
    #expect(try desk.waitForExit() == .exited(code: 0))
    #expect(try shop.run("verify").code == 0)
  }

  /// FUSE through bindfs knows no move that does not replace: init, listener, desk and archiving go another way.
  @Test(.enabled(if: MirroredDirectory.isPossible)) func aWholeShopOnAFilesystemWithoutExclusiveMoves() throws {
    let place = try TemporaryDirectory()
    let mirrored = try MirroredDirectory(of: place.path(of: "."))
    let shop = try RunningShop(in: mirrored.path)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let health = try shop.run("doctor")
    #expect(health.code == 0, "\(health.output)")
    #expect(try shop.filesIn("spool/new").isEmpty)
    #expect(try shop.filesIn("spool/odd").isEmpty)
    #expect(try shop.filesIn("spool/tmp").isEmpty)
    #expect(try shop.run("verify").code == 0)
    // The ledger goes aside in the same way.
    let copy = shop.pathBeside("copy.sqlite")
    #expect(try shop.run("backup", copy).code == 0)
    let restored = try shop.run("restore", copy)
    #expect(restored.code == 0, "\(restored.errors)")
    #expect(try shop.stopListener() == .exited(code: 0))
  }

  /// Every program says at its start what no callback would survive.
  @Test(.enabled(if: OwnNamespace.isPossible)) func spoolDirectoriesOnDifferentFilesystemsAreSaid() throws {
    let shop = try RunningShop(listens: false)
    for place in ["new", "done", "odd"] {
      let mounted = ["mount -t tmpfs -o mode=0700 none \(shop.path("spool/" + place))"]
      for command in ["doctor", "poll", "listen", "push --phone 0712345678 --amount 50"] {
        let ran = try OwnNamespace.run(mounted, then: [try Kaunta.path, command, "--home", shop.home])
        #expect(ran.code == 74 || ran.code == 78, "\(place), \(command): \(ran.output)\(ran.errors)")
        #expect((ran.output + ran.errors).contains("different filesystems"), "\(place), \(command): \(ran.errors)")
      }
    }
    // The same filesystem a second time: only its mount tells.
    let twice = ["mount --bind \(shop.path("spool/new")) \(shop.path("spool/new"))"]
    let ran = try OwnNamespace.run(twice, then: [try Kaunta.path, "poll", "--home", shop.home])
    #expect(ran.code == 74 && ran.errors.contains("different filesystems"), "\(ran.errors)")
    #expect(try shop.simulator.prompts().isEmpty)
  }
}

/// An envelope as version 1 wrote it, without a kind.
private struct OldEnvelope {
  let text: String

  init(_ new: String) throws {
    let found = try #require(new.firstMatch(of: /kaunta-spool 2\nkind push\n((?:.*\n)*?)check .*\n\n/))
    let header = "kaunta-spool 1\n" + found.1
    let check = SHA256.hash(data: Array(header.utf8)).prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    text = header + "check \(check.joined())\n\n" + new[found.range.upperBound...]
  }
}
