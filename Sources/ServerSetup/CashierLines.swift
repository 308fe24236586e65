import Payments
import Settings

/// What `kaunta cashier` says of who sits where.
extension Cashiers {
  /// All accounts that may log in, a line each; with keys, below each a line for each of hers.
  package func lines(_ cashiers: [ListedCashier], keys: [String: [String]] = [:]) -> [String] {
    if cashiers.isEmpty { return ["There are no cashiers yet: kaunta cashier add NAME --key FILE"] }
    return cashiers.flatMap { cashier in
      let name = cashier.name
      let isMember = cashier.place == .member
      let place =
        till(of: name).map { "till \($0.number)" }
        ?? unclear.first { $0.mayName(name) }.map { "till unclear (line \($0.number) of the file cashiers)" }
        ?? "no till" + (isMember ? ", so that no desk opens (kaunta cashier add \(name) gives one)" : "")
      let line = "\(name)  \(place)  \(cashier.keys) " + (cashier.keys == 1 ? "key" : "keys")
      return [line + Self.words(on: cashier)] + keys[name, default: []].map { "    " + $0 }
    }
  }

  /// What became of an account that is no member's any more, and what to do.
  private static func words(on cashier: ListedCashier) -> String {
    let remove = "kaunta cashier remove \(cashier.name)"
    return switch cashier.place {
    case .member: ""
    case .leftOut:
      "  not let in: out of the group \(CashierPlaces.group) (kaunta cashier add \(cashier.name) takes her back, "
        + "\(remove) away)"
    case .vanished: "  her account is gone (\(remove) takes away what is left)"
    }
  }

  /// Where an account sits now.
  package func lines(ofAdded name: String, at till: Till, withKey: Bool, hasKey: Bool) -> [String] {
    let others = others(at: till, than: name)
    let end =
      withKey
      ? ", and logs in with that key."
      : hasKey ? "." : ". Without a key nobody logs in: kaunta cashier add \(name) --key FILE gives one."
    return ["\(name) sits at till \(till.number)" + end]
      + (others.isEmpty ? [] : ["So do \(others.joined(separator: ", ")): one of them at a time."])
  }

  /// The till that an account gets: the one that is wanted, else the one that it has, else the next free one; nil when
  /// all are given.
  package func till(for name: String, wanted: Till?) -> Till? { wanted ?? till(of: name) ?? freeTill }
}
