import ArgumentParser
import CanonicalJSON
import Ledger
import Payments

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

  @Option(name: .long, help: ArgumentHelp("How long --wait waits.", valueName: "S", visibility: .hidden))
  var waitSeconds = 150

  @Option(name: .long, help: ArgumentHelp("The same key is the same payment, for ever.", valueName: "KEY"))
  var once: String?

  @Flag(name: .long, help: "Ask although a guard says no: another attempt at the same sale.")
  var again = false

  @Flag(name: .long, help: "With --again: what stands in the way was for other goods.")
  var anotherSale = false

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let request = try PushRequestArguments(phone: phone, amount: amount, reference: reference)
    guard waitSeconds >= 0, waitSeconds <= 86_400 else {
      throw fail("--wait=S takes 0 to 86400 seconds.", Exit.usage)
    }
    if anotherSale, !again { throw fail("--another-sale only goes with --again.", Exit.usage) }
    let settings = try homeOption.settings()
    if request.amount > settings.desk.amountLimit {
      throw fail("--amount: " + AmountError.tooLarge(limit: settings.desk.amountLimit).sentence.english, Exit.usage)
    }
    let shop = try OpenShop(settings, till: .commandLine)
    defer { shop.close() }
    let session = PushSession(shop: shop)
    let draft = PaymentDraft(
      id: RandomIdentifiers().paymentID(at: shop.clock.now()), till: .commandLine, cashier: Person.loginName,
      phone: request.phone, amount: request.amount, reference: request.reference,
      confirmAbove: settings.desk.confirmAbove, onceKey: once)
    let (payment, isNew) = try record(draft, session)
    do {
      var summary = payment
      if isNew { summary = try session.send(payment.id) }
      if wait { summary = try session.wait(for: payment.id, seconds: waitSeconds) }
      report(summary, shop)
      if shop.worker.hasUnsavedEvidence {
        throw fail(
          "the request went out, and the ledger does not take its answer. Do not ask again: look at the customer's "
            + "phone, free space, and call the owner.", Exit.notWritable)
      }
      let code =
        !wait && summary.status.standing == .waiting ? 0 : Exit.code(of: summary, at: shop.clock.now())
      if code != 0 { throw ExitCode(code) }
    } catch let error as any ExplainedError {
      throw fail(error.sentence, Exit.notWritable)
    }
  }

  private func record(
    _ draft: PaymentDraft, _ session: PushSession
  ) throws -> (payment: PaymentSummary, isNew: Bool) {
    do {
      switch try session.record(draft, override) {
      case .recorded(let payment): return (payment, true)
      case .alreadyRecorded(let payment):
        try requireSame(payment, as: draft)
        return (payment, false)
      case .blocked(let block): throw blocked(block, session)
      }
    } catch let error as LedgerError {
      if case .restoredLately = error { throw fail(error.sentence, Exit.blocked) }
      throw fail(error.sentence, Exit.notWritable)
    } catch let error as any ExplainedError {
      throw fail(error.sentence, Exit.notWritable)
    }
  }

  /// A key that comes again with other money is a mistake of the caller's; what it got must not be told as an answer.
  private func requireSame(_ payment: PaymentSummary, as draft: PaymentDraft) throws {
    if payment.amount == draft.amount, payment.phone == nil || payment.phone == draft.phone { return }
    throw fail(
      "--once: this key belongs to payment \(payment.id.hex), for another phone or amount. Nothing was sent. Give each "
        + "sale a key of its own.", Exit.usage)
  }

  private var override: PushSession.Override {
    if !again { return .none }
    return anotherSale ? .anotherSale : .sameSale
  }

  private func blocked(_ block: GuardBlock, _ session: PushSession) -> ExitCode {
    let payment = block.payment
    let report = PaymentReport(payment: payment, now: session.shop.clock.now())
    if json {
      let object: JSONObject = [
        "blocked": .string(block.reason.rawValue), "by": .object(report.json),
      ]
      Output.line(JSONValue.object(object).compactText)
    }
    let why =
      switch block.reason {
      case .livePrompt: "this phone may still show a prompt"
      case .sameAgain: "the same phone and amount were asked a moment ago"
      case .unresolvedAttempt: "an attempt at the same sale has no answer yet"
      }
    return fail(
      "\(why): payment \(payment.id.hex), number \(payment.number) at till \(payment.till.number), asked at "
        + "\(EastAfricaTime(payment.recordedAt).hourAndMinute). Nothing was sent. --again asks all the same.",
      Exit.blocked)
  }

  private func report(_ payment: PaymentSummary, _ shop: OpenShop) {
    let report = PaymentReport(payment: payment, now: shop.clock.now())
    if json { return Output.line(JSONValue.object(report.json).compactText) }
    Output.line(report.line)
    for line in report.explanation(toWhoAsked: true) { Output.line("  " + line) }
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
