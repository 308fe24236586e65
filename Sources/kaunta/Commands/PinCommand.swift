import ArgumentParser
import CommandText
import Glibc
import Ledger
import Payments
import Settings

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
      guard isatty(STDIN_FILENO) == 1 else {
        throw fail("a PIN is typed at a terminal, never given as an argument or through a pipe.", Exit.usage)
      }
      let pin = TypedPIN(try HiddenInput.ask("PIN for \(name): "))
      guard TypedPIN(try HiddenInput.ask("The same again: ")) == pin else {
        throw fail("the two were not the same. No PIN was set.", Exit.usage)
      }
      let record: SupervisorPIN
      do {
        record = try SupervisorPIN(name: name, pin: pin, salt: Array(RandomIdentifiers.keyBytes().prefix(16)))
      } catch {
        throw fail(error.sentence, Exit.usage)
      }
      let others = try Supervisors.read(settings).filter { $0.name != name }
      if others.contains(where: { $0.accepts(pin) }) {
        throw fail("that PIN will not do: choose another. No PIN was set.", Exit.usage)
      }
      // The ledger first: a PIN that stands in no evidence must not open anything.
      let books = try OpenBooks(settings)
      try books.ledger.notePINSet(supervisor: name, by: Person.loginName, at: books.clock.now())
      try Supervisors.write(others + [record], settings)
      Output.line("\(name) is a supervisor; the PIN holds at all desks from now on.")
    }
  }

  /// `kaunta pin list`: their names.
  struct List: ParsableCommand {
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
      let all = try Supervisors.read(settings)
      let others = all.filter { $0.name != name }
      if others.count == all.count { throw fail("nobody of that name has a PIN.", Exit.usage) }
      try Supervisors.write(others, settings)
      Output.line("\(name) is no longer a supervisor.")
    }
  }
}

/// The file of supervisors.
enum Supervisors {
  static func read(_ settings: ShopSettings) throws -> [SupervisorPIN] {
    let lines: [String]
    do { lines = try settings.home.readSupervisors() } catch { throw fail(error.text, Exit.settings) }
    return try lines.map { line in
      guard let record = SupervisorPIN(line: line) else {
        throw fail(
          "\(settings.home.supervisorsFile): a line is no supervisor's PIN; remove the file and set the PINs anew.",
          Exit.settings)
      }
      return record
    }
  }

  static func write(_ records: [SupervisorPIN], _ settings: ShopSettings) throws {
    do { try settings.home.writeSupervisors(records.map(\.line)) } catch {
      throw fail(error.sentence, Exit.notWritable)
    }
  }
}

/// A line from the terminal that is not shown.
enum HiddenInput {
  static func ask(_ prompt: String, otherwise: String = "No PIN was set.") throws -> String {
    var kept = termios()
    guard tcgetattr(STDIN_FILENO, &kept) == 0 else { throw fail("the terminal does not answer.", Exit.usage) }
    var hidden = kept
    hidden.c_lflag &= ~tcflag_t(ECHO)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else {
      throw fail("the terminal would show what is typed. \(otherwise)", Exit.usage)
    }
    defer {
      _ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &kept)
      Output.error("")
    }
    Output.prompt(prompt)
    return readLine(strippingNewline: true) ?? ""
  }
}
