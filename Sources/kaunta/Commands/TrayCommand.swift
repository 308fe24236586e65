import ArgumentParser
import CanonicalJSON
import Glibc
import Ledger
import Payments
import Settings
import Upkeep

/// `kaunta tray`: what the listener took and what fits no payment.
struct TrayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tray", abstract: "List and settle callbacks that fit no payment.",
    discussion: """
      A callback with a good address whose payment is not in the ledger, or that cannot be read, is money that nobody
      can place, or somebody's mistake. It stays in the tray until a supervisor has looked it up in the statement and
      settled it with her PIN. Phones are not shown.
      """, subcommands: [List.self, Settle.self], defaultSubcommand: List.self)

  /// `kaunta tray`: what waits.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List what waits, oldest first (the default).")

    @OptionGroup var homeOption: HomeOption

    @Flag(name: .long, help: "One JSON object a line.")
    var json = false

    func run() throws {
      let shop = try OpenShop(try homeOption.settings(), till: .commandLine)
      defer { shop.close() }
      let items = try TrayCommand.waiting(shop)
      for item in items {
        let report = TrayReport(item: item)
        Output.line(json ? JSONValue.object(report.json).compactText : report.line)
      }
      if json { return }
      Output.line(
        items.isEmpty
          ? "The tray is empty." : "Settle one with: kaunta tray settle KEY --why TEXT (a supervisor's PIN is asked).")
    }
  }

  /// `kaunta tray settle KEY`: one of them is settled.
  struct Settle: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Settle one, with a supervisor's PIN.",
      discussion: "The decision is evidence: who, when, why. The file moves to the settled ones.")

    @OptionGroup var homeOption: HomeOption

    @Option(name: .long, help: ArgumentHelp("What you saw, in a few words.", valueName: "TEXT"))
    var why: String

    @Option(
      name: .long,
      help: ArgumentHelp("What was done about its money: goods, refund or kept.", valueName: "WHAT"))
    var done: String?

    @Argument(help: "The item, as kaunta tray lists it.")
    var key: String

    func run() throws {
      let settlement = done.flatMap(Decision.Settlement.init(rawValue:))
      if let done, settlement == nil {
        throw fail("--done takes goods, refund or kept, not \"\(done.prefix(20))\". Nothing was settled.", Exit.usage)
      }
      let settings = try homeOption.settings()
      let shop = try OpenShop(settings, till: .commandLine)
      defer { shop.close() }
      let found = try TrayCommand.waiting(shop).filter { key.count >= 4 && $0.id.hasPrefix(key.lowercased()) }
      guard let item = found.first, found.count == 1 else {
        throw fail(
          found.isEmpty
            ? "nothing in the tray has the key \"\(key.prefix(40))\". Nothing was settled."
            : "more than one item has that key; write more of it. Nothing was settled.", Exit.usage)
      }
      guard isatty(STDIN_FILENO) == 1 else {
        throw fail("a PIN is typed at a terminal, never given as an argument or through a pipe.", Exit.usage)
      }
      Output.line(TrayReport(item: item).line)
      let pin = TypedPIN(try HiddenInput.ask("Supervisor's PIN: ", otherwise: "Nothing was settled."))
      let decision = TrayDecision(
        item: item, settlement: settlement, why: why, cashier: Person.loginName, till: .commandLine, pin: pin)
      let outcome = try Tray(ledger: shop.ledger, spool: shop.spool).settle(
        decision, supervisors: try Supervisors.read(settings), at: shop.clock.now())
      switch outcome {
      case .settled(let settlement): Output.line("Settled by \(settlement.supervisor): \(settlement.why)")
      case .alreadySettled(let settlement):
        Output.line("Settled before, by \(settlement.supervisor): \(settlement.why)")
      case .refused(let refusal): throw fail(refusal.sentence.english, Exit.blocked)
      }
    }
  }

  private static func waiting(_ shop: OpenShop) throws -> [TrayItem] {
    try Tray(ledger: shop.ledger, spool: shop.spool).waiting(at: shop.clock.now())
  }
}
