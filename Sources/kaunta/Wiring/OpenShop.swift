import ArgumentParser
import CommandText
import Daraja
import DarajaClient
import DeskRuntime
import Files
import Glibc
import Ledger
import Maintenance
import Payments
import Settings
import Shop
import Spool

/// A shop whose ledger, spool and wire are open: what every command but the servers works with.
struct OpenShop {
  let settings: ShopSettings
  let till: Till
  let clock: SystemClock
  private(set) var ledger: LedgerDatabase
  let spool: SpoolDirectory
  let client: HTTPDarajaClient
  let cache: TokenCache
  private(set) var worker: ShopWorker
  private let files: LedgerFiles

  /// Opens everything; what cannot be opened ends the command with its sentence and code.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for whoever has the ledger.
  ///   - staysOpen: once it is open, waits for it as long as it takes: it has a screen that says for whom.
  ///   - log: takes what is wrong beside the payments; a command that asks Safaricom for nothing has nothing to say.
  ///   - beforePush: called before each request that asks for money.
  init(
    _ settings: ShopSettings, till: Till, patience: LockPatience = .ofCommand, staysOpen: Bool = false,
    log: @escaping @Sendable (String) -> Void = { _ in },
    beforePush: @escaping @Sendable () -> Void = {}
  ) throws {
    self.settings = settings
    self.till = till
    let clock = SystemClock()
    self.clock = clock
    var files = settings.ledgerFiles(till: till)
    files.patienceAtOpening = patience
    files.patience = staysOpen ? nil : patience
    self.files = files
    ledger = try settings.openLedger(files)
    spool = try settings.openSpool()
    (client, cache) = settings.wire(clock, through: try settings.proxyInUse()) { log($0.sentence) }
    worker = ShopWorker(
      facts: ShopFacts(
        till: till, owner: "process \(getpid())", environment: settings.environment, account: settings.account,
        publicURL: settings.callbacks.publicURL, schedule: settings.schedule),
      ledger: ledger, spool: SpoolAdapter(spool, clock: clock) { settings.answerSeal },
      daraja: DarajaAdapter(client: client, cache: cache, beforePush: beforePush), clock: clock,
      identifiers: RandomIdentifiers(),
      keys: { [spool] in
        let now = clock.now()
        return settings.keyReadiness(spool.listenerReport(at: now), at: now)
      })
  }

  /// Opens the ledger that lies in the old one's place now; all else goes on, and nothing that is known is forgotten.
  func reopened() throws(LedgerError) -> OpenShop {
    var shop = self
    shop.ledger = try settings.openLedger(files)
    shop.worker = worker.moved(to: shop.ledger)
    return shop
  }

  /// A person's decisions.
  var decisions: LedgerDecisions {
    let home = settings.home
    return LedgerDecisions(ledger) { () throws(SupervisorsUnreadable) in
      do throws(SettingsProblem) { return try home.supervisors() } catch {
        throw SupervisorsUnreadable(reason: error.fault)
      }
    }
  }

  /// What fits no payment.
  var unmatched: UnmatchedCallbacks { UnmatchedCallbacks(decisions: decisions, spool: spool) }

  /// What a desk's jobs are done with.
  ///
  /// - Parameter phones: the customers', which only a demo shows.
  func works(phones: (any DemoPhonesPort)? = nil, log: @escaping @Sendable (String) -> Void) -> DeskWorks {
    DeskWorks(
      worker: worker, decisions: decisions, unmatched: unmatched, reading: ledger, phones: phones, log: log)
  }

  /// What is personal and no longer needed.
  var purge: Purge { Purge(ledger, spool) }

  /// Lets go of the network's thread.
  func close() { client.close() }
}

extension ShopSettings {
  /// By which kept answers are known to be this shop's own; nil while the secret cannot be read.
  var answerSeal: AnswerSeal? { (try? readConsumerSecret()).map { AnswerSeal(consumerSecret: $0.revealed) } }

