import ArgumentParser
import CommandText
import Glibc
import Payments
import ServerSetup
import Settings
import Terminal
import Tills

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
      let turn = try takeTurn()
      defer { withExtendedLifetime(turn) {} }
      var cashiers = try Cashiers.read(home)
      if till == nil, let doubt = cashiers.doubt(about: name, in: home.cashiersFile) { throw fail(doubt, Exit.usage) }
      guard let till = cashiers.till(for: name, wanted: try till.map { try Till.typed($0) }) else {
        throw fail("all 999 tills are given. Nothing was done.", Exit.usage)
      }
      let accounts = CashierAccounts(LocalMachine())
      do throws(CashierProblem) {
        let others = try accounts.names(withTills: cashiers.tills.map(\.account))
        _ = try accounts.add(account, key)
        cashiers.set(name, till, besides: others)
      } catch { throw fail(error.sentence, Exit.failed) }
      try cashiers.write(home)
      let hasKey = !accounts.keys(of: account).isEmpty
      for line in cashiers.lines(ofAdded: name, at: till, withKey: key != nil, hasKey: hasKey) { Output.line(line) }
      tellOfStrayDesks(of: name, at: home)
      cashiers.tellProblemsAsWritten(in: home)
    }

    private func readKey(_ file: String) throws -> PublicKey {
      guard let text = file == "-" ? typed() : LocalMachine().text(of: file) else {
        throw fail("\(file) cannot be read. Nothing was done.", Exit.usage)
      }
      do { return try PublicKey.new(text) } catch {
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
      abstract: "Take an account away: its keys, its till, its desk. What it asked for stays in the books.",
      discussion: "With --key only that key goes, of a phone or laptop that was lost.")

    @OptionGroup var homeOption: ServerHomeOption

    @Argument(help: "The account's name.")
    var name: String

    @Option(
      name: .long,
      help: ArgumentHelp("The one key that goes, as kaunta cashier list --keys names it.", valueName: "FINGERPRINT"))
    var key: String?

    func run() throws {
      try requireRoot()
      let home = try homeOption.existing()
      let account = try accountName(name)
      let turn = try takeTurn()
      defer { withExtendedLifetime(turn) {} }
      if let key {
        do { try CashierAccounts(LocalMachine()).removeKey(key, of: account) } catch {
          throw fail(error.sentence, Exit.failed)
        }
        Output.line("\(name) cannot log in with that key any more.")
        for desk in openDesks(at: home) where desk.account == name {
          let end = StrayDesk.ending(desk.till, at: home)
          Output.line("Her desk at till \(desk.till.number) is open and stays so: \(end) ends it.")
        }
        return
      }
      var cashiers = try Cashiers.read(home)
      let accounts = CashierAccounts(LocalMachine())
      do throws(CashierProblem) {
        let till = cashiers.till(of: name)
        let others = try accounts.names(withTills: cashiers.tills.map(\.account))
        try accounts.remove(account, hasTill: till != nil || cashiers.unclearLine(of: name) != nil) {
          closeDesks(ofUser: $0, orTill: till, at: home)
        }
        cashiers.remove(name, besides: others)
      } catch { throw fail(error.sentence, Exit.failed) }
      try cashiers.write(home)
      Output.line("\(name) cannot log in any more.")
      cashiers.tellProblemsAsWritten(in: home)
    }

    /// Closes her desks at once, and so that her screen says who did it.
    ///
    /// One that cannot be asked is left to be ended like any program of an account that goes.
    private func closeDesks(ofUser user: UInt32?, orTill till: Till?, at home: Home) {
      guard let settings = home.loaded,
        let tills = try? settings.tills(),
        let wanted = user.map({ .heldBy(userID: $0) }) ?? TillsToClose.ofNobody(at: till, tills),
        var closings = try? DeskClosings(
          wanted, at: tills, withinSeconds: 0, at: BootClock.nowMilliseconds, nameOfAccount: accountName)
      else { return }
      while !closings.isOver, let ends = try? closings.turn(at: BootClock.nowMilliseconds) {
        for end in ends { Output.line(end.line) }
        // Several desks at once, each with an end of its own: a look now and then is enough.
        if !closings.isOver { poll(nil, 0, DeskClosings<HomeTills>.turnMilliseconds) }
      }
    }
  }

  /// `kaunta cashier list`.
  struct List: ReadingCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the cashiers with their tills and keys.",
      discussion: "Exit 78 when a line of the home's file cashiers is not clear.")

    @OptionGroup var homeOption: ServerHomeOption

    @Flag(name: .long, help: "Each one's keys as well, a line each, by their fingerprints.")
    var keys = false

    func run() throws {
      let home = try homeOption.existing()
      let cashiers = try Cashiers.read(home)
      let accounts = CashierAccounts(LocalMachine())
      let listed: [ListedCashier]
      var shown: [String: [String]] = [:]
      do throws(CashierProblem) {
        listed = try accounts.list(withTills: cashiers.tills.map(\.account))
        for name in listed.compactMap({ AccountName($0.name) }) where keys {
          shown[name.text] = try accounts.keyLines(of: name)
        }
      } catch { throw fail(error.sentence, Exit.failed) }
      for line in cashiers.lines(listed, keys: shown, stray: strayDesks(at: home), at: home) { Output.line(line) }
      cashiers.tellProblems(in: home)
      if !cashiers.unclear.isEmpty { throw ExitCode(Exit.settings) }
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
    if home.isClosedToUs {
      throw fail("the shop at \(home.path) is closed to this account; put sudo before the command.", Exit.settings)
    }
    throw fail("there is no shop at \(home.path). Make one with: kaunta setup", Exit.settings)
  }
}

