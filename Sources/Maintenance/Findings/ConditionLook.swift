import Ledger
import Payments
import Shop
import Spool
import Wording

/// One look at the whole shop; it waits for the ledger no longer than every command.
///
/// Each part by itself: one that cannot be looked at is said, and hides none of the others.
package struct ConditionLook {
  /// What is looked at, and how a home's settings say that.
  package struct Subject {
    package var isServer: Bool
    /// What was practised is no loss.
    package var isPractice: Bool
    package var publicURL: String?
    package var ledgerFile: String
    package var cacheDirectory: String
    /// What the shop writes, and where.
    package var places: [(name: String, path: String)]
    package var openSpool: () throws(SpoolError) -> SpoolDirectory
    package var openLedger: () throws(LedgerError) -> LedgerDatabase
    /// Whether a listener would take the answers to what is sent now.
    package var keyReadiness: (ListenerReport, Moment) -> KeyReadiness
    /// Why nobody knows the tills of all cashiers, or of some.
    package var cashiersTrouble: () -> Finding?
    /// Desks that go on although whoever has them would not be let in to them any more.
    package var strayDesks: () -> [Finding]
    /// Tills at which a desk is open; nil where the locks cannot be read.
    package var openTills: () -> [Int]?

    package init(
      isServer: Bool, isPractice: Bool, publicURL: String?, ledgerFile: String, cacheDirectory: String,
      places: [(name: String, path: String)], openSpool: @escaping () throws(SpoolError) -> SpoolDirectory,
      openLedger: @escaping () throws(LedgerError) -> LedgerDatabase,
      keyReadiness: @escaping (ListenerReport, Moment) -> KeyReadiness,
      cashiersTrouble: @escaping () -> Finding? = { nil }, strayDesks: @escaping () -> [Finding] = { [] },
      openTills: @escaping () -> [Int]?
    ) {
      self.isServer = isServer
      self.isPractice = isPractice
      self.publicURL = publicURL
      self.ledgerFile = ledgerFile
      self.cacheDirectory = cacheDirectory
      self.places = places
      self.openSpool = openSpool
      self.openLedger = openLedger
      self.keyReadiness = keyReadiness
      self.cashiersTrouble = cashiersTrouble
      self.strayDesks = strayDesks
      self.openTills = openTills
    }
  }

  private let subject: Subject
  private let now: Moment

  /// A look that is taken now.
  package init(_ subject: Subject, at now: Moment) {
    self.subject = subject
    self.now = now
  }

  /// Looks.
  package func condition() -> ShopCondition {
    var condition = ShopCondition(at: now, isServer: subject.isServer)
    let spool = lookAtSpool(&condition)
    let ledger = openedLedger(&condition)
    let open = ledger.map { lookAtPayments(in: $0, &condition) } ?? []
    // Books that cannot be read hide nothing that lies in the spool.
    if let spool { lookAtUnmatched(in: spool, ledger, &condition) }
    condition.listenerTerms = terms(condition.heartbeat, waiting: open)
    condition.openTills = subject.openTills()
    condition.cashiersTrouble = subject.cashiersTrouble()
    condition.strayDesks = subject.strayDesks()
    condition.poller = PollerPulse.read(subject.cacheDirectory, at: now)
    condition.disks = ShopCondition.Disk.found(under: subject.places)
    condition.backup = BackupRecord(besideLedger: subject.ledgerFile)
    return condition
  }

  /// What is worth an alert, and the public address as others see it: in practice nobody but this machine goes there,
  /// and without a listener that none answers is said already.
  package func alarming(publicAddress: (Heartbeat) -> [Finding]) -> [Finding] {
    let condition = condition()
    guard !subject.isPractice, let heartbeat = condition.heartbeat?.fresh else { return condition.alarming }
    return condition.alarming + publicAddress(heartbeat)
  }

  /// What a listener of this home is judged by.
  ///
  /// - Parameter waiting: payments among which answers may be missing.
  package func terms(_ reading: HeartbeatReading?, waiting: [PaymentSummary]) -> ListenerTerms {
    var terms = ListenerTerms(isServer: subject.isServer, publicURL: subject.publicURL)
    guard let report = reading?.fresh?.report else { return terms }
    switch subject.keyReadiness(report, now) {
    case .listenerRefusesOurKey: terms.refusesOurKey = true
    case .unreadable(let words): terms.keyTrouble = words
    case .ready: break
    }
    terms.answersAreMissing = AnswerWatch(report.pulse, waiting: waiting, pace: nil, at: now).answersAreMissing
    return terms
  }

  private func lookAtSpool(_ condition: inout ShopCondition) -> SpoolDirectory? {
    do throws(SpoolError) {
      let spool = try subject.openSpool()
      condition.heartbeat = try spool.readHeartbeat(now: now)
      let counts = try spool.counts()
      let oldest = try spool.oldestArrivalWallMilliseconds()
      condition.arrived = .init(count: counts.delivered, oldestMilliseconds: oldest.map(age))
      condition.newer = counts.newer
      condition.strays = counts.strays
      return spool
    } catch {
      condition.spoolTrouble = error.sentence
      return nil
    }
  }

  private func lookAtUnmatched(
    in spool: SpoolDirectory, _ ledger: LedgerDatabase?, _ condition: inout ShopCondition
  ) {
    do {
      let kept = try spool.kept { try ledger?.unmatchedResolutions() }
      condition.unmatched = .init(
        kept.map { .init(id: String($0.id.prefix(16)), ageMilliseconds: $0.sinceWallMilliseconds.map(age)) })
    } catch {
      condition.spoolTrouble = (error as? SpoolError)?.sentence
    }
  }

  private func age(_ sinceWallMilliseconds: Int64) -> Int64 { max(0, now.wallMilliseconds - sinceWallMilliseconds) }

  private func openedLedger(_ condition: inout ShopCondition) -> LedgerDatabase? {
    do throws(LedgerError) { return try subject.openLedger() } catch {
      say(error, &condition)
      return nil
    }
  }

  /// Gives back the payments that are open, as far as they are known.
  private func lookAtPayments(in ledger: LedgerDatabase, _ condition: inout ShopCondition) -> [PaymentSummary] {
    do throws(LedgerError) {
      let open = try ledger.openPayments()
      let newest = try ledger.newestPayments(limit: 1)
      condition.hasPayments = !subject.isPractice && !newest.isEmpty
      condition.today = try ledger.totals(of: EastAfricaTime(now).businessDay, till: .commandLine)
      condition.count(open)
      condition.waitAfterRestore = WaitAfterRestore(
        leftMilliseconds: try ledger.waitAfterRestoreMilliseconds(at: now), at: now)
      return open
    } catch {
      say(error, &condition)
      return []
    }
  }

  private func say(_ error: LedgerError, _ condition: inout ShopCondition) {
    let answersAreKept = condition.heartbeat?.fresh.map { $0.report.keepsAnswers(at: now) } ?? false
    condition.ledgerTrouble = error.standing(answersAreKept: answersAreKept).english
    // Whoever cannot read it has something to lose.
    condition.hasPayments = !subject.isPractice
  }
}
