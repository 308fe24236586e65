import ArgumentParser
import CanonicalJSON
import Payments

/// `kaunta payments`: the newest payments.
struct PaymentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payments", abstract: "List payments, newest first.",
    discussion: "With --json one object a line. Phones are masked.")

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "One JSON object a line.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp("Only since then: 2026-11-24, or 2026-11-24T14:00:00+03:00.", valueName: "TIME"))
  var since: String?

  @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "N"))
  var limit = 1_000

  func run() throws {
    var sinceWall: Int64 = 0
    if let since {
      guard let parsed = EastAfricaTime.wallMilliseconds(parsing: since) else {
        throw fail("--since takes a day such as 2026-11-24, or a time such as 2026-11-24T14:00:00+03:00.", Exit.usage)
      }
      sinceWall = parsed
    }
    let books = try OpenBooks(try homeOption.settings())
    let now = books.clock.now()
    let payments = try books.ledger.newestPayments(limit: limit, sinceWallMilliseconds: sinceWall)
    for payment in payments {
      let report = PaymentReport(payment: payment, now: now)
      Output.line(json ? JSONValue.object(report.json).compactText : report.line)
    }
    if payments.isEmpty, !json { Output.line("No payments yet.") }
  }
}

/// `kaunta payment ID`: one payment with its evidence.
struct PaymentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payment", abstract: "Show one payment with its evidence.",
    discussion: """
      The ID may be shortened to its first or last digits, as `kaunta payments` prints them. A receipt code is taken too, \
      alone or in the customer's whole SMS: exit code 11 says that it was not seen yet.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  @Argument(help: "The payment's ID, or enough of it; or a receipt code, or the SMS with it.")
  var id: String

  func run() throws {
    let books = try OpenBooks(try homeOption.settings())
    let payment = try find(in: books)
    let evidence = try books.ledger.evidence(of: payment.id).map(EvidenceReport.init)
    let report = PaymentReport(payment: payment, now: books.clock.now())
    if json {
      var object = report.json
      object["evidence"] = .array(evidence.map { .object($0.json) })
      Output.line(JSONValue.object(object).compactText)
    } else {
      Output.line(report.line)
      for line in report.explanation() { Output.line("  " + line) }
      for row in evidence { Output.line("  " + row.line) }
    }
  }

  private func find(in books: OpenBooks) throws -> PaymentSummary {
    let found = try books.ledger.payments(matching: id.lowercased())
    if found.isEmpty {
      // The end of an ID as Kaunta prints it; M-Pesa's codes have ten signs.
      if id.count != 10, id.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
        throw fail("no payment has an ID that begins or ends like this.", Exit.usage, named: "no-such-payment")
      }
      switch ReceiptText(id).finding {
      case .code(let receipt): return try find(receipt, in: books)
      case .several: throw fail("that holds more than one receipt code; give one of them.", Exit.usage)
      case .none:
        throw fail("that is neither a payment's ID nor a receipt code.", Exit.usage, named: "no-such-payment")
      }
    }
    guard found.count == 1 else {
      throw fail("more than one payment has that ID; write more of it.", Exit.usage, named: "more-than-one-payment")
    }
    return found[0]
  }

  /// *Is this code real?* without a screen; as at the desk, none is ever called false.
  private func find(_ receipt: Receipt, in books: OpenBooks) throws -> PaymentSummary {
    switch try books.ledger.finding(on: receipt) {
    case .seen(let payments) where payments.count == 1: return payments[0]
    case .seen(let payments):
      let all = payments.map { $0.id.hex }.joined(separator: ", ")
      throw fail(
        "\(receipt.code) stands on \(payments.count) payments: \(all). Call the owner.", Exit.held,
        named: "receipt-on-several-payments")
    case .resolvedUnmatched(let resolution, let at):
      throw fail(
        "\(receipt.code) fitted no payment; \(resolution.supervisor) resolved it as unmatched at "
          + "\(EastAfricaTime(at).rfc3339). No goods for it a second time.", Exit.held, named: "receipt-settled-in-tray"
      )
    case .looksLike(let other, _):
      throw fail(
        "\(receipt.code): not seen yet; \(other.code), which looks the same, was. Read the SMS again, letter by letter.",
        Exit.check, named: "receipt-not-seen-yet")
    case .notSeen(let unanswered):
      throw fail(
        "\(receipt.code): not seen yet; payments without an answer: \(unanswered). It may be on its way, or be for another "
          + "shop.", Exit.check, named: "receipt-not-seen-yet")
    }
  }
}
