import Payments
import Settings

/// By what it is told whether somebody may have a desk.
package struct DeskRights {
  private let group: GroupMembers
  private let cashiers: Cashiers?
  private let hasKey: (AccountName) -> Bool?

  /// - Parameters:
  ///   - cashiers: who sits where; nil where that cannot be read.
  ///   - hasKey: whether an account has a key; nil where that cannot be told.
  package init(group: GroupMembers, cashiers: Cashiers?, hasKey: @escaping (AccountName) -> Bool?) {
    self.group = group
    self.cashiers = cashiers
    self.hasKey = hasKey
  }

  /// The desks whose holders would not be let in to them any more, in the order given.
  package func stray(among desks: [OpenDesk]) -> [StrayDesk] {
    desks.compactMap { desk in reason(of: desk).map { StrayDesk(desk, $0) } }
  }

  private func reason(of desk: OpenDesk) -> StrayDesk.Reason? {
    guard let account = desk.account else { return .gone }
    if !group.members.contains(account) { return .leftOut(group: group.name, isOfCashiers: group.isOfCashiers) }
    guard group.isOfCashiers else { return nil }
    if let cashiers {
      if let line = cashiers.unclearLine(of: account) { return .unclear(line: line.number) }
      guard let till = cashiers.till(of: account) else { return .noTill }
      if till != desk.till { return .otherTill(till) }
    }
    if let name = AccountName(account), hasKey(name) == false { return .noKey }
    return nil
  }
}
