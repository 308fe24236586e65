import ArgumentParser
import CanonicalJSON
import Ledger
import Payments
import Shop
import Wording

/// `kaunta push`: one payment without a screen, as till 0.
struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Ask one phone for money, without a screen.",
    discussion: """
      Exit codes with --wait: 0 paid, and without an alarm; 10 surely not paid, refused or not sent; 11 check, unknown or still waiting; 12 \
      held, by hand, or money that came late, twice or from a wrong number; 13 not paid so far, and money may still \
      come; 64 wrong use; 74 ledger or spool not writable; 75 stopped by a guard (--again overrides: the same sale; with --another-sale: other goods); 78 settings. \
      Without --wait: 0 once Safaricom has taken the request.
      """)

  @OptionGroup var homeOption: HomeOption

  @Option(name: .long, help: ArgumentHelp("The customer's phone; - reads it from standard input.", valueName: "P"))
  var phone: String

  @Option(name: .long, help: ArgumentHelp("Whole shillings.", valueName: "A"))
  var amount: String

  @Option(name: .long, help: ArgumentHelp("What the customer's SMS shows: 12 letters and digits.", valueName: "R"))
  var reference: String?

  @Flag(name: .long, help: "Wait for the outcome, 150 seconds; --wait=S waits S seconds.")
  var wait = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How long --wait waits.", valueName: "S", visibility: .hidden))
  var waitSeconds = "150"

  @Option(name: .long, help: ArgumentHelp("The same key is the same payment, for ever.", valueName: "KEY"))
  var once: String?

  @Flag(name: .long, help: "Ask although a guard says no: another attempt at the same sale.")
  var again = false

  @Flag(name: .long, help: "With --again: what stands in the way was for other goods.")
  var anotherSale = false

  @Flag(name: .long, help: "Print one JSON object, for failures too.")
  var json = false

  func run() throws {
    let startedAt = SystemClock().programStart()
    let ending = PushEnding(json: json)
    defer { ending.isTold() }
    let request = try PushRequestArguments(phone: phone, amount: amount, reference: reference)
    guard let waitSeconds = Int(waitSeconds), (0...86_400).contains(waitSeconds) else {
      throw fail("--wait=S takes 0 to 86400 seconds. Nothing was sent.", Exit.usage)
    }
    if anotherSale, !again { throw fail("--another-sale only goes with --again.", Exit.usage) }
    let onceKey = try self.onceKey()
    let settings = try homeOption.settings()
    if request.amount > settings.desk.amountLimit {
      throw fail("--amount: " + AmountError.tooLarge(limit: settings.desk.amountLimit).sentence.english, Exit.usage)
    }
    let shop = try OpenShop(settings, till: .commandLine, patience: .ofPush(startedAt: startedAt, ending)) {
      ending.requestBegins()
    }
    defer { shop.close() }
    let id = RandomIdentifiers().paymentID(at: startedAt)
    var session = PushSession(shop.worker, HomeWatch(shop), startedAt: startedAt, payment: id)
    let draft = PaymentDraft(
      id: id, till: .commandLine, cashier: Person.loginName,
      phone: request.phone, amount: request.amount, reference: request.reference,
      confirmAbove: settings.desk.confirmAbove, onceKey: onceKey, phonesPerMinute: settings.desk.phonesPerMinute)
    let (payment, isNew) = try record(draft, &session, shop)
    // From here on nothing is told as if nothing had been sent.
    if isNew {
      ending.isRecorded(payment)
      if let warning = session.surroundings.warning(at: shop.clock.now()) {
        Output.error("kaunta: \(warning)")
        ending.add("warning", .string(warning))
      }
      session.send(payment.id)
      while let pause = session.keepAnswer(of: payment.id) { ending.follow(session, pausing: pause) }
    }
    if !isNew { ending.add("repeated", .bool(true)) }
    ending.follow(session)
    if wait {
      session.beginWaiting(for: payment.id, seconds: waitSeconds)
      while let pause = session.turn(for: payment.id) { ending.follow(session, pausing: pause) }
    }
    ending.isTold()
    let known = session.known?.payment ?? payment
    // Words of what was known before would stand against an answer that nobody can weigh yet.
    let words =
      session.answerIsUnweighed
      ? [
        "An answer of Safaricom's has come, and the ledger cannot be read to weigh it: it may be paid, or not.",
        "Hand over nothing on it yet, and do not ask again.", "`kaunta payment \(known.id.hex)` says it later.",
      ] : nil
    report(known, isRepeated: !isNew, words, session.ledgerTrouble, shop, besides: ending.members)
    let end = wait ? PushEnd(of: known, at: shop.clock.now()) : session.endUnlessWaited(known)
    if end != .done { throw ExitCode(end.rawValue) }
  }

  private func onceKey() throws -> OnceKey? {
    guard let once else { return nil }
    if let key = OnceKey(once) { return key }
    throw fail(
      "--once: this key is blank, or not UTF-8; every sale would have the same one. Nothing was sent. Give each sale a "
        + "key of its own, such as its order number.", Exit.usage)
  }

  private func record(
    _ draft: PaymentDraft, _ session: inout PushSession<HomeWatch>, _ shop: OpenShop
  ) throws -> (payment: PaymentSummary, isNew: Bool) {
    switch try session.record(draft, override) {
    case .recorded(let payment): return (payment, true)
    case .alreadyRecorded(let payment):
      try requireSame(payment, as: draft)
      return (payment, false)
    case .recordedBeforeRestore(let lost): throw try told(lost, as: draft)
    case .blocked(let block): throw blocked(block, at: shop.clock.now())
    }
  }

  /// The key was used before a backup took the ledger's place: it was asked for, and what became of it is not known.
  private func told(_ lost: LostPayment, as draft: PaymentDraft) throws -> CommandFailure {
    if lost.amount != draft.amount { throw otherMoney(lost.id) }
    return fail(
      "--once: this key was used before, for payment \(lost.id.hex), number \(lost.number) at till \(lost.till.number) of "
        + "\(lost.day.text), in a ledger that a backup has replaced since; it was \(lost.standing.rawValue) there. Nothing "
        + "was sent now, and what became of it is not known here. Look for it in the M-Pesa statement before anything is "
        + "asked again.", Exit.check, named: "lost-in-restore",
      [
        "payment": .string(lost.id.hex), "number": .integer(lost.number), "till": .integer(lost.till.number),
        "standing": .string(Standing.unknown.rawValue), "amount": .integer(lost.amount.count), "repeated": .bool(true),
        "standing_before_restore": .string(lost.standing.rawValue),
      ])
  }

  /// A key that comes again with other money is a mistake of the caller's; what it got must not be told as an answer.
  private func requireSame(_ payment: PaymentSummary, as draft: PaymentDraft) throws {
    if !draft.asksForOtherMoney(than: payment) { return }
    throw otherMoney(payment.id)
  }

  private func otherMoney(_ id: PaymentID) -> CommandFailure {
    fail(
      "--once: this key belongs to payment \(id.hex), for another phone or amount. Nothing was sent. Give each sale a "
        + "key of its own.", Exit.usage, named: "once-key-of-other-money", ["payment": .string(id.hex)])
  }

  private var override: PushSession<HomeWatch>.Override {
    if !again { return .none }
    return anotherSale ? .anotherSale : .sameSale
  }

  private func blocked(_ block: GuardBlock, at now: Moment) -> CommandFailure {
    if block.reason == .tillPace { return tooFast(block) }
    let payment = block.payment
    let report = PaymentReport(payment: payment, now: now)
    let why =
      switch block.reason {
      case .livePrompt: "this phone may still show a prompt"
      case .sameAgain where payment.status.endedAt == nil:
        "the same phone and amount were asked, and that payment has no answer yet"
      case .sameAgain: "the same phone and amount were asked, and that payment ended a moment ago"
      case .unresolvedAttempt: "an attempt at the same sale has no answer yet"
      case .tillPace: "too many phones were asked in a minute"
      }
    let number = payment.spokenNumber(at: now)
    return fail(
      "\(why): payment \(payment.id.hex), number \(number.english) at till \(payment.till.number), asked at "
        + "\(EastAfricaTime(payment.recordedAt).hourAndMinute). Nothing was sent. --again asks all the same.",
      Exit.blocked, ["blocked": .string(block.reason.rawValue), "by": .object(report.json)])
  }

  /// No word of the caller's opens it: a script that ran wild would give that word as well.
  private func tooFast(_ block: GuardBlock) -> CommandFailure {
    let seconds = ((block.waitMilliseconds ?? 0) + 999) / 1000
    return fail(
      "this till has asked as many phones within a minute as it may (phones_per_minute in kaunta.toml). Nothing was sent. "
        + "Ask again in \(seconds) s.", Exit.blocked,
      ["blocked": .string(block.reason.rawValue), "wait_seconds": .integer(seconds)])
  }

  private func report(
    _ payment: PaymentSummary, isRepeated: Bool, _ words: [String]?, _ trouble: Phrase?, _ shop: OpenShop,
    besides: JSONObject
  ) {
    let report = PaymentReport(payment: payment, now: shop.clock.now())
    if json {
      var object = report.json
      if payment.standing(at: shop.clock.now()) != .paid {
        object["message"] = .string((words ?? report.explanation()).joined(separator: " "))
      }
      for (name, value) in besides.members { object[name] = value }
      if let trouble { object["trouble"] = .string(trouble.english) }
      Output.line(JSONValue.object(object).compactText)
    } else {
      Output.line(report.line)
      for line in words ?? report.explanation(toWhoAsked: !isRepeated) { Output.line("  " + line) }
      if isRepeated {
        Output.line(
          "  This key of --once was used before: this is the payment that it belongs to. Nothing new was asked for.")
      }
    }
    if let trouble { Output.error("kaunta: payment \(payment.id.hex): \(trouble.english)") }
  }
}

/// What was typed, checked before anything is opened; no message repeats the phone.
private struct PushRequestArguments {
  let phone: PhoneNumber
  let amount: Shillings
  let reference: AccountReference?

  init(phone: String, amount: String, reference: String?) throws {
    let typed = phone == "-" ? readLine(strippingNewline: true) ?? "" : phone
    switch PhoneNumber.parse(typed) {
    case .success(let parsed): self.phone = parsed
    case .failure(let error): throw fail("--phone: " + error.sentence.english, Exit.usage)
    }
    switch Shillings.parse(amount) {
    case .success(let parsed): self.amount = parsed
    case .failure(let error): throw fail("--amount: " + error.sentence.english, Exit.usage)
    }
    guard let reference else {
      self.reference = nil
      return
    }
    switch AccountReference.parse(reference) {
    case .success(let parsed): self.reference = parsed
    case .failure(let error): throw fail("--reference: " + error.sentence.english, Exit.usage)
    }
  }
}
