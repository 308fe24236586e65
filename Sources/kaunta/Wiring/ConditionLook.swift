import Ledger
import Maintenance
import Payments
import Settings
import Spool
import Tills

/// One look at the whole shop; it waits for the ledger no longer than every command.
///
/// Each part by itself: one that cannot be looked at is said, and hides none of the others.
struct ConditionLook {
  let settings: ShopSettings

  func condition() -> ShopCondition {
    let now = SystemClock().now()
    var condition = ShopCondition(at: now, isServer: settings.rights == .group)
    lookAtSpool(&condition)
    let open = lookAtLedger(&condition)
    condition.listenerTerms = settings.listenerTerms(condition.heartbeat, waiting: open, at: now)
    condition.openTills = openTills()
    condition.poller = PollerPulse.read(settings.home.cacheDirectory, at: now)
    condition.disks = MachineLook(settings: settings).disks()
    condition.backup = BackupRecord(besideLedger: settings.home.ledgerFile)
    return condition
  }

  private func lookAtSpool(_ condition: inout ShopCondition) {
    let now = condition.at
    func age(_ since: Int64) -> Int64 { max(0, now.wallMilliseconds - since) }
    do throws(SpoolError) {
      let spool = try settings.openSpool()
      condition.heartbeat = try spool.readHeartbeat(now: now)
      let odd = try spool.oddItems()
      condition.unmatched = .init(
        odd.map { .init(id: String($0.nameDigest.prefix(16)), ageMilliseconds: $0.sinceWallMilliseconds.map(age)) })
      let counts = try spool.counts()
      let oldest = try spool.oldestArrivalWallMilliseconds()
      condition.arrived = .init(count: counts.delivered, oldestMilliseconds: oldest.map(age))
      condition.newer = counts.newer
      condition.strays = counts.strays
    } catch {
      condition.spoolTrouble = error.sentence
    }
  }

  /// Gives back the payments that are open, as far as they are known.
  private func lookAtLedger(_ condition: inout ShopCondition) -> [PaymentSummary] {
    // What was practised is no loss.
    let isPractice = settings.environment == .simulator
    let now = condition.at
    do throws(LedgerError) {
      var files = settings.ledgerFiles(till: .commandLine)
      files.patience = .ofCommand
      let ledger = try settings.openLedger(files)
      let open = try ledger.openPayments()
      let newest = try ledger.newestPayments(limit: 1)
      condition.hasPayments = !isPractice && !newest.isEmpty
      condition.today = try ledger.totals(of: EastAfricaTime(now).businessDay, till: .commandLine)
      condition.count(open)
      return open
    } catch {
      let answersAreKept = condition.heartbeat?.fresh.map { $0.report.keepsAnswers(at: now) } ?? false
      condition.ledgerTrouble = error.standing(answersAreKept: answersAreKept).english
      // Whoever cannot read it has something to lose.
      condition.hasPayments = !isPractice
      return []
    }
  }

  /// Tills at which a desk is open; nil where the locks cannot be read.
  private func openTills() -> [Int]? {
    guard let locks = try? settings.home.openLocks(), let tills = try? TillLock.tills(in: locks) else { return nil }
    return try? tills.filter { try !TillLock.isFree($0, in: locks) }.map(\.number)
  }
}

extension ShopSettings {
  /// What a listener of this home is judged by.
  ///
  /// - Parameter waiting: payments among which answers may be missing.
  func listenerTerms(_ reading: HeartbeatReading?, waiting: [PaymentSummary], at now: Moment) -> ListenerTerms {
    var terms = ListenerTerms(isServer: rights == .group, publicURL: callbacks.publicURL)
    guard let report = reading?.fresh?.report else { return terms }
    switch keyReadiness(report, at: now) {
    case .listenerRefusesOurKey: terms.refusesOurKey = true
    case .unreadable(let words): terms.keyTrouble = words
    case .ready: break
    }
    terms.answersAreMissing = AnswerWatch(report.pulse, waiting: waiting, pace: nil, at: now).answersAreMissing
    return terms
  }
}
