import BlockingTests
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// `kaunta push` against a real simulator, listener, spool and ledger.
@Suite(.serialized, .onOwnThreads) struct PushTests {
  @Test func anOrdinaryCustomerPays() throws {
    let shop = try RunningShop()
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait", "--json")
    #expect(pushed.code == 0)
    #expect(pushed.errors == "")
    let payment = try PrintedPayment(line: try #require(pushed.lines.first))
    #expect(pushed.lines.count == 1)
    #expect(
      payment.object.members.map(\.name) == [
        "payment", "number", "till", "standing", "flags", "settled", "receipt", "result_code", "phone", "amount",
        "reference", "asked_at", "answered_at", "counts_on", "by_supervisor_on", "by_supervisor",
        "cashier", "decided_by",
      ])
    #expect(payment.standing == "paid")
    #expect(payment.flags == [])
    #expect(payment.resultCode == "0")
    #expect(payment.number == 1)
    #expect(payment.till == 0)
    #expect(payment.amount == 50)
    #expect(payment.object["settled"] == .bool(false))
    #expect(payment.object["counts_on"]?.string == payment.object["answered_at"]?.string.map { String($0.prefix(10)) })
    #expect(payment.object["phone"]?.string == "0712***678")
    for name in ["asked_at", "answered_at"] {
      let time = try #require(payment.object[name]?.string)
      #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00/) != nil, "\(time)")
    }

    let paid = try #require(try shop.simulator.paid().first)
    #expect(paid.isAbout(payment))
    #expect(paid.receipt == payment.receipt)
    let listed = try #require(try shop.payments().first)
    #expect(listed.object == payment.object)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func everyRefusalOfACustomerIsNotPaidWithItsCode() throws {
    let shop = try RunningShop()
    // 10 is for what is surely over: after these two money may still come.
    let mayStillBePaid = ["1037", "1019"]
    for (phone, code) in [
      ("0700001032", "1032"), ("0700002001", "2001"), ("0700001037", "1037"), ("0700001019", "1019"),
      ("0700001001", "1001"), ("0700000001", "1"),
    ] {
      let pushed = try shop.run("push", "--phone", phone, "--amount", "50", "--wait", "--json")
      let payment = try PrintedPayment(line: try #require(pushed.lines.first))
      #expect(pushed.code == (mayStillBePaid.contains(code) ? 13 : 10), "\(code)")
      #expect(payment.standing == "not-paid", "\(code)")
      #expect(payment.resultCode == code)
      #expect(payment.receipt == nil)
    }
    #expect(try shop.simulator.paid().isEmpty)
  }

  @Test func withoutWaitItIsTakenAndResolvedLater() throws {
    let shop = try RunningShop()
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--reference", "Table4", "--json")
    #expect(pushed.code == 0)
    let asked = try PrintedPayment(line: try #require(pushed.lines.first))
    #expect(asked.standing == "waiting")
    #expect(asked.object["reference"]?.string == "Table4")
    #expect(asked.object["answered_at"] == .null)
    try waitUntil("paid") {
      #expect(try shop.run("poll").code == 0)
      return try shop.payments().first?.standing == "paid"
    }
    #expect(try shop.payments().first?.receipt == shop.simulator.paid().first?.receipt)
  }

  @Test func theSameOnceKeyIsTheSamePayment() throws {
    let shop = try RunningShop()
    let first = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "sale-7", "--wait", "--json")
    let second = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "sale-7", "--wait", "--json")
    #expect(first.code == 0)
    #expect(second.code == 0)
    var repeated = try PrintedPayment(line: try #require(second.lines.first)).object
    #expect(repeated["repeated"] == .bool(true))
    repeated["repeated"] = nil
    let once = try PrintedPayment(line: try #require(first.lines.first)).object
    #expect(repeated == once, "nothing else differs")
    let told = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "sale-7")
    #expect(told.output.contains("This key of --once was used before"), "\(told.output)")
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.payments().count == 1)
  }

  /// `--once "$ORDER"` with nothing in it would be one key for every sale.
  @Test func aBlankOnceKeyIsAMistakeAndSendsNothing() throws {
    let shop = try RunningShop(listens: false)
    for key in ["", " ", "\t\n", "\u{A0}\u{3000}", "\u{200B}\u{FEFF}", "\u{2800}", "\u{3164}", "\u{301}", "\u{FFFD}"] {
      let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait", "--once", key)
      #expect(pushed.code == 64, "\(key.unicodeScalars.map(\.value))")
      #expect(pushed.errors.contains("--once: this key is blank"), "\(pushed.errors)")
      #expect(pushed.output.isEmpty)
    }
    #expect(try shop.simulator.prompts().isEmpty)
    #expect(try shop.payments().isEmpty)
  }

