import ArgumentParser
import CommandText
import Glibc
import Ledger
import Payments
import Settings
import Terminal

/// `kaunta pin`: who is a supervisor.
struct PinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Set, list and remove supervisors' PINs.",
    discussion: """
      A supervisor's PIN is wanted to accept a payment by hand and to resolve what is late, twice or held. Five wrong ones, \
      at all desks together, lock all PINs for half an hour; setting one ends the lock. Each use stands in the ledger.
      """,
    subcommands: [Set.self, List.self, Remove.self])

  /// `kaunta pin set`: asks for it twice, without showing it.
  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Set a supervisor's PIN: six to twelve digits.")

    @OptionGroup var homeOption: HomeOption

    @Option(name: .long, help: ArgumentHelp("The supervisor; your login name unless given.", valueName: "NAME"))
    var name: String?

    func run() throws {
      let settings = try homeOption.settings()
      let name = name ?? Person.loginName
      try HiddenInput.requireTerminal()
      let pin = TypedPIN(try HiddenInput.ask("PIN for \(name): "))
      try Supervisors.set(pin, again: TypedPIN(try HiddenInput.ask("The same again: ")), of: name, settings)
      Output.line("\(name) is a supervisor; the PIN holds at all desks from now on.")
    }
  }

  /// `kaunta pin list`: their names.
  struct List: ReadingCommand {
    static let configuration = CommandConfiguration(abstract: "List who has a PIN.")

    @OptionGroup var homeOption: HomeOption

    func run() throws {
      let supervisors = try Supervisors.read(try homeOption.settings())
      for supervisor in supervisors { Output.line(supervisor.name) }
      if supervisors.isEmpty { Output.line("Nobody has a PIN yet: kaunta pin set") }
    }
  }

  /// `kaunta pin remove NAME`: no longer a supervisor.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a supervisor's PIN away.")

    @OptionGroup var homeOption: HomeOption

    @Argument(help: "The supervisor.")
    var name: String

    func run() throws {
      let settings = try homeOption.settings()
      guard let others = try Supervisors.read(settings).removing(name) else {
        throw fail("nobody of that name has a PIN.", Exit.usage)
      }
      try Supervisors.write(others, settings)
      Output.line("\(name) is no longer a supervisor.")
    }
  }
}

/// The file of supervisors.
enum Supervisors {
  static func read(_ settings: ShopSettings) throws -> [SupervisorPIN] {
    do { return try settings.home.supervisors() } catch { throw fail(error.text, Exit.settings) }
  }

  /// Gives somebody a PIN, beside those that others have.
  static func set(_ pin: TypedPIN, again: TypedPIN, of name: String, _ settings: ShopSettings) throws {
    let records: [SupervisorPIN]
    do {
      records = try read(settings).setting(
        pin, again: again, of: name, salt: Array(RandomIdentifiers.keyBytes().prefix(16)))
    } catch let problem as PINProblem {
      throw fail(problem.sentence, Exit.usage)
    }
    // The ledger first: a PIN that stands in no evidence must not open anything.
    let books = try OpenBooks(settings)
    try books.ledger.notePINSet(supervisor: name, by: Person.loginName, at: books.clock.now())
    try write(records, settings)
  }

  static func write(_ records: [SupervisorPIN], _ settings: ShopSettings) throws {
    do { try settings.home.writeSupervisors(records.map(\.line)) } catch {
      throw fail(error.sentence, Exit.notWritable)
    }
  }
}

/// A line from the terminal that is not shown.
enum HiddenInput {
  /// Ends the command where nobody could type it.
  static func requireTerminal() throws {
    guard isatty(STDIN_FILENO) == 1 else {
      throw fail("a PIN is typed at a terminal, never given as an argument or through a pipe.", Exit.usage)
    }
  }

  static func ask(_ prompt: String, otherwise: String = "No PIN was set.") throws -> String {
    do throws(HiddenLine.Problem) {
      let line = try HiddenLine.read { Output.prompt(prompt) }
      Output.error("")
      return line
    } catch {
      switch error {
      case .noTerminal: throw fail("the terminal does not answer.", Exit.usage)
      case .shown: throw fail("the terminal would show what is typed. \(otherwise)", Exit.usage)
      }
    }
  }
}
