import CLinux
import Daraja
import DarajaClient
import Files
import Glibc
import Maintenance
import Payments
import ServerSetup
import Settings
import Spool
import Wording

extension ShopSettings {
  /// One look at the whole shop.
  var look: ConditionLook {
    ConditionLook(
      .init(
        isServer: isServer, isPractice: isPractice, publicURL: callbacks.publicURL, ledgerFile: home.ledgerFile,
        cacheDirectory: home.cacheDirectory, places: places, openSpool: openSpool, openLedger: openLedgerForCommand,
        keyReadiness: keyReadiness, openTills: { try? tills().open().map(\.number) }),
      at: SystemClock().now())
  }

  /// A shop server's home.
  var isServer: Bool { rights == .group }

  var isPractice: Bool { environment == .simulator }

  /// What the shop writes, and where.
  private var places: [(name: String, path: String)] {
    [
      ("ledger", home.ledgerDirectory), ("spool", home.spoolDirectory), ("witness log", home.witnessDirectory),
      ("log", ByPath.directory(of: log.file)),
    ]
  }

  /// The machine under the shop: disks, clock, watches, who may log in and who may read.
  func machineFindings() -> [Finding] {
    // Cashiers have an account each; the desks of one account share its limit.
    let desks = max(1, (try? home.readCashiers())?.tills.count ?? 1)
    var findings = ShopCondition.Disk.found(under: places).map { Finding.disk($0.room, of: $0.names) }
    findings += [Finding.inotify(desks: desks)].compactMap(\.self)
    // A practice home takes no real day's money and shows nobody a certificate.
    if !isPractice { findings.append(.clockKeeping(isSynchronised: kaunta_clock_is_synchronised() == 1)) }
    if isServer, let group = GroupMembers(ofFile: home.path) { findings += people(in: group) }
    return findings
  }

  private func people(in group: GroupMembers) -> [Finding] {
    guard group.isOfCashiers else { return [.readers(ofOwnGroup: group.name, members: group.members)] }
    let cashiers = (try? home.readCashiers())?.tills.map(\.account) ?? []
    let readers = Finding.readers(
      group: group.name, members: group.members.sorted(), known: cashiers + GroupMembers.services)
    do throws(CashierProblem) {
      let logins = try CashierAccounts(HurriedMachine(LocalMachine())).logins(asRoot: geteuid() == 0)
      return [readers] + (logins ?? []).map { .login($0.account, holes: $0.holes) }
    } catch {
      return [readers, .loginsNotLookedAt(error.sentence)]
    }
  }

  /// Sends a callback to the shop through its public address, and looks at the certificate there.
  func publicAddressFindings(_ spool: SpoolDirectory, _ proxy: ProxyInUse?, _ heartbeat: Heartbeat) -> [Finding] {
    let clock = SystemClock()
    let url = callbacks.publicURL
    let isOnLoopback = NameLookup(HurriedMachine(LocalMachine())).leadsToLoopback(url)
    let address = PublicAddress(url: url, proxy: isOnLoopback ? nil : proxy?.address) { clock.now().wallMilliseconds }
    defer { address.close() }
    let trial = PublicAddressTrial(
      environment: environment.rawValue, shortCode: account.receiver.businessShortCode.digits
    ) { () throws(TrialObstacle) in
      do throws(SettingsProblem) { return try readKeyRing() } catch { throw TrialObstacle(reason: error.text) }
    }
    return trial.findings(
      RandomIdentifiers().paymentID(at: clock.now()),
      TrialTerms(
        url: url, listensOn: heartbeat.listensOn, isOnLoopback: isOnLoopback,
        tellsStrangers: !isPractice && !callbacks.acceptsAnyAddress),
      at: clock.now, take: spool.takeTrial, post: { .init(address.post($0, "{}")) },
      certificateEnd: address.certificateEndWallMilliseconds)
  }
}

extension PublicAddressTrial.Answer {
  fileprivate init(_ answer: Result<HTTPAnswer, TransportFailure>) {
    self =
      switch answer {
      case .success(let answer): .answered(status: answer.status)
      case .failure(.notSent(let reason)): .notSent(reason)
      case .failure(.unknown): .unanswered
      }
  }
}
