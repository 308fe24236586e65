import ArgumentParser

/// `kaunta-lab`: the longer proofs, each by name.
///
/// Every command prints a figure on its last line and ends with a code other than 0 when it found a breach.
@main
struct KauntaLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kaunta-lab",
    abstract: "Proves, as far as it can be proved, that nothing is lost, asked twice or let in.",
    discussion: "docs/reliability.md says of each command what it proves and what it does not.",
    subcommands: [
      WorldCommand.self, OrdersCommand.self, KillCommand.self, FaultsCommand.self, PowerCutCommand.self,
      AttackCommand.self, TagsCommand.self, RestoreCommand.self, FuzzCommand.self, FramesCommand.self,
      LedgerCommand.self, WindowsCommand.self, MidRequestCommand.self, BenchCommand.self, DesksCommand.self,
      TurnTaker.self,
    ])
}
