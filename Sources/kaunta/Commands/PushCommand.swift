import ArgumentParser
import CommandText
import Payments
import Shop

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
    let request = try PushRequestArguments(
      phone: phone == "-" ? readLine(strippingNewline: true) ?? "" : phone, amount: amount, reference: reference,
      waitSeconds: waitSeconds, once: once)
    if anotherSale, !again { throw fail("--another-sale only goes with --again.", Exit.usage) }
    let settings = try homeOption.settings()
    if request.amount > settings.desk.amountLimit {
      throw fail("--amount: " + AmountError.tooLarge(limit: settings.desk.amountLimit).sentence.english, Exit.usage)
    }
    let shop = try OpenShop(
      settings, till: .commandLine, patience: .ofPush(startedAt: startedAt, ending),
      log: { ShopLog.note($0, from: "push", settings) }, beforePush: { ending.requestBegins() })
    defer { shop.close() }
    let id = RandomIdentifiers().paymentID(at: startedAt)
    var session = PushSession(
      shop.worker, HomeWatch(shop), startedAt: startedAt, payment: id, waitSeconds: wait ? request.waitSeconds : nil)
    let draft = PaymentDraft(
      id: id, till: .commandLine, cashier: Person.loginName,
      phone: request.phone, amount: request.amount, reference: request.reference,
      confirmAbove: settings.desk.confirmAbove, onceKey: request.onceKey,
      phonesPerMinute: settings.desk.phonesPerMinute)
    let (payment, isNew) = try record(draft, &session, shop)
    // From here on nothing is told as if nothing had been sent.
    if isNew {
      ending.isRecorded(payment)
      let now = shop.clock.now()
      if let warning = ListenerWarning.words(
        session.surroundings.listenerReport(at: now), isServer: settings.isServer, at: now)
      {
        Output.error("kaunta: \(warning)")
        ending.add("warning", .string(warning))
      }
    } else {
      ending.add("repeated", .bool(true))
    }
    let end = drive(&session, ending)
    ending.isTold()
    let known = session.known?.payment ?? payment
    report(
      PushReport(
        known, isRepeated: !isNew, answerIsUnweighed: session.answerIsUnweighed, trouble: session.ledgerTrouble,
        members: ending.members, at: shop.clock.now()))
    if end != .done { throw ExitCode(end.rawValue) }
  }

  private func drive(_ session: inout PushSession<HomeWatch>, _ ending: PushEnding) -> PushEnd {
    while true {
      let step = session.next()
      ending.follow(session)
      switch step {
      case .wait(let milliseconds): session.surroundings.wait(milliseconds: milliseconds)
      case .ended(let end): return end
      }
    }
  }

  private func record(
    _ draft: PaymentDraft, _ session: inout PushSession<HomeWatch>, _ shop: OpenShop
  ) throws -> (payment: PaymentSummary, isNew: Bool) {
    switch try session.record(draft, override) {
    case .recorded(let payment): return (payment, true)
    case .alreadyRecorded(let payment) where draft.asksForOtherMoney(than: payment):
      throw CommandFailure.onceKeyOfOtherMoney(payment.id)
    case .alreadyRecorded(let payment): return (payment, false)
    case .recordedBeforeRestore(let lost): throw CommandFailure.lostInRestore(lost, askedFor: draft.amount)
    case .blocked(let block): throw CommandFailure.blocked(block, at: shop.clock.now())
    }
  }

  private var override: PushSession<HomeWatch>.Override {
    if !again { return .none }
    return anotherSale ? .anotherSale : .sameSale
  }

  private func report(_ report: PushReport) {
    for line in json ? [report.json.compactText] : report.lines { Output.line(line) }
    if let complaint = report.complaint { Output.error(complaint) }
  }
}
