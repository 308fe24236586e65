import Files
import Payments

/// Who sits where: the accounts of a shop server's cashiers, each with her till.
package struct Cashiers: Sendable, Equatable {
  /// Account and till, in the order in which they were added; nobody whom an unclear line may concern.
  package private(set) var tills: [(account: String, till: Till)] = []
  /// Lines that say nothing clear; they stay as they are until what is set or removed is theirs.
  package private(set) var unclear: [UnclearCashierLine] = []

  /// Nobody.
  package init() {}

  /// Reads the file's text.
  ///
  /// A line that says nothing clear shuts out whoever may stand in it, also where another line of hers is clear: which
  /// of the two is meant nobody knows. All others it does not concern: who stands in no line has no till anyway.
  package init(parsing text: String) {
    var clear: [(line: UnclearCashierLine, account: String, till: Till)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = UnclearCashierLine.said(in: line).split { $0.isWhitespace }
      if words.isEmpty { continue }
      func unclear(_ fault: UnclearCashierLine.Fault) -> UnclearCashierLine {
        UnclearCashierLine(number: index + 1, text: String(line), fault: fault)
      }
      guard words.count == 2, words[0].allSatisfy(UnclearCashierLine.mayStandInAName), let number = Int(words[1]),
        number > 0, let till = Till(number)
      else {
        self.unclear.append(unclear(.shape))
        continue
      }
      if UnclearCashierLine.hasCapitals(words[0]) {
        self.unclear.append(unclear(.capitals))
      } else if let before = clear.first(where: { $0.account == words[0] }) {
        // The same once more is no other.
        if before.till == till { continue }
        if !self.unclear.contains(where: { $0.number == before.line.number }) { self.unclear.append(before.line) }
        self.unclear.append(unclear(.second(account: before.account, afterLine: before.line.number)))
      } else {
        clear.append((unclear(.first), String(words[0]), till))
      }
    }
    unclear.sort { $0.number < $1.number }
    tills = clear.map { ($0.account, $0.till) }.filter { row in !unclear.contains { $0.mayName(row.account) } }
  }

  /// Whether both name the same accounts and tills.
  package static func == (left: Cashiers, right: Cashiers) -> Bool { left.text == right.text }

  /// The till of an account; nil when it was given none.
  package func till(of account: String) -> Till? { tills.first { $0.account == account }?.till }

  /// The first line in which an account may stand and that says nothing clear; nil where all of hers are clear.
  package func unclearLine(of account: String) -> UnclearCashierLine? { unclear.first { $0.mayName(account) } }

  /// The till of an account that has logged in and chooses no other.
  ///
  /// - Parameter number: the till that was asked for all the same.
  package func till(ofLogin account: String, instead number: Int?) throws(LoginTillRefusal) -> Till {
    if number != nil { throw .chosen }
    if let line = unclearLine(of: account) { throw .unclear(account, line: line.number) }
    guard let till = till(of: account) else { throw .none(account) }
    return till
  }

  /// All these accounts were given that till.
  package func allSit(at till: Till, _ accounts: [String]) -> Bool { accounts.allSatisfy { self.till(of: $0) == till } }

  /// The others that a till was given to.
  package func others(at till: Till, than account: String) -> [String] {
    tills.filter { $0.till == till && $0.account != account }.map(\.account)
  }

  /// The lowest till that nobody was given, as far as is known.
  package var freeTill: Till? {
    (1...999).lazy.compactMap { Till($0) }.first { till in
      !tills.contains { $0.till == till } && !unclear.contains { $0.numbers.contains(till.number) }
    }
  }

  /// Gives an account a till, in the place of the one before, and of whatever was not clear about it.
  ///
  /// - Parameter others: the accounts that a line in which this one stands may be about as well.
  package mutating func set(_ account: String, _ till: Till, besides others: [String] = []) {
    forgetUnclear(account, besides: others)
    if let index = tills.firstIndex(where: { $0.account == account }) {
      tills[index].till = till
    } else {
      tills.append((account, till))
    }
  }

  /// Takes an account's till away.
  ///
  /// - Parameter others: as of ``set(_:_:besides:)``.
  package mutating func remove(_ account: String, besides others: [String] = []) {
    forgetUnclear(account, besides: others)
    tills.removeAll { $0.account == account }
  }

  /// What a line may say of others stays unclear.
  private mutating func forgetUnclear(_ account: String, besides others: [String]) {
    unclear = unclear.compactMap { $0.without(account, besides: others) }
  }

  /// What is to be mended in the file, a problem for each line of it.
  package func problems(in file: String) -> [SettingsProblem] { unclear.compactMap { $0.problem(in: file) } }

  /// The file's text.
  package var text: String {
    "# Cashiers' accounts and their tills; written by kaunta cashier, which keeps no other remarks.\n"
      + tills.map { "\($0.account) \($0.till.number)\n" }.joined() + unclear.map { $0.text + "\n" }.joined()
  }
}

/// Why an account that logged in gets no desk.
package enum LoginTillRefusal: Error, Equatable, Sendable {
  /// It asked for a till by its number.
  case chosen
  /// The owner has not given it one.
  case none(String)
  /// A line in which it may stand says nothing clear.
  case unclear(String, line: Int)

  /// What happened, and what to do.
  package var sentence: String {
    switch self {
    case .chosen: "--till and --own-till: one of them."
    case .none(let account): "\(account) has no till yet. Ask the owner: kaunta cashier add \(account) --till NUMBER."
    case .unclear(let account, let line):
      "which till \(account) has cannot be read (line \(line) of the file cashiers). Ask the owner: kaunta cashier add "
        + "\(account) --till NUMBER."
    }
  }
}

extension Home {
  /// Which account sits at which till, on a shop server.
  package var cashiersFile: String { path + "/cashiers" }

  /// The cashiers; nobody when there is no such file.
  ///
  /// - Throws: a problem when others may write it, when it is not the owner's, or when it cannot be read.
  package func readCashiers() throws(SettingsProblem) -> Cashiers {
    if FileFacts(path: cashiersFile) == nil { return Cashiers() }
    let file = SecretFile(
      path: cashiersFile, rights: rights ?? .oneUser, words: "the cashiers", source: "kaunta cashier add")
    return Cashiers(parsing: try file.text())
  }
}
