import ArgumentParser
import CanonicalJSON
import CommandText
import Maintenance
import Settings

/// `kaunta status`: how the shop is now, for its owner.
struct StatusCommand: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say how the shop is now: payments, unmatched callbacks, tills, services, disk.",
    discussion: """
      Quick, and asks nobody outside this machine; kaunta doctor looks at everything. Exit 0 when all is well, 1 when \
      somebody must look.
      """)

  @OptionGroup var homeOption: HomeOption

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let settings = try homeOption.settings()
    let report = StatusReport(
      shop: settings.shopName, environment: settings.environment.rawValue, settings.look.condition())
    for line in json ? [report.json.compactText] : report.lines { Output.line(line) }
    if !report.isWell { throw ExitCode(Exit.failed) }
  }
}
