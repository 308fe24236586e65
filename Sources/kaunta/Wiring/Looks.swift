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
        keyReadiness: keyReadiness, cashiersTrouble: { cashiersTrouble },
        strayDesks: { strayDesks().map { Finding($0, at: home) } },
        openTills: { openTills }),
      at: SystemClock().now())
  }

  /// What the shop writes, and where.
  private var places: [(name: String, path: String)] {
    [
      ("ledger", home.ledgerDirectory), ("spool", home.spoolDirectory), ("witness log", home.witnessDirectory),
      ("log", ByPath.directory(of: log.file)),
    ]
  }

  /// One look at the machine under the shop.
  func machine() -> MachineCondition {
    var machine = MachineCondition(isPractice: isPractice)
    machine.disks = ShopCondition.Disk.found(under: places)
    machine.watches = .ofThisKernel()
    machine.isClockKept = kaunta_clock_is_synchronised() == 1
    machine.cashiers = (try? home.readCashiers())?.tills.map(\.account) ?? []
    machine.cashiersTrouble = cashiersTrouble
    machine.services = GroupMembers.services
    guard isServer, let group = GroupMembers(ofFile: home.path) else { return machine }
    machine.readers = .init(group: group.name, members: group.members, isOfCashiers: group.isOfCashiers)
    if group.isOfCashiers {
      machine.logins = logins(withTills: machine.cashiers)
      machine.cashiersWithoutTill = withoutTill(machine.cashiers)
    }
    var turnedAway: [(account: String, words: String)] = []
    if case .asked(let logins) = machine.logins {
      turnedAway = logins.compactMap { login in login.fault.map { (login.account, $0.words) } }
    }
    machine.strayDesks = strayDesks(turnedAway: turnedAway).map { Finding($0, at: home) }
    return machine
  }

  /// Why nobody knows the tills of all cashiers, or of some.
  private var cashiersTrouble: Finding? {
    do {
      let problems = try home.readCashiers().problems(in: home.cashiersFile)
      if !problems.isEmpty { return .unclearCashiers(problems.map { (line: $0.line ?? 0, words: $0.text) }) }
    } catch {
      return .noTills(error.text)
    }
    guard isServer, GroupMembers(ofFile: home.path)?.isOfCashiers == true else { return nil }
    return lostMap.map(Finding.noTills)
  }

  /// Cashiers have keys, and nobody knows their tills.
  private var lostMap: String? {
    if FileFacts(path: home.cashiersFile) != nil { return nil }
    let accounts = (try? CashierAccounts(HurriedMachine(LocalMachine())).list()) ?? []
    if accounts.allSatisfy({ $0.keys == 0 }) { return nil }
    return "\(home.cashiersFile) is missing: nobody has a till, and no desk opens"
  }

  /// Cashiers who can log in, and to no desk; not those of whom a line says something unclear.
  private func withoutTill(_ known: [String]) -> [String] {
    guard let cashiers = try? home.readCashiers(),
      let listed = try? CashierAccounts(HurriedMachine(LocalMachine())).list(withTills: known)
    else { return [] }
    return listed.filter { $0.place == .member && cashiers.till(of: $0.name) == nil }.map(\.name)
      .filter { cashiers.unclearLine(of: $0) == nil }
  }

  private func logins(withTills accounts: [String]) -> MachineCondition.Logins {
    do throws(CashierProblem) {
      let logins = try CashierAccounts(HurriedMachine(LocalMachine())).logins(
        asRoot: geteuid() == 0, withTills: accounts)
      guard let logins else { return .notAsked }
      return .asked(
        logins.map { login in
          .init(
            account: login.account, holes: login.holes, fault: login.fault.map { .init($0) },
            weakKeys: login.weakKeys.map { .init($0) })
        })
    } catch {
      return .failed(error.sentence)
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
    var terms = TrialTerms(
      url: url, listensOn: heartbeat.listensOn, isOnLoopback: isOnLoopback,
      isPractice: isPractice, acceptsAnyAddress: callbacks.acceptsAnyAddress)
    terms.isServer = isServer
    return trial.findings(
      RandomIdentifiers().paymentID(at: clock.now()), terms,
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

extension MachineCondition.Login.Fault {
  fileprivate init(_ fault: LoginFault) {
    self.init(words: fault.words, remedy: fault.remedy, mayBeMeant: fault.mayBeMeant)
  }
}
