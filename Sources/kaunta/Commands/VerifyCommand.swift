import ArgumentParser
import CanonicalJSON
import CommandText
import Ledger
import Maintenance
import Payments

/// `kaunta verify`: recompute the ledger and hold it to the spool and the witness log.
struct VerifyCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the ledger from its evidence, and compare it with the spool and the listener's own log.",
    discussion: "Exit 0 when everything fits, 1 when something does not; each difference is one line.")

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    var differences = BooksDifferences()
    let books = try OpenBooks(try homeOption.settings()) { error in
      differences.problems.append(error.sentence + " The ledger was not compared with it.")
    }
    let found = try books.ledger.verify()
    if let spool = books.spool {
      differences = try BooksComparison(
        ledger: books.ledger, spool: spool, witness: books.settings.readableWitness,
        bootID: books.clock.now().bootID
      ).differences()
    }
    let report = VerifyReport(found, differences)
    for line in json ? [report.json.compactText] : report.lines { Output.line(line) }
    if !report.isWhole { throw ExitCode(Exit.failed) }
  }
}
