import ArgumentParser
import CanonicalJSON
import CommandText
import Files
import Glibc
import Payments
import Settings
import Terminal
import Tills

/// `kaunta tills`: who is where, and the end of a desk in words.
struct TillsCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tills", abstract: "Say who sits at which till; or close desks, before an upgrade say.",
    discussion: """
      With --close the desk tells its cashier what happens and when, and ends then; what waits is not lost. Only root, \
      the owner of the home, and the account that has the desk may do that.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "One JSON object a line.")
  var json = false

  @Option(
    name: .long, help: ArgumentHelp("Close the desk of this till; more than once for several, or all.", valueName: "N"))
  var close: [String] = []

  var onlyReads: Bool { close.isEmpty }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long its cashier has; \(DeskClosings<HomeTills>.usualSeconds), unless said.", valueName: "SECONDS"))
  var within: Int?

  func run() throws {
    let seconds = within ?? DeskClosings<HomeTills>.usualSeconds
    guard close.isEmpty || (0...DoorQuestion.longestSeconds).contains(seconds) else {
      throw fail("--within takes seconds, 0 to \(DoorQuestion.longestSeconds).", Exit.usage)
    }
    if close.isEmpty, within != nil { throw fail("--within goes with --close.", Exit.usage) }
    let settings = try homeOption.settings()
    let tills: HomeTills
    do throws(FileError) { tills = try settings.tills() } catch {
      throw fail("\(settings.home.locksDirectory) cannot be read: \(error.words).", Exit.notWritable)
    }
    if close.isEmpty { return try list(settings, tills) }
    guard let wanted = TillsToClose(typed: close) else {
      throw fail("--close takes a till's number, 1 to 999, or all.", Exit.usage)
    }
    try closeDesks(wanted, settings, tills, withinSeconds: seconds)
  }

  private func list(_ settings: ShopSettings, _ tills: HomeTills) throws {
    let cashiers = try Cashiers.read(settings.home)
    let given = cashiers.tills.map { (till: $0.till, account: $0.account) }
    let reports = try told { () throws(FileError) in
      try TillReport.all(at: tills, given: given, nameOfAccount: accountName)
    }
    for report in reports { Output.line(json ? report.json.compactText : report.line) }
    if reports.isEmpty, !json { Output.line("No desk is open.") }
    if !json {
      for desk in settings.strayDesks() { Output.line("\(desk.words). \(desk.remedy(at: settings.home))") }
    }
    cashiers.tellProblems(in: settings.home)
  }

  private func closeDesks(
    _ wanted: TillsToClose, _ settings: ShopSettings, _ tills: HomeTills, withinSeconds: Int
  ) throws {
    var closings = try told { () throws(FileError) in
      try DeskClosings(
        wanted, at: tills, withinSeconds: withinSeconds, at: BootClock.nowMilliseconds, nameOfAccount: accountName)
    }
    if wanted == .all, closings.asked.isEmpty, !json { Output.line("No desk is open.") }
    while !closings.isOver {
      let ends = try told { () throws(FileError) in try closings.turn(at: BootClock.nowMilliseconds) }
      for end in ends { Output.line(json ? end.json.compactText : end.line) }
      // Several desks at once, each with an end of its own: a look now and then is enough.
      if !closings.isOver { poll(nil, 0, DeskClosings<HomeTills>.turnMilliseconds) }
    }
    if !json, !closings.asked.isEmpty { try tellWhatWaits(settings, at: closings.asked) }
    if closings.remains { throw ExitCode(Exit.failed) }
  }

  /// No payment is lost with its desk: each that waits is named.
  private func tellWhatWaits(_ settings: ShopSettings, at tills: [Till]) throws {
    let books = try OpenBooks(settings)
    let waiting = try books.ledger.openPayments().filter { tills.contains($0.till) }
    for line in WaitingReport.lines(waiting, at: books.clock.now()) { Output.line(line) }
  }

  private func told<Value>(_ work: () throws(FileError) -> Value) throws -> Value {
    do throws(FileError) { return try work() } catch {
      throw fail("the tills' locks cannot be read: \(error.words).", Exit.notWritable)
    }
  }
}
