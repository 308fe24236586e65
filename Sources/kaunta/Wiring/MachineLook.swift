import CLinux
import Files
import Glibc
import Maintenance
import Payments
import ServerSetup
import Settings
import Wording

/// The machine under the shop: disks, clock, watches, who may log in and who may read.
struct MachineLook {
  let settings: ShopSettings

  var isServer: Bool { settings.rights == .group }

  func findings() -> [Finding] {
    var findings = disks().map { Finding.disk($0.room, of: $0.names) }
    findings += [watches()].compactMap(\.self)
    // A practice home takes no real day's money and shows nobody a certificate.
    if settings.environment != .simulator {
      findings.append(.clockKeeping(isSynchronised: kaunta_clock_is_synchronised() == 1))
    }
    if isServer { findings += people() }
    return findings
  }

  /// One for each filesystem that the shop writes to.
  func disks() -> [ShopCondition.Disk] {
    let home = settings.home
    let places = [
      ("ledger", home.ledgerDirectory), ("spool", home.spoolDirectory), ("witness log", home.witnessDirectory),
      ("log", ByPath.directory(of: settings.log.file)),
    ]
    var found: [ShopCondition.Disk] = []
    for (name, path) in places {
      guard let room = FilesystemRoom(path: path) else { continue }
      if let index = found.firstIndex(where: { $0.room.device == room.device }) {
        found[index].names.append(name)
      } else {
        found.append(ShopCondition.Disk(room: room, names: [name]))
      }
    }
    return found
  }

  private func watches() -> Finding? {
    func limit(_ name: String) -> Int? {
      Int(KernelFiles.text("/proc/sys/fs/inotify/" + name).filter { !$0.isWhitespace })
    }
    // Cashiers have an account each; the desks of one account share its limit.
    let desks = max(1, (try? settings.home.readCashiers())?.tills.count ?? 1)
    return Finding.inotify(
      instances: limit("max_user_instances"), watches: limit("max_user_watches"), desks: desks)
  }

  private func people() -> [Finding] {
    guard let entry = FileFacts(path: settings.home.path).flatMap({ getgrgid($0.groupID) })?.pointee,
      let name = entry.gr_name.map({ String(cString: $0) })
    else { return [] }
    var members: [String] = []
    var next = entry.gr_mem
    while let member = next?.pointee {
      members.append(String(cString: member))
      next = next?.successor()
    }
    // Whoever's first group it is stands in no list of members.
    setpwent()
    defer { endpwent() }
    while let account = getpwent()?.pointee {
      let account = (name: String(cString: account.pw_name), group: account.pw_gid)
      if account.group == entry.gr_gid, !members.contains(account.name) { members.append(account.name) }
    }
    guard name == CashierPlaces.group else {
      return [Finding(.good, "readers", "root and the group \(name) (\(members.joined(separator: ", "))) read secrets")]
    }
    let cashiers = (try? settings.home.readCashiers())?.tills.map(\.account) ?? []
    let known = cashiers + CashierPlaces.services.sorted()
    return [Finding.readers(group: name, members: members.sorted(), known: known)] + logins()
  }

  /// Only root can ask sshd; where there is none, nobody logs in.
  private func logins() -> [Finding] {
    let machine = HurriedMachine(LocalMachine())
    guard geteuid() == 0, machine.text(of: "/etc/ssh/sshd_config") != nil else { return [] }
    let accounts = CashierAccounts(machine)
    do throws(CashierProblem) {
      var findings: [Finding] = []
      for member in try accounts.list() {
        guard let name = AccountName(member.name) else { continue }
        findings.append(.login(member.name, holes: try accounts.holes(for: name)))
      }
      return findings
    } catch {
      return [Finding(.look, "login", "sshd could not be asked what it allows: \(error.sentence)")]
    }
  }
}
