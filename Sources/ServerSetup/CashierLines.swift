import Payments
import Settings

/// What `kaunta cashier` says of who sits where.
extension Cashiers {
  /// All accounts that may log in, a line each; with keys, below each a line for each of hers.
  package func lines(_ members: [(name: String, keys: Int)], keys: [String: [String]] = [:]) -> [String] {
    if members.isEmpty { return ["There are no cashiers yet: kaunta cashier add NAME --key FILE"] }
    return members.flatMap { member in
      let place =
        till(of: member.name).map { "till \($0.number)" }
        ?? "no till, so that no desk opens (kaunta cashier add \(member.name) gives one)"
      let line = "\(member.name)  \(place)  \(member.keys) " + (member.keys == 1 ? "key" : "keys")
      return [line] + keys[member.name, default: []].map { "    " + $0 }
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
