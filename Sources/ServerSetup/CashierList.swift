/// One of whom a shop's server knows as a cashier.
package struct ListedCashier: Sendable, Equatable {
  /// What became of her account.
  package enum Place: Sendable, Equatable {
    /// It is in the cashiers' group.
    case member
    /// It is in that group, by hand, and is no cashier's.
    case stranger
    /// It was taken out of the group, by hand: nobody logs in to it.
    case leftOut
    /// It is gone from the machine, by hand: a key or a till is left of it.
    case vanished
  }

  package let name: String
  /// How many keys she has.
  package let keys: Int
  package let place: Place

  /// One as found.
  package init(_ name: String, keys: Int, _ place: Place = .member) {
    self.name = name
    self.keys = keys
    self.place = place
  }
}

/// Who the cashiers are.
extension CashierAccounts {
  /// Members of the group who can log in; and whoever was one of them, has an account, a key or a till yet, and is shut
  /// out.
  ///
  /// - Parameter withTills: the accounts that were given a till.
  package func list(withTills: [String] = []) throws(CashierProblem) -> [ListedCashier] {
    let members = try members()
    let accounts = Self.rows(try asking(["getent", "passwd"]).text).filter { $0.count > 5 }
    let made = Set(accounts.filter { $0[5] == CashierPlaces.home }.map { String($0[0]) })
    let left = made.union(machine.names(in: CashierPlaces.keys)).union(withTills).subtracting(members)
    var listed: [ListedCashier] = []
    for name in members.union(left).sorted().compactMap(AccountName.init) {
      if CashierPlaces.services.contains(name.text) { continue }
      let isAnothers = accounts.contains { $0[0] == name.text } && !made.contains(name.text)
      var place = isAnothers ? ListedCashier.Place.stranger : .member
      if !members.contains(name.text) {
        place = made.contains(name.text) ? .leftOut : .vanished
        // One of another kind that has such a name: no key here lets anybody in to it.
        if place == .vanished, try asking(["getent", "passwd", name.text]).code == 0 { continue }
      }
      listed.append(ListedCashier(name.text, keys: keyFileLines(of: name).count { !$0.hasPrefix("#") }, place))
    }
    return listed
  }

  /// Every account that a line of the cashiers' file may be about.
  package func names(withTills: [String]) throws(CashierProblem) -> [String] {
    Set(try list(withTills: withTills).map(\.name)).union(try members()).union(withTills).sorted()
  }

  /// Everybody in the group, also those whose first group it is: these stand in no list of members.
  package func members() throws(CashierProblem) -> Set<String> {
    guard let group = Self.rows(try asking(["getent", "group", CashierPlaces.group]).text).first, group.count > 3
    else { return [] }
    let firsts = Self.rows(try asking(["getent", "passwd"]).text).filter { $0.count > 3 && $0[3] == group[2] }
    return Set((group[3].split(separator: ",") + firsts.map { $0[0] }).map(String.init))
  }

  private static func rows(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: ":", omittingEmptySubsequences: false) }
  }
}
