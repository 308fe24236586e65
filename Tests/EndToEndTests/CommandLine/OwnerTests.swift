import BlockingTests
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// What the owner sees of a running shop: status, doctor, alerts, figures.
@Suite(.serialized, .onOwnThreads) struct OwnerTests {
  @Test func aCallbackOfOnesOwnComesIntoTheSpoolAndIsNeverMoney() throws {
    let shop = try RunningShop()
    let doctor = try shop.run("doctor", "--json")
    let findings = try Self.findings(doctor)
    let address = try #require(findings.first { $0["part"]?.string == "public address" })
    #expect(address["state"]?.string == "ok", "\(doctor.output)")
    // Nothing of it is left, neither in the spool nor in the books.
    #expect(try shop.filesIn("spool").filter { $0.hasPrefix("new/") || $0.hasPrefix("odd/") } == [])
    #expect(try shop.run("poll").output.contains("ingested 0 callbacks, set aside 0"))
    #expect(try shop.payments().isEmpty)
    #expect(try shop.run("verify").code == 0)
    let heartbeat = try JSONValue(parsing: try #require(readTextFile(shop.path("spool/heartbeat"))))
    #expect(heartbeat["counters"]?["accepted"]?.integer == 0)
    #expect(heartbeat["last_callback_wall_ms"] == nil)
    #expect(try shop.filesIn("witness").allSatisfy { (readTextFile(shop.path("witness/" + $0)) ?? "").isEmpty })
  }

  @Test func aPublicAddressThatLeadsElsewhereIsSaid() throws {
    let shop = try RunningShop()
    let other = try RunningShop()
    // The other shop's listener knows no tag of this one's.
    try shop.settings.set("callbacks.public_url", "\"http://\(try #require(try other.listensOn()))\"")
    let doctor = try shop.run("doctor")
    #expect(doctor.code == 78)
    #expect(
      doctor.lines.contains { $0.hasPrefix("BAD   public address: ") && $0.contains("does not know this shop's") },
      "\(doctor.output)")
    try shop.settings.set("callbacks.public_url", "\"http://127.0.0.1:\(try Loopback.freePort())\"")
    #expect(try shop.run("doctor").output.contains("BAD   public address: nothing listens at"))
  }

  @Test func aPollerIsSeenWhileItRunsAndMissedWhenItDied() throws {
    let shop = try RunningShop()
    #expect(try shop.run("doctor").output.contains("ok    poller: each open desk ingests"))
    let poller = try shop.start("poll", "--watch")
    try waitUntil("the poller is seen") {
      try shop.run("status").output.contains("ok    poller: kaunta poll --watch runs")
    }
    poller.process.signal(SIGKILL)
    _ = try poller.waitForExit()
    let status = try shop.run("status")
    #expect(status.code == 1)
    #expect(status.output.contains("look  poller: kaunta poll --watch has died"), "\(status.output)")
  }

