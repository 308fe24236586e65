import ArgumentParser
import Ledger
import Payments
import Shop
import Spool

/// `kaunta verify`: recompute the ledger and hold it to the spool.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Recompute the ledger from its evidence, and compare it with the spool.",
    discussion: "Exit 0 when everything fits, 1 when something does not; each difference is one line.")

  @OptionGroup var homeOption: HomeOption

  func run() throws {
    let shop = try OpenShop(try homeOption.settings(), till: .commandLine)
    defer { shop.close() }
    let found: LedgerVerification
    var problems: [String]
    do {
      found = try shop.ledger.verify()
      problems = found.problems.map(\.sentence)
      problems += try SpoolComparison(shop: shop).problems()
    } catch let error as any ExplainedError {
      throw fail(error.sentence, Exit.notWritable)
    }
    for problem in problems { Output.line(problem) }
    let verdict = problems.isEmpty ? "everything fits" : "\(problems.count) problems"
    Output.line("verify: \(found.payments) payments, \(found.evidence) pieces of evidence, \(verdict)")
    if !problems.isEmpty { throw ExitCode(1) }
  }
}

/// Every callback that was filed away as settled must be evidence.
struct SpoolComparison {
  let shop: OpenShop

  init(shop: OpenShop) { self.shop = shop }

  func problems() throws -> [String] {
    var problems: [String] = []
    for day in try shop.spool.doneDays() {
      for item in try shop.spool.doneItems(on: day) {
        guard let name = item.name else {
          problems.append("A file lies among the callbacks settled on \(day.text) that no listener put there.")
          continue
        }
        let isKnown = try shop.ledger.evidence(of: name.paymentID).contains { row in
          if case .callback(let callback) = row.evidence { callback.bodyHash == name.bodyHash } else { false }
        }
        if !isKnown {
          problems.append(
            "A callback of payment \(name.paymentID.hex), filed as settled on \(day.text), is not in the ledger.")
        }
      }
    }
    return problems
  }
}