extension Home {
  /// Ends a service that root starts by hand where another account is to run it.
  func refuseRoot(as service: ServiceAccount.Service, isServer: Bool) throws {
    let isUnits = isServer && path == ServerHomeOption.place
    if let words = refusal(of: service, by: geteuid(), isUnits: isUnits) { throw fail(words, Exit.usage) }
  }
}

/// Ends a command that changes the machine, unless root runs it.
func requireRoot() throws {
  if geteuid() != 0 { throw fail("only root can do that; put sudo before it. Nothing was done.", Exit.usage) }
}

private func openDesks(at home: Home) -> [OpenDesk] { home.loaded?.openDesks ?? [] }

private func strayDesks(at home: Home) -> [StrayDesk] { home.loaded?.strayDesks() ?? [] }

/// A desk that is open yet at a till that is hers no more.
private func tellOfStrayDesks(of name: String, at home: Home) {
  for desk in strayDesks(at: home) where desk.account == name {
    Output.line("Her desk at till \(desk.till.number) is open yet: \(StrayDesk.ending(desk.till, at: home)) ends it.")
  }
}

private func takeTurn() throws -> CashierTurn {
  do { return try CashierTurn() } catch { throw fail(error.sentence, Exit.failed) }
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

  /// What is wrong with the file that was just written: whom its lines concern gets no desk until they are mended.
  fileprivate func tellProblemsAsWritten(in home: Home) { Cashiers(parsing: text).tellProblems(in: home) }

  /// Whom they concern gets no desk until they are mended.
  func tellProblems(in home: Home) {
    for problem in problems(in: home.cashiersFile) { Output.error("kaunta: " + problem.text) }
  }

  func write(_ home: Home) throws {
    do { try LocalMachine().write(home.cashiersFile, text, mode: home.rights?.keptFile ?? 0o600) } catch {
      throw fail(error.sentence, Exit.notWritable)
    }
  }
}

extension TillsToClose {
  /// A till's desk, where its account is gone from the machine; nil for any other.
  fileprivate static func ofNobody(at till: Till?, _ tills: HomeTills) -> TillsToClose? {
    guard let till, let holder = tills.visit(till)?.holder, getpwuid(holder.userID) == nil else { return nil }
    return .these([till])
  }
}
