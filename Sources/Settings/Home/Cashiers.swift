import Files
import Payments

/// Who sits where: the accounts of a shop server's cashiers, each with her till.
package struct Cashiers: Sendable, Equatable {
  /// Account and till, in the order in which they were added.
  package private(set) var tills: [(account: String, till: Till)] = []

  /// Nobody.
  package init() {}

  /// Reads the file's text; a line that says nothing clear is a mistake of whoever wrote it.
  package init(parsing text: String, file: String) throws(SettingsProblem) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split { $0.isWhitespace }
      if words.isEmpty || line.hasPrefix("#") { continue }
      guard words.count == 2, let number = Int(words[1]), number > 0, let till = Till(number) else {
        throw SettingsProblem(
          file: file, line: index + 1, fault: "is no account with its till",
          remedy: "write ACCOUNT NUMBER, as in njeri 1")
      }
      set(String(words[0]), till)
    }
  }

  /// Whether both name the same accounts and tills.
  package static func == (left: Cashiers, right: Cashiers) -> Bool { left.text == right.text }

  /// The till of an account; nil when it was given none.
  package func till(of account: String) -> Till? { tills.first { $0.account == account }?.till }

  /// The till of an account that has logged in and chooses no other.
  ///
  /// - Parameter number: the till that was asked for all the same.
  package func till(ofLogin account: String, instead number: Int?) throws(LoginTillRefusal) -> Till {
    if number != nil { throw .chosen }
    guard let till = till(of: account) else { throw .none(account) }
    return till
  }

  /// All these accounts were given that till.
  package func allSit(at till: Till, _ accounts: [String]) -> Bool { accounts.allSatisfy { self.till(of: $0) == till } }

  /// The others that a till was given to.
  package func others(at till: Till, than account: String) -> [String] {
    tills.filter { $0.till == till && $0.account != account }.map(\.account)
  }

  /// The lowest till that nobody was given.
  package var freeTill: Till? {
    (1...999).lazy.compactMap { Till($0) }.first { till in !tills.contains { $0.till == till } }
  }

  /// Gives an account a till, in the place of the one before.
  package mutating func set(_ account: String, _ till: Till) {
    if let index = tills.firstIndex(where: { $0.account == account }) {
      tills[index].till = till
    } else {
      tills.append((account, till))
    }
  }

  /// Takes an account's till away.
  package mutating func remove(_ account: String) { tills.removeAll { $0.account == account } }

  /// The file's text.
  package var text: String {
    "# Cashiers' accounts and their tills; written by kaunta cashier.\n"
      + tills.map { "\($0.account) \($0.till.number)\n" }.joined()
  }
}

/// Why an account that logged in gets no desk.
package enum LoginTillRefusal: Error, Equatable, Sendable {
  /// It asked for a till by its number.
  case chosen
  /// The owner has not given it one.
  case none(String)

  /// What happened, and what to do.
  package var sentence: String {
    switch self {
    case .chosen: "--till and --own-till: one of them."
    case .none(let account): "\(account) has no till yet. Ask the owner: kaunta cashier add \(account) --till NUMBER."
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
    return try Cashiers(parsing: try file.text(), file: cashiersFile)
  }
}
