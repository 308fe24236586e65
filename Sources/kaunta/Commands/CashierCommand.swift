import ArgumentParser
import CommandText
import Glibc
import Payments
import ServerSetup
import Settings

/// `kaunta cashier`: who may log in to this shop's server, and where she sits.
struct CashierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cashier", abstract: "Add, remove and list the cashiers of a shop server.",
    discussion: """
      Run it as root. A cashier logs in over SSH with her key and gets the desk of her till, and nothing else.
      """,
    subcommands: [Add.self, Remove.self, List.self])

  /// `kaunta cashier add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an account, let a key in, give it a till; for one that is there, another key or till.")

    @OptionGroup var homeOption: ServerHomeOption

    @Argument(help: "The account's name: small letters, digits, - and _.")
    var name: String

    @Option(name: .long, help: ArgumentHelp("Her till, 1 to 999; the next free one unless given.", valueName: "N"))
    var till: Int?

    @Option(name: .long, help: ArgumentHelp("The file with her public key; - for standard input.", valueName: "FILE"))
    var key: String?

    func run() throws {
      try requireRoot()
      let home = try homeOption.existing()
      let account = try accountName(name)
      let key = try key.map(readKey)
      var cashiers = try Cashiers.read(home)
      guard let till = cashiers.till(for: name, wanted: try till.map { try Till.typed($0) }) else {
        throw fail("all 999 tills are given. Nothing was done.", Exit.usage)
      }
      do { _ = try CashierAccounts(LocalMachine()).add(account, key) } catch { throw fail(error.sentence, Exit.failed) }
      cashiers.set(name, till)
      try cashiers.write(home)
      for line in cashiers.lines(ofAdded: name, at: till, withKey: key != nil) { Output.line(line) }
    }

    private func readKey(_ file: String) throws -> PublicKey {
      guard let text = file == "-" ? typed() : LocalMachine().text(of: file) else {
        throw fail("\(file) cannot be read. Nothing was done.", Exit.usage)
      }
      do { return try PublicKey(text) } catch {
        throw fail("\(file): \(error.sentence) Nothing was done.", Exit.usage)
      }
    }

    /// A key is pasted as one line.
    private func typed() -> String? {
      if isatty(STDIN_FILENO) == 1 { Output.prompt("Her public key, one line: ") }
      return readLine()
    }
  }

  /// `kaunta cashier remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an account away: its keys, its till, its desk. What it asked for stays in the books.")

    @OptionGroup var homeOption: ServerHomeOption

    @Argument(help: "The account's name.")
    var name: String

    func run() throws {
      try requireRoot()
      let home = try homeOption.existing()
      let account = try accountName(name)
      var cashiers = try Cashiers.read(home)
      do { try CashierAccounts(LocalMachine()).remove(account) } catch { throw fail(error.sentence, Exit.failed) }
      cashiers.remove(name)
      try cashiers.write(home)
      Output.line("\(name) cannot log in any more.")
    }
  }

  /// `kaunta cashier list`.
  struct List: ReadingCommand {
    static let configuration = CommandConfiguration(abstract: "List the cashiers with their tills and keys.")

    @OptionGroup var homeOption: ServerHomeOption

    func run() throws {
      let cashiers = try Cashiers.read(try homeOption.existing())
      let members: [(name: String, keys: Int)]
      do { members = try CashierAccounts(LocalMachine()).list() } catch { throw fail(error.sentence, Exit.failed) }
      for line in cashiers.lines(members) { Output.line(line) }
    }
  }
}

/// The home of a shop's server: the package's units and its sshd know this one.
struct ServerHomeOption: ParsableArguments {
  static let place = "/var/lib/kaunta"

  @Option(name: .long, help: ArgumentHelp("The shop's home directory.", valueName: "DIR"))
  var home = place

  func existing() throws -> Home {
    let home = Home(path: home)
    if home.exists { return home }
    throw fail("there is no shop at \(home.path). Make one with: kaunta setup", Exit.settings)
  }
}

/// Ends a command that changes the machine, unless root runs it.
func requireRoot() throws {
  if geteuid() != 0 { throw fail("only root can do that; put sudo before it. Nothing was done.", Exit.usage) }
}

private func accountName(_ text: String) throws -> AccountName {
  if let name = AccountName(text) { return name }
  throw fail(
    "\"\(text)\" is no name for an account: small letters, digits, - and _, beginning with a letter, 32 at most.",
    Exit.usage)
}

extension Cashiers {
  static func read(_ home: Home) throws -> Cashiers {
    do { return try home.readCashiers() } catch { throw fail(error.text, Exit.settings) }
  }

  func write(_ home: Home) throws {
    do { try LocalMachine().write(home.cashiersFile, text, mode: home.rights?.keptFile ?? 0o600) } catch {
      throw fail(error.sentence, Exit.notWritable)
    }
  }
}
