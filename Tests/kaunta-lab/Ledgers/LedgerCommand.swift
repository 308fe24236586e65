import ArgumentParser
import CLinux
import Ledger
import PaymentLaws
import Payments
import Settings
import TestSupport

/// `kaunta-lab ledger`: fills a home's ledger, so that what a crowded shop costs can be measured.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Put many payments into the ledger of a simulator's home, some of them without an answer.",
    discussion: """
      Each is a payment of the command line's till, or of several in turn, with a phone of its own, accepted within the \
      last minutes; the open ones come last. Their prompts are unknown to any simulator, which is what an outage of Safaricom looks like.
      """)

  @Option(name: .long, help: ArgumentHelp("The home; only one on the simulator.", valueName: "PATH"))
  var home: String

  @Option(name: .long, help: ArgumentHelp("How many payments.", valueName: "N"))
  var payments: Int

  @Option(name: .long, help: ArgumentHelp("How many of them have no answer; all, unless said.", valueName: "N"))
  var open: Int?

  @Option(name: .long, help: ArgumentHelp("Tills 1 to N have asked, in turn.", valueName: "N"))
  var tills: Int?

  @Option(name: .long, help: ArgumentHelp("Another seed makes other IDs and phones.", valueName: "SEED"))
  var seed: UInt64 = 1

  func validate() throws {
    if payments < 1 || payments > 10_000_000 { throw ValidationError("--payments takes 1 to 10,000,000") }
    if let tills, !(1...999).contains(tills) { throw ValidationError("--tills takes 1 to 999") }
    if let open, open < 0 || open > payments { throw ValidationError("--open takes 0 to --payments") }
  }

  func run() throws {
    let watch = Stopwatch()
    let files = LedgerFiles(path: Home(path: home).ledgerFile, holder: "the lab")
    let ledger = try LedgerDatabase(
      files: files, binding: LedgerBinding(environment: "simulator", shortCode: "174379")
    ) { "1ab" }
    let bootID = (readTextFile("/proc/sys/kernel/random/boot_id") ?? "lab").filter { $0 != "\n" }
    let now = Moment(
      wallMilliseconds: kaunta_wall_milliseconds(), bootMilliseconds: kaunta_boot_milliseconds(), bootID: bootID)
    let open = open ?? payments
    let progress = Progress("ledger", of: payments)
    var random = SeededGenerator(seed: seed)
    for number in 0..<payments {
      // The newest was accepted a second ago, each other some milliseconds before the next.
      let at = now.advanced(byMilliseconds: -1_000 - Int64(payments - number) * min(20, 300_000 / Int64(payments)))
      try ask(number, in: ledger, at: at, isOpen: number >= payments - open, &random)
      progress.note()
    }
    Say.line(
      "ledger: \(payments) payments, \(open) of them open; \(try ledger.openPaymentsCount()) open in all; \(watch.seconds)"
    )
  }

  private func ask(
    _ number: Int, in ledger: LedgerDatabase, at now: Moment, isOpen: Bool, _ random: inout SeededGenerator
  ) throws {
    let id = PaymentID(
      wallMilliseconds: now.wallMilliseconds, randomHigh: UInt16.random(in: .min ... .max, using: &random),
      randomLow: .random(in: .min ... .max, using: &random))
    let digits = String(UInt64.random(in: 0..<100_000_000, using: &random))
    guard let phone = PhoneNumber(msisdn: "2547" + String(repeating: "0", count: 8 - digits.count) + digits),
      let amount = Shillings(50 + number % 900)
    else { throw LabFailure("no phone of digits") }
    let till = tills.flatMap { Till(1 + number % $0) } ?? .commandLine
    let draft = PaymentDraft(id: id, till: till, cashier: "lab", phone: phone, amount: amount)
    guard case .recorded = try ledger.record(draft, at: now) else { return }
    let prompt = CheckoutRequestID("ws_CO_lab_\(seed)_\(number)")
    var evidence: [Evidence] = [
      .sending(SendingStart(owner: "the lab")),
      .accepted(Acceptance(checkoutRequestID: prompt, merchantRequestID: nil)),
    ]
    if !isOpen {
      let code = String(id.hex.uppercased().suffix(10))
      evidence.append(
        .callback(
          CallbackEvidence(
            bodyHash: id.hex + id.hex, peer: .listed, keyIsTrusted: true, code: .paid, text: "", amount: amount.cents,
            receipt: Receipt(code), checkoutRequestID: prompt, merchantRequestID: nil)))
    }
    _ = try ledger.append(evidence, to: id, at: now)
  }
}
