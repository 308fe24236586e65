import ArgumentParser
import CanonicalJSON
import CommandText
import Desk
import Payments

/// `kaunta payments`: the newest payments.
struct PaymentsCommand: ReadingCommand {
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
      Output.line(json ? report.json.compactText : report.line)
    }
    if payments.isEmpty, !json { Output.line("No payments yet.") }
  }
}

/// `kaunta payment ID`: one payment with its evidence.
struct PaymentCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "payment", abstract: "Show one payment with its evidence.",
    discussion: """
      The ID may be shortened to its first or last digits, six at least, as `kaunta payments` prints them. A receipt \
      code is taken too, alone or in the customer's whole SMS: exit code 11 says that it was not seen yet.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  @Argument(help: "The payment's ID, or enough of it; or a receipt code, or the SMS with it.")
  var id: String

  func run() throws {
    let books = try OpenBooks(try homeOption.settings())
    let payment = try find(in: books)
    let evidence = EvidenceReport.reports(on: try books.ledger.evidence(of: payment.id))
    let report = PaymentReport(payment: payment, now: books.clock.now())
    let lines = json ? [report.json(with: evidence).compactText] : report.lines(with: evidence)
    for line in lines { Output.line(line) }
    if !json, payment.status.needsPerson {
      let key = DeskCommand.resolve.boardKey
      Output.line("  A supervisor resolves it, with her PIN, at any desk: its row on the board, then \(key).")
    }
  }

  private func find(in books: OpenBooks) throws -> PaymentSummary {
    let part = try PaymentName.part(in: id)
    if let payment = try PaymentName.only(of: try books.ledger.payments(matching: part)) { return payment }
    let receipt = try PaymentName.receipt(in: id)
    return try books.ledger.finding(on: receipt).payment(stating: receipt, at: books.clock.now())
  }
}