  /// A key is its bytes: what is UTF-8 and shows something is one, whatever its script.
  @Test func aOnceKeyMayBeOfAnyScriptAndMustBeText() throws {
    let shop = try RunningShop()
    for (number, key) in ["duka-№7", "مبيعات ١", "売上-1", "é", "e\u{301}", "🧾"].enumerated() {
      let phone = "071234567\(number)"
      #expect(try shop.run("push", "--phone", phone, "--amount", "50", "--once", key, "--wait").code == 0, "\(key)")
      let again = try shop.run("push", "--phone", phone, "--amount", "50", "--once", key, "--json")
      #expect(again.code == 0, "\(key): \(again.errors)")
      #expect(try PrintedPayment(line: try #require(again.lines.first)).object["repeated"] == .bool(true), "\(key)")
    }
    let sold = try shop.payments().count
    // Two of them would be one key once repaired. Only a shell can pass such bytes.
    for bytes in ["INV-\\377", "\\200", "\\303"] {
      let ran = try PipedProgram.run(
        "/bin/sh",
        arguments: [
          "-c", "exec \"$0\" push --home \"$1\" --phone 0733000001 --amount 50 --json --once \"$(printf '\(bytes)')\"",
          try Kaunta.path, shop.home,
        ])
      #expect(ran.status == .exited(code: 64), "\(bytes): \(ran.output)\(ran.errors)")
      #expect(ran.errors.contains("is not UTF-8"), "\(ran.errors)")
      #expect(try JSONValue(parsing: ran.output)["sent"] == .bool(false))
    }
    for arguments in [["--once="], ["--once", ""]] {
      let ran = try PipedProgram.run(
        try Kaunta.path,
        arguments: ["push", "--home", shop.home, "--phone", "0733000001", "--amount", "50"] + arguments)
      #expect(ran.status == .exited(code: 64))
      #expect(ran.errors.contains("--once: this key is blank"), "\(arguments): \(ran.errors)")
    }
    #expect(try shop.payments().count == sold)
  }

