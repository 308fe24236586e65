import ArgumentParser

/// `kaunta purge`: what is personal and no longer needed.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Remove phone numbers and raw callbacks that are older than 35 days.",
    discussion: """
      Payments that still need a person keep theirs. Evidence stays, with digests in their place, so that `kaunta verify` \
      still fits. `kaunta poll` does the same after its work; run this once a day where nobody runs that.
      """)

  @OptionGroup var homeOption: HomeOption

  func run() throws {
    let shop = try OpenShop(try homeOption.settings(), till: .commandLine)
    defer { shop.close() }
    Output.line(try shop.purge.run(at: shop.clock.now()).line)
  }
}