  @Test func statusIsWellOrSaysWhatIsToLookAt() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("books.sqlite")).code == 0)
    let well = try shop.run("status", "--json")
    #expect(well.code == 0, "\(well.output)\(well.errors)")
    let object = try JSONValue(parsing: try #require(well.lines.first))
    #expect(object["well"]?.bool == true)
    #expect(object["paid_today"]?.integer == 1)
    #expect(object["paid_today_shillings"]?.integer == 50)
    #expect(object["listener"]?["alive"]?.bool == true)
    #expect(object["last_backup"]?.string != nil)
    #expect(try shop.run("status").lines.last == "status: all is well")
    try shop.write("no callback\n", to: "spool/odd/planted")
    let bad = try shop.run("status", "--json")
    #expect(bad.code == 1)
    #expect(try JSONValue(parsing: try #require(bad.lines.first))["unmatched"]?["count"]?.integer == 1)
    for text in [well.output, bad.output] { #expect(!text.contains("12345678")) }
  }

  @Test func troubleIsToldOnceByTheCommandOfTheSettings() throws {
    let shop = try RunningShop()
    let told = shop.pathBeside("told")
    try shop.write("#!/bin/sh\necho \"$1: $2\" >> \(told)\n", to: "tell")
    chmod(shop.path("tell"), 0o700)
    try shop.settings.set("alerts.command", "\"\(shop.path("tell"))\"")
    try shop.settings.set("alerts.mail", "\"\"")
    #expect(try shop.run("alert", "--test").output == "told: \(shop.path("tell"))\n")
    #expect(readTextFile(told)?.contains("test: ") == true)
    try shop.write("no callback\n", to: "spool/odd/planted")
    for _ in 0..<4 { #expect(try shop.run("alert").code == 0) }
    let lines = (readTextFile(told) ?? "").split(separator: "\n").filter { $0.hasPrefix("unmatched: ") }
    #expect(lines.count == 1, "\(lines)")
    // A second one does not hide behind the first.
    try shop.write("no callback\n", to: "spool/odd/planted-too")
    for _ in 0..<2 { #expect(try shop.run("alert").code == 0) }
    let more = (readTextFile(told) ?? "").split(separator: "\n").filter { $0.hasPrefix("unmatched: ") }
    #expect(more.count == 2 && more.last?.contains("2 kept for a person") == true, "\(more)")
    #expect(unlink(shop.path("spool/odd/planted-too")) == 0)
    // A command that fails is said, and it is told again when it works.
    #expect(unlink(shop.path("spool/odd/planted")) == 0)
    #expect(try shop.run("alert").code == 0)
    try shop.write("no callback\n", to: "spool/odd/planted")
    #expect(chmod(shop.path("tell"), 0o600) == 0)
    _ = try shop.run("alert")
    #expect(try shop.run("alert").code == 1)
    #expect(chmod(shop.path("tell"), 0o700) == 0)
    #expect(try shop.run("alert").code == 0)
    let again = (readTextFile(told) ?? "").split(separator: "\n").filter { $0.hasPrefix("unmatched: ") }
    #expect(again.count == 3, "\(again)")
  }

  @Test func aSpoolThatCannotBeOpenedIsSaidAndHidesNothingElse() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    // Something else lies in the place of one of its directories.
    #expect(rename(shop.path("spool/odd"), shop.pathBeside("odd")) == 0)
    try shop.write("no directory\n", to: "spool/odd")
    let status = try shop.run("status", "--json")
    #expect(status.code == 1)
    let object = try JSONValue(parsing: try #require(status.lines.first))
    #expect(object["unmatched"] == .null)
    #expect(object["paid_today"]?.integer == 1)
    let findings = try #require(object["findings"]?.array)
    #expect(findings.contains { $0["part"]?.string == "spool" && $0["state"]?.string == "bad" }, "\(status.output)")
    #expect(!findings.contains { $0["part"]?.string == "unmatched" })
    let page = try shop.run("metrics")
    #expect(page.lines.contains("kaunta_up 0") && page.lines.contains("kaunta_paid_today 1"))
    _ = try shop.run("alert")
    #expect(try shop.run("alert").output.contains("spool: "))
  }

  @Test func aReaderThatGoesAwayKeepsNobodyFromBeingTold() throws {
    let shop = try RunningShop()
    let told = shop.pathBeside("told")
    try shop.write("#!/bin/sh\necho \"$1: $2\" >> \(told)\nexit 127\n", to: "tell")
    chmod(shop.path("tell"), 0o700)
    try shop.settings.set("alerts.command", "\"\(shop.path("tell"))\"")
    try shop.settings.set("alerts.mail", "\"\"")
    try shop.write("no callback\n", to: "spool/odd/planted")
    #expect(try shop.run("alert").code == 0)
    let command = #"("$0" alert --home "$1"; echo $? >"$2") 2>"$3" | exec true"#
    let (code, errors) = (shop.pathBeside("code"), shop.pathBeside("errors"))
    _ = try PipedProgram.run(
      "/bin/sh", arguments: ["-c", command, try Kaunta.path, shop.home, code, errors], timeoutSeconds: 120)
    #expect(readTextFile(told)?.contains("unmatched: ") == true, "it was ended before it could tell")
    // And a program that is there and ends with 127 is no missing one.
    #expect(readTextFile(code) == "1\n")
    #expect(readTextFile(errors)?.contains("exit code 127") == true)
  }

  @Test func figuresAreAnsweredOnOnePathAndHoldNobodysPhone() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let page = try shop.run("metrics")
    #expect(page.lines.contains("kaunta_paid_today_shillings 50"))
    #expect(page.lines.contains("kaunta_listener_up 1"))
    #expect(!page.output.contains("12345678"))
    try waitUntil("the next heartbeat has counted") {
      try shop.run("metrics").lines.contains(#"kaunta_listener_requests_total{result="accepted"} 1"#)
    }
    func answer(_ request: String) throws -> String {
      let ran = try PipedProgram.run(
        try Kaunta.path, arguments: ["metrics", "--http", "--home", shop.home], input: request, timeoutSeconds: 120)
      return ran.output
    }
    #expect(try answer("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(try answer("GET / HTTP/1.1\r\nHost: h\r\n\r\n").hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    #expect(try answer("POST /metrics HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    #expect(try answer("GET /metrics") == "")
  }

  @Test func underSystemdALineHasItsPriority() throws {
    let place = try TemporaryDirectory()
    let journal = place.path(of: "journal")
    close(open(journal, O_WRONLY | O_CREAT, 0o600))
    var facts = stat()
    #expect(stat(journal, &facts) == 0)
    for (stream, prefix) in [("\(facts.st_dev):\(facts.st_ino)", "<3>kaunta: "), ("8:1", "kaunta: ")] {
      #expect(truncate(journal, 0) == 0)
      let command = #"exec "$0" poll --home "$1" 2>>"$2""#
      let ran = try PipedProgram.run(
        "/bin/sh", arguments: ["-c", command, try Kaunta.path, place.path(of: "none"), journal],
        environment: ["JOURNAL_STREAM": stream])
      #expect(ran.status == .exited(code: 78))
      #expect(readTextFile(journal)?.hasPrefix(prefix) == true, "\(stream): \(readTextFile(journal) ?? "")")
    }
  }

  private static func findings(_ doctor: CommandResult) throws -> [JSONValue] {
    let object = try JSONValue(parsing: try #require(doctor.lines.first))
    return try #require(object["findings"]?.array)
  }
}
