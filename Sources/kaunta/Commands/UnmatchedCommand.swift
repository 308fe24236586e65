import ArgumentParser
import CanonicalJSON
import CommandText
import Payments
import Settings

/// `kaunta unmatched`: what the listener took and what fits no payment.
struct UnmatchedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmatched", abstract: "List and resolve callbacks that fit no payment.",
    discussion: """
      A callback with a good address whose payment is not in the ledger, or that cannot be read, is money that nobody
      can place, or somebody's mistake. It stays unmatched until a supervisor has looked it up in the statement and
      resolved it with her PIN. Phones are not shown.
      """, subcommands: [List.self, Resolve.self], defaultSubcommand: List.self, aliases: ["tray"])

  /// `kaunta unmatched`: what waits.
  struct List: ReadingCommand {
    static let configuration = CommandConfiguration(abstract: "List what waits, oldest first (the default).")

    @OptionGroup var homeOption: HomeOption

    @Flag(name: .long, help: "One JSON object a line.")
    var json = false

    func run() throws {
      let shop = try OpenShop(try homeOption.settings(), till: .commandLine)
      defer { shop.close() }
      let items = try UnmatchedCommand.waiting(shop)
      for item in items {
        let report = UnmatchedReport(item: item)
        Output.line(json ? report.json.compactText : report.line)
      }
      if json { return }
      Output.line(
        items.isEmpty
          ? "No callback is unmatched."
          : "Resolve one with: kaunta unmatched resolve KEY --why TEXT (a supervisor's PIN is asked).")
    }
  }

  /// `kaunta unmatched resolve KEY`: one of them is resolved.
  struct Resolve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Resolve one, with a supervisor's PIN.",
      discussion: "The decision is evidence: who, when, why. The file moves to the archived ones.",
      aliases: ["settle"])

    @OptionGroup var homeOption: HomeOption

    @Option(name: .long, help: ArgumentHelp("What you saw, in a few words.", valueName: "TEXT"))
    var why: String

    @Option(
      name: .long,
      help: ArgumentHelp("What was done about its money: goods, refund or kept.", valueName: "WHAT"))
    var done: String?

    @Argument(help: "The item, as kaunta unmatched lists it.")
    var key: String

    func run() throws {
      let resolution = try Decision.Resolution.typed(done)
      let settings = try homeOption.settings()
      let shop = try OpenShop(settings, till: .commandLine)
      defer { shop.close() }
      let item = try UnmatchedCommand.waiting(shop).only(typed: key)
      try HiddenInput.requireTerminal()
      // What would refuse every PIN is told before one is typed.
      _ = try Supervisors.read(settings)
      Output.line(UnmatchedReport(item: item).line)
      let pin = TypedPIN(try HiddenInput.ask("Supervisor's PIN: ", otherwise: "Nothing was resolved."))
      let decision = UnmatchedDecision(
        item: item, resolution: resolution, why: why, cashier: Person.loginName, till: .commandLine, pin: pin)
      switch try shop.unmatched.resolve(decision, at: shop.clock.now()) {
      case .resolved(let resolution): Output.line("Resolved by \(resolution.supervisor): \(resolution.why)")
      case .alreadyResolved(let resolution):
        Output.line("Resolved before, by \(resolution.supervisor): \(resolution.why)")
      case .refused(let refusal): throw fail(refusal.sentence.english, Exit.blocked)
      }
    }
  }

  private static func waiting(_ shop: OpenShop) throws -> [UnmatchedItem] {
    try shop.unmatched.waiting(at: shop.clock.now())
  }
}
