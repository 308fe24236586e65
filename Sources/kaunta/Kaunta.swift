import ArgumentParser
import CLinux
import CommandText
import Glibc
import Payments
import Settings
import Terminal

/// The command.
///
/// Its root is synchronous: an asynchronous one would move even the desk off the main thread.
@main
struct Kaunta: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kaunta",
    abstract: "A payment desk for shops that take M-Pesa.",
    discussion: """
      Without a command it opens the desk. To see it with no account at Safaricom and no real money:

        kaunta demo

      To start for real: kaunta setup, where the Debian package is, makes the machine a shop's server. Elsewhere: kaunta \
      init, then edit kaunta.toml, then kaunta doctor, kaunta listen, kaunta desk.

      A customer says that she paid, the till is taken, there is no internet: kaunta help has the answers.
      """,
    version: "kaunta " + KauntaVersion.text,
    subcommands: [
      DeskCommandLine.self, DemoCommand.self, InitCommand.self, ListenCommand.self, SimulateCommand.self,
      PushCommand.self, PaymentsCommand.self, PaymentCommand.self, PollCommand.self, SettleCommand.self,
      VerifyCommand.self,
      DoctorCommand.self, ThemeCommand.self, BackupCommand.self, RestoreCommand.self, PurgeCommand.self,
      UnmatchedCommand.self, PinCommand.self, KeysCommand.self, SetupCommand.self, CashierCommand.self,
      TillsCommand.self, CustomerCommand.self, ReplayCommandLine.self,
      StatusCommand.self, AlertCommand.self, MetricsCommand.self,
      HelpCommandLine.self,
    ],
    defaultSubcommand: DeskCommandLine.self)

  static func main() {
    // Before anything else: the backtracer reads its setting at start, and signals must be blocked before threads.
    BacktracePolicy.reexecuteIfNeeded()
    BacktracePolicy.forbidCoreDumps()
    DemoParent.endWithIt()
    // Whoever goes away while it is written to must not take a command with it: a program that reads no mail would
    // keep the owner from being told by the other ways.
    signal(SIGPIPE, SIG_IGN)
    // Every file says its own mode; a caller's umask of 077 must not close a group's home to the rest of the group.
    umask(0o007)
    let typed = Array(CommandLine.arguments.dropFirst())
    veilPhones(in: typed)
    Glibc.exit(
      CommandEnd.code(of: typed) {
        try requireArguments()
        try requireUTF8()
        try refuseTwoValues(typed)
        return try plainDesk(typed) ?? command(typed)
      })
  }

  /// The desk, where it is named first and asked for plainly.
  ///
  /// It is started at every login, and to look through what all the other commands take was half of a start. Whatever
  /// the desk alone does not understand is the whole parser's to explain.
  private static func plainDesk(_ typed: [String]) -> DeskCommandLine? {
    guard typed.isEmpty || typed.first == DeskCommandLine._commandName, !typed.contains(where: { $0.hasSuffix("=") })
    else { return nil }
    return try? DeskCommandLine.parse(Array(typed.dropFirst()))
  }

  private static let repeatable: Set<String> = ["--close", "--fault"]

  /// Of two values the last would count, and which is meant nobody knows.
  private static func refuseTwoValues(_ typed: [String]) throws {
    if isCompleting(typed) { return }
    guard let option = TypedArguments.contradicted(in: typed, repeatable: repeatable) else { return }
    throw fail("\(option) stands there twice, and not with the same value. Say it once. Nothing was done.", Exit.usage)
  }

  /// The command that is meant; a word that is none would be told as a mistake of the desk's.
  private static func command(_ typed: [String]) throws -> any ParsableCommand {
    let words = words
    if !isCompleting(typed), let unknown = words.unknown(in: typed) {
      let near = NearestName.of(unknown, among: words.commands).map { " Did you mean kaunta \($0)?" } ?? ""
      throw fail("there is no command \"\(unknown)\".\(near) kaunta --help lists them.", Exit.usage)
    }
    return try parseAsRoot(words.known(typed))
  }

  /// What a shell asks for while it completes a line is no line yet.
  private static func isCompleting(_ typed: [String]) -> Bool { typed.first?.hasPrefix("---") == true }

  /// A customer's number stays out of the list of processes, which every account of the machine may read.
  private static func veilPhones(in typed: [String]) {
    for (index, word) in typed.enumerated() {
      let value = word.split(separator: "=", maxSplits: 1).last.map(String.init) ?? word
      let followsPhone = index > 0 && typed[index - 1] == "--phone"
      if followsPhone || (try? PhoneNumber.parse(value).get()) != nil { kaunta_veil_argument(Int32(index + 1)) }
    }
  }

  /// Swift reads what was typed in /proc: where that is not mounted, as in a bare chroot, every command would be none.
  private static func requireArguments() throws {
    if !CommandLine.arguments.isEmpty { return }
    throw fail(
      "what was typed cannot be read, since /proc is not mounted here. Nothing was done. As root: "
        + "mount -t proc proc /proc", Exit.usage)
  }

  /// Two keys of `--once`, or two homes, must not become one for the bytes in them that are no text.
  private static func requireUTF8() throws {
    for number in 0..<Int(CommandLine.argc) {
      guard let raw = CommandLine.unsafeArgv[number], String(validatingCString: raw) == nil else { continue }
      throw fail("argument \(number) is not UTF-8. Nothing was done.", Exit.usage)
    }
  }
}

extension ParsableCommand {
  /// Its name, and those that it had before, with the commands below it.
  fileprivate static var words: CommandWords {
    CommandWords(
      names: [_commandName] + configuration.aliases, subcommands: configuration.subcommands.map { $0.words })
  }
}

/// Which Kaunta this is.
enum KauntaVersion {
  static let text = "0.1.0"
}