  /// How long to wait may stand behind a sign of equality or behind a space.
  @Test func waitTakesItsSecondsEitherWay() throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    for (phone, wait) in [("0712345670", ["--wait=1"]), ("0712345671", ["--wait", "1"])] {
      let began = Deadline.now
      let ran = try PipedProgram.run(
        try Kaunta.path, arguments: ["push", "--home", shop.home, "--phone", phone, "--amount", "50"] + wait)
      #expect(ran.status == .exited(code: 11), "\(wait): \(ran.errors)")
      #expect(Deadline.now - began < 30_000)
    }
    for wait in ["--wait=", "--wait=-1", "--wait=86401", "--wait=1.5"] {
      let ran = try shop.run("push", "--phone", "0712345672", "--amount", "50", wait)
      #expect(ran.code == 64)
      #expect(ran.errors.contains("--wait=S takes"), "\(wait): \(ran.errors)")
    }
    #expect(try shop.simulator.prompts().count == 2)
  }

  /// 150 s are longer than the two minutes of a guard that counted from recording.
  @Test func theSameOnceMoreWhileNobodyKnowsIsStoppedHoweverOldItIs() throws {
    // Their prompts are answered by nobody, and no query says more than "pending".
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let first = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait=1")
    #expect(first.code == 11)
    let blocked = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait=1", "--json")
    #expect(blocked.code == 75)
    #expect(try shop.simulator.prompts().count == 1)
    // Over the guard it is one sale with the first, so that both paid are PAID TWICE.
    let again = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--again", "--wait=1")
    #expect([10, 11].contains(again.code), "\(again.output)")
    let newest = try #require(try shop.payments().first)
    let decisions = try shop.evidence(of: newest.id).filter { $0["kind"]?.string == "decision" }
    let decision = try #require(decisions.first)
    #expect(decision["why"]?.string == "asked again for the same sale")
  }

  @Test func aOnceKeyForOtherMoneyIsAMistakeAndNoAnswer() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "sale-7", "--wait").code == 0)
    for (phone, amount) in [("0712345678", "5000"), ("0722000111", "50")] {
      let other = try shop.run("push", "--phone", phone, "--amount", amount, "--once", "sale-7", "--wait")
      #expect(other.code == 64)
      #expect(other.output.isEmpty)
      #expect(other.errors.contains("Nothing was sent"), "\(other.errors)")
      #expect(!other.errors.contains(phone))
    }
    #expect(try shop.simulator.prompts().count == 1)
  }

  @Test func aLivePromptBlocksAndNamesItsPayment() throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50").code == 0)
    let first = try #require(try shop.payments().first)
    let blocked = try shop.run("push", "--phone", "0712345678", "--amount", "60", "--wait", "--json")
    #expect(blocked.code == 75)
    #expect(blocked.errorLines.count == 1)
    #expect(blocked.errors.contains(first.id))
    #expect(blocked.errors.contains("Nothing was sent"))
    #expect(blocked.errors.contains("--again"))
    let told = try JSONValue(parsing: try #require(blocked.lines.first))
    #expect(told["blocked"]?.string == "live-prompt")
    #expect(told["by"]?["payment"]?.string == first.id)
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.payments().count == 1)
  }

  @Test func theSameSumAgainNeedsAWord() throws {
    // The customers of faults may pay the same sum twice within two minutes.
    let shop = try RunningShop()
    let request = ["--phone", "0799000041", "--amount", "50", "--wait"]
    #expect(try shop.run("push", request[0], request[1], request[2], request[3], request[4]).code == 0)
    let blocked = try shop.run("push", request[0], request[1], request[2], request[3], request[4])
    #expect(blocked.code == 75)
    #expect(try shop.simulator.prompts().count == 1)
    let again = try shop.run(
      "push", request[0], request[1], request[2], request[3], request[4], "--again", "--another-sale")
    #expect(again.code == 0)
    #expect(try shop.simulator.paid().count == 2)
    #expect(try shop.payments().allSatisfy { !$0.flags.contains("twice") }, "two sales")
    let alone = try shop.run("push", request[0], request[1], request[2], request[3], "--another-sale")
    #expect(alone.code == 64)
  }

  @Test func askingAgainIsTheSameSale() throws {
    let shop = try RunningShop()
    let first = try shop.run("push", "--phone", "0799000041", "--amount", "50", "--wait")
    #expect(first.output.contains("PAID U"), "\(first.errors)")
    let second = try shop.run("push", "--phone", "0799000041", "--amount", "50", "--wait", "--again")
    #expect(second.output.contains("PAID TWICE"), "\(second.errors)")
    #expect(try shop.payments().map { $0.flags.contains("twice") } == [true, true])
  }

  /// Its own commit of the first wakes it; what another till was given time for is taken all the same.
  @Test func onePollTakesWhatEveryTillLeft() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    desk.process.signal(SIGTERM)
    #expect(try desk.waitForExit() == .exited(code: 143))
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "60").code == 0)
    for phone in ["0712345678", "0722000001"] { try shop.simulator.customer(phone, does: "pay") }
    try waitUntil("both answers are kept") {
      try shop.filesIn("spool").filter { $0.hasPrefix("new/") }.count == 2
    }
    #expect(try shop.run("poll").code == 0)
    #expect(try shop.payments().map(\.standing) == ["paid", "paid"])
    #expect(try !shop.filesIn("spool").contains { $0.hasPrefix("new/") })
  }

  @Test func whereNobodyTakesTheAnswersItIsSaidBeforeAnythingIsSent() throws {
    let shop = try RunningShop(answerAfterSeconds: 50, listens: false)
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--json")
    #expect(pushed.code == 0, "it is sent, as at a desk whose cashier was told")
    #expect(pushed.errors.contains("kaunta: no listener was ever seen at this home"), "\(pushed.errors)")
    let payment = try PrintedPayment(line: try #require(pushed.lines.first))
    #expect(payment.object["warning"]?.string?.contains("Start `kaunta listen`.") == true)
    try shop.startListener()
    let told = try shop.run("push", "--phone", "0722000001", "--amount", "60", "--json")
    #expect(told.errors.isEmpty)
    #expect(try PrintedPayment(line: try #require(told.lines.first)).object["warning"] == nil)
  }

  @Test func whoWaitsNoLongerIsTold() throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait=1")
    #expect(pushed.code == 11)
    #expect(pushed.output.contains("waiting"))
    #expect(pushed.output.contains("Not paid yet."))
  }

  @Test func aTillThatAsksTooManyPhonesInAMinuteIsTold() throws {
    let shop = try RunningShop(answerAfterSeconds: 50, settings: [("desk.phones_per_minute", "3")])
    for phone in ["0712345670", "0712345671", "0712345672"] {
      #expect(try shop.run("push", "--phone", phone, "--amount", "50").code == 0)
    }
    for more in ["--json", "--again"] {
      let fourth = try shop.run("push", "--phone", "0712345673", "--amount", "50", more)
      #expect(fourth.code == 75)
      #expect(
        fourth.errors.contains("Ask again in ") && fourth.errors.contains("phones_per_minute"), "\(fourth.errors)")
      if let line = fourth.lines.first {
        let told = try JSONValue(parsing: line)
        #expect(told["blocked"]?.string == "till-pace")
        #expect((1...60).contains(told["wait_seconds"]?.integer ?? 0))
      }
    }
    #expect(try shop.simulator.prompts().count == 3)
  }
}
