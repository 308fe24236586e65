import Payments
import Settings

/// What `kaunta cashier` says of who sits where.
extension Cashiers {
  /// All accounts that may log in, a line each; with keys, below each a line for each of hers.
  ///
  /// - Parameter stray: desks whose holders would not be let in to them any more.
  package func lines(
    _ cashiers: [ListedCashier], keys: [String: [String]] = [:], stray: [StrayDesk] = [], at home: Home
  ) -> [String] {
    func isHers(_ desk: StrayDesk, _ name: String) -> Bool {
      desk.account == name || (desk.reason == .gone && till(of: name) == desk.till)
    }
    let others = stray.filter { desk in !cashiers.contains { isHers(desk, $0.name) } }
    let rest = others.map { $0.words + ". " + $0.remedy(at: home) }
    if cashiers.isEmpty { return ["There are no cashiers yet: kaunta cashier add NAME --key FILE"] + rest }
    return cashiers.flatMap { cashier in
      let name = cashier.name
      let isMember = cashier.place == .member
      let place =
        till(of: name).map { "till \($0.number)" }
        ?? unclearLine(of: name).map { "till unclear (line \($0.number) of the file cashiers)" }
        ?? "no till" + (isMember ? ", so that no desk opens (kaunta cashier add \(name) gives one)" : "")
      let line = "\(name)  \(place)  \(cashier.keys) " + (cashier.keys == 1 ? "key" : "keys")
      let desks = stray.filter { isHers($0, name) }.map { desk in
        "  a desk open at till \(desk.till.number) (\(StrayDesk.ending(desk.till, at: home)) ends it)"
      }
      return [line + Self.words(on: cashier) + desks.joined()] + keys[name, default: []].map { "    " + $0 }
    } + rest
  }

  /// What became of an account that is no member's any more, and what to do.
  private static func words(on cashier: ListedCashier) -> String {
    let remove = "kaunta cashier remove \(cashier.name)"
    return switch cashier.place {
    case .member: ""
    case .stranger:
      "  no cashier's account, and in the group \(CashierPlaces.group) by hand (gpasswd --delete \(cashier.name) "
        + "\(CashierPlaces.group) takes it out)"
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

  /// Why nobody knows which till an account has, for whoever does not say which it is to be; nil where it is known.
  package func doubt(about name: String, in file: String) -> String? {
    guard let line = unclearLine(of: name) else { return nil }
    return
      "which till \(name) has is not clear (line \(line.number) of \(file)). Say which it is to be: kaunta cashier add "
      + "\(name) --till N. Nothing was done."
  }

  /// The till that an account gets: the one that is wanted, else the one that it has, else the next free one; nil when
  /// all are given.
  package func till(for name: String, wanted: Till?) -> Till? { wanted ?? till(of: name) ?? freeTill }
}
