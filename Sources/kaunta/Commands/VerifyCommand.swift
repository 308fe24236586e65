import ArgumentParser
import Ledger
import Payments
import Upkeep

/// `kaunta verify`: recompute the ledger and hold it to the spool and the witness log.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the ledger from its evidence, and compare it with the spool and the listener's own log.",
    discussion: "Exit 0 when everything fits, 1 when something does not; each difference is one line.")

  @OptionGroup var homeOption: HomeOption

  func run() throws {
    let shop = try OpenShop(try homeOption.settings(), till: .commandLine)
    defer { shop.close() }
    let found: LedgerVerification
    var problems: [String]
    let differences: BookDifferences
    do {
      found = try shop.ledger.verify()
      problems = found.problems.map(\.sentence)
      differences = try BookComparison(
        ledger: shop.ledger, spool: shop.spool, witness: shop.settings.readableWitness,
        bootID: shop.clock.now().bootID
      ).differences()
      problems += differences.problems
    } catch let error as any ExplainedError {
      throw fail(error.sentence, Exit.notWritable)
    }
    for note in differences.notes { Output.line("note: " + note) }
    for problem in problems { Output.line(problem) }
    let verdict = problems.isEmpty ? "everything fits" : "\(problems.count) problems"
    Output.line("verify: \(found.payments) payments, \(found.evidence) pieces of evidence, \(verdict)")
    if !problems.isEmpty { throw ExitCode(1) }
  }
}