  /// Where the ledger is, for a process that works as a till.
  func ledgerFiles(till: Till) -> LedgerFiles {
    var files = LedgerFiles(
      path: home.ledgerFile, mode: rights.sharedFile, holder: "process \(getpid()), till \(till.number)")
    files.trace = home.ledgerTrace
    return files
  }

  /// Opens the ledger for a command that looks at it, and waits no longer than every command.
  func openLedgerForCommand() throws(LedgerError) -> LedgerDatabase {
    var files = ledgerFiles(till: .commandLine)
    files.patience = .ofCommand
    return try openLedger(files)
  }

  /// Opens the ledger, and makes it if it was never there.
  func openLedger(_ files: LedgerFiles) throws(LedgerError) -> LedgerDatabase {
    try LedgerDatabase(files: files, binding: ledgerBinding, makeSalt: RandomIdentifiers.salt)
  }

  /// The way to Safaricom, and the token that all processes share.
  ///
  /// - Parameter report: hears of what is wrong with that token's file.
  func wire(
    _ clock: SystemClock, through proxy: ProxyInUse?, report: @escaping @Sendable (TokenCacheProblem) -> Void
  ) -> (client: HTTPDarajaClient, cache: TokenCache) {
    let client = HTTPDarajaClient(
      settings: ClientSettings(baseURL: baseURL, proxy: proxy?.address),
      credentials: ClientCredentials(consumerKey: consumerKey) { try? readConsumerSecret() }, clock: clock.now)
    let cache = TokenCache(
      directory: home.cacheDirectory, baseURL: baseURL, consumerKey: consumerKey, fileMode: rights.sharedFile,
      clock: clock.now, report: report)
    return (client, cache)
  }

  /// Whose money the ledger counts.
  var ledgerBinding: LedgerBinding {
    LedgerBinding(
      environment: environment.rawValue, shortCode: account.receiver.businessShortCode.digits)
  }

  /// The home's spool.
  func openSpool() throws(SpoolError) -> SpoolDirectory { try home.openSpool(rights) }

  /// The listener's own log.
  func witness() throws(SpoolError) -> WitnessLog { try home.openWitness(rights) }

  /// The listener's own log; nil when this account cannot even open its directory.
  var readableWitness: WitnessLog? { try? witness() }
}

extension Home {
  /// Who has a PIN; a file of which one line is no PIN is wrong as a whole.
  func supervisors() throws(SettingsProblem) -> [SupervisorPIN] {
    let lines = try readSupervisors()
    do { return try [SupervisorPIN](lines: lines) } catch {
      throw SettingsProblem(
        file: supervisorsFile, fault: error.fault, remedy: "remove the file and set the PINs anew: kaunta pin set")
    }
  }

  /// The spool, as everybody opens it.
  func openSpool(_ rights: HomeRights) throws(SpoolError) -> SpoolDirectory {
    try SpoolDirectory(path: spoolDirectory, modes: rights == .group ? .group : .oneUser)
  }

  /// The listener's own log.
  func openWitness(_ rights: HomeRights) throws(SpoolError) -> WitnessLog {
    try WitnessLog(
      path: witnessDirectory, modes: SpoolModes(directory: rights.witnessDirectory, file: rights.witnessFile))
  }
}

extension ShopSettings {
  /// Whether the listener would take the answers to what this desk is about to send (rules.md section 6).
  ///
  /// The keys are read anew each time, so that a rotation needs no restart.
  func keyReadiness(_ listener: ListenerReport?, at now: Moment) -> KeyReadiness {
    keyReadiness(listener, at: now) { () throws(SettingsProblem) in try readKeyRing() }
  }

  /// The same, of keys that somebody keeps.
  func keyReadiness(
    _ listener: ListenerReport?, at now: Moment, _ ring: () throws(SettingsProblem) -> TagKeyRing
  ) -> KeyReadiness {
    do {
      return KeyReadiness(
        try ring(), listener, environment: environment.rawValue,
        shortCode: account.receiver.businessShortCode.digits, at: now)
    } catch {
      return .unreadable(error.text)
    }
  }
}
