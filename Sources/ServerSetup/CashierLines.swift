import Payments
import Settings

/// What `kaunta cashier` says of who sits where.
extension Cashiers {
  /// All accounts that may log in, a line each.
  package func lines(_ members: [(name: String, keys: Int)]) -> [String] {
    if members.isEmpty { return ["There are no cashiers yet: kaunta cashier add NAME --key FILE"] }
    return members.map { member in
      let place =
        till(of: member.name).map { "till \($0.number)" }
        ?? "no till, so that no desk opens (kaunta cashier add \(member.name) gives one)"
      return "\(member.name)  \(place)  \(member.keys) " + (member.keys == 1 ? "key" : "keys")
    }
  }

  /// Where an account sits now.
  package func lines(ofAdded name: String, at till: Till, withKey: Bool) -> [String] {
    let others = others(at: till, than: name)
    return ["\(name) sits at till \(till.number)" + (withKey ? ", and logs in with that key." : ".")]
      + (others.isEmpty ? [] : ["So do \(others.joined(separator: ", ")): one of them at a time."])
  }

  /// The till that an account gets: the one that is wanted, else the one that it has, else the next free one; nil when
  /// all are given.
  package func till(for name: String, wanted: Till?) -> Till? { wanted ?? till(of: name) ?? freeTill }
}
