import Files
import Glibc
import Maintenance
import Payments
import ServerSetup
import Settings
import Tills
import Wording

extension ShopSettings {
  /// Desks that are open, by the kernel; nil where the locks cannot be read.
  var openDesks: [OpenDesk]? {
    guard let tills = try? tills(), let open = try? tills.open() else { return nil }
    return open.compactMap { till in
      guard let user = tills.visit(till)?.holder.userID else { return nil }
      return OpenDesk(till: till, userID: user, account: getpwuid(user) == nil ? nil : accountName(user))
    }
  }

  /// Desks whose holders would not be let in to them any more; nothing at a home of one user.
  ///
  /// - Parameter turnedAway: why sshd or the machine would not let an account in, in words that follow its name.
  func strayDesks(turnedAway: [(account: String, words: String)] = []) -> [StrayDesk] {
    guard isServer, let group = GroupMembers(ofFile: home.path), let owner = FileFacts(path: home.path)?.userID else {
      return []
    }
    // Root and whose the home is are in no group and in no map, and may open a desk.
    let desks = (openDesks ?? []).filter { ![0, owner].contains($0.userID) }
    if desks.isEmpty { return [] }
    let rights = DeskRights(group: group, cashiers: try? home.readCashiers()) { name in
      CashierAccounts(LocalMachine()).hasKey(name)
    }
    let stray = rights.stray(among: desks)
    let others = desks.filter { desk in !stray.contains { $0.till == desk.till } }
    return stray
      + others.compactMap { desk in
        turnedAway.first { $0.account == desk.account }.map { StrayDesk(desk, .turnedAway($0.words)) }
      }
  }
}

extension Finding {
  /// A desk that goes on although whoever has it would not be let in to it any more.
  init(_ desk: StrayDesk, at home: Home) {
    self = .strayDesk(desk.words, remedy: desk.remedy(at: home), isBad: desk.isSurelyWrong)
  }
}
