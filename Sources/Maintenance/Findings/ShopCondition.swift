import Files
import Payments
import Spool
import Wording

/// How a shop is, as one look at it found: a value for whoever tells it on, as lines, JSON, figures or alerts.
package struct ShopCondition: Sendable, Equatable {
  /// Some things of one sort, and how long the oldest has been there.
  package struct Tally: Sendable, Equatable {
    /// One of them.
    package struct Item: Sendable, Equatable {
      /// Names it among its sort, as it is now: with neither a phone nor a name.
      package var id: String
      /// How long it has been there; nil when nothing tells.
      package var ageMilliseconds: Int64?

      /// One thing.
      package init(id: String, ageMilliseconds: Int64?) {
        self.id = id
        self.ageMilliseconds = ageMilliseconds
      }
    }

    /// How many.
    package var count = 0
    /// Since when the oldest; nil when there is none, or when nothing tells.
    package var oldestMilliseconds: Int64?
    /// Each of them, oldest first, where they are told apart.
    package var items: [Item] = []

    /// Things as counted.
    package init(count: Int = 0, oldestMilliseconds: Int64? = nil) {
      self.count = count
      self.oldestMilliseconds = oldestMilliseconds
    }

    /// Things that are told apart.
    package init(_ items: [Item]) {
      let sorted = items.sorted { ($1.ageMilliseconds ?? 0, $0.id) < ($0.ageMilliseconds ?? 0, $1.id) }
      self.init(count: items.count, oldestMilliseconds: items.compactMap(\.ageMilliseconds).max())
      self.items = sorted
    }
  }

  /// A filesystem, and what of the shop lies on it.
  package struct Disk: Sendable, Equatable {
    /// Its room.
    package var room: FilesystemRoom
    /// What lies on it.
    package var names: [String]

    /// A filesystem as found.
    package init(room: FilesystemRoom, names: [String]) {
      self.room = room
      self.names = names
    }
  }

  /// When it was looked at.
  package var at: Moment
  /// A shop server's home, which has services.
  package var isServer: Bool
  /// Why the ledger cannot be read, in a sentence; nil when it can.
  package var ledgerTrouble: String?
  /// Nothing is asked for yet, since the ledger was restored a moment ago.
  package var waitAfterRestore: WaitAfterRestore?
  /// Why the spool cannot be used, in a sentence; nil when it can.
  package var spoolTrouble: String?
  /// Payments whose answer is still to come, and in time; nil where that cannot be told.
  package var waiting: Tally?
  /// Payments that a person must look at; nil where that cannot be told.
  package var check: Tally?
  /// What counts as paid today; nil where that cannot be told.
  package var today: DayTotals?
  /// Callbacks that fit no payment; nil where that cannot be told.
  package var unmatched: Tally?
  /// Callbacks in the spool that nobody has ingested yet; nil where that cannot be told.
  package var arrived: Tally?
  /// Of those, what only a newer version can read; nil where that cannot be told.
  package var newer: Int?
  /// Files among them that no listener put there; nil where that cannot be told.
  package var strays: Int?
  /// Why nobody knows the tills of all cashiers, or of some.
  package var cashiersTrouble: Finding?
  /// Open tills; nil where that cannot be told.
  package var openTills: [Int]?
  /// Desks that go on although whoever has them would not be let in to them any more.
  package var strayDesks: [Finding] = []
  /// The listener's heartbeat; nil where it cannot be told whether there is one.
  package var heartbeat: HeartbeatReading?
  /// What it is judged by.
  package var listenerTerms: ListenerTerms
  /// The poller's pulse; nil where that cannot be told.
  package var poller: PollerPulse.Reading?
  /// Where the shop's files lie.
  package var disks: [Disk] = []
  /// The last backup; nil for none.
  package var backup: BackupRecord?
  /// Whether there ever was a payment that would be missed.
  package var hasPayments = false

  /// A shop of which nothing is known yet.
  package init(at now: Moment, isServer: Bool) {
    at = now
    self.isServer = isServer
    listenerTerms = ListenerTerms(isServer: isServer)
  }

  /// Sorts the payments that are open.
  package mutating func count(_ open: [PaymentSummary]) {
    // A payment to which late or doubtful money comes is another matter than one whose answer is missing.
    func items(_ payments: [PaymentSummary]) -> Tally {
      Tally(
        payments.map {
          .init(
            id: $0.id.hex + $0.status.doubtfulMoney, ageMilliseconds: at.overdueMilliseconds(since: $0.recordedAt))
        })
    }
    let isForPerson = open.map { $0.status.needsPerson || $0.standing(at: at) == .check }
    check = items(zip(open, isForPerson).filter(\.1).map(\.0))
    waiting = items(zip(open, isForPerson).filter { !$0.1 }.map(\.0))
  }
}

extension ShopCondition {
  /// What is to be said of it, in a fixed order; the state of each says whether somebody must look.
  package var findings: [Finding] {
    troubles + [waitAfterRestore?.finding, payments, unmatchedFinding].compactMap(\.self) + spoolFindings
      + [cashiersTrouble, tills].compactMap(\.self) + strayDesks
      + [heartbeat.map { Finding.listener($0, listenerTerms) }, heartbeat.flatMap(Finding.witness)].compactMap(\.self)
      + [poller.map { Finding.poller($0, isServer: isServer) }].compactMap(\.self)
      + disks.map { Finding.disk($0.room, of: $0.names) }
      + [Finding.backup(backup, isServer: isServer, hasPayments: hasPayments, at: at)].compactMap(\.self)
  }

  /// Books that cannot be read are the first thing that somebody must know.
  private var troubles: [Finding] {
    [ledgerTrouble.map { Finding(.bad, "ledger", $0) }, spoolTrouble.map { Finding(.bad, "spool", $0) }]
      .compactMap(\.self)
  }

  private var payments: Finding? {
    guard let today, let waiting, let check else { return nil }
    var paid = "\(today.paidCount) paid today, KSh \(today.paidShillings)"
    if today.bySupervisorCount > 0 {
      paid += "; \(today.bySupervisorCount) by a supervisor, KSh \(today.bySupervisorShillings)"
    }
    let waits = "\(waiting.count) waiting" + waiting.oldestWords
    if check.count == 0 { return Finding(.good, "payments", "\(paid); \(waits)") }
    return Finding(
      .look, "payments",
      "\(paid); \(waits); \(check.count) that a person must look at" + check.oldestWords,
      remedy: "They stand first on each desk's board, with what to do.")
  }

  private var unmatchedFinding: Finding? {
    guard let unmatched else { return nil }
    if unmatched.count == 0 { return Finding(.good, "unmatched", "every callback fits a payment") }
    var finding = Finding(
      .look, "unmatched", "\(unmatched.count) kept for a person" + unmatched.oldestWords + ": it may be money",
      remedy: "Look with kaunta unmatched, or at a desk.")
    finding.items = unmatched.items.map(\.id)
    return finding
  }

  private var tills: Finding? {
    openTills.map { tills in
      Finding(
        .good, "tills",
        tills.isEmpty ? "no desk is open" : "open: \(tills.map(String.init).joined(separator: ", "))")
    }
  }
}

extension PaymentStatus {
  /// What of money stands on it that a supervisor must decide on; empty where only an answer is missing.
  fileprivate var doubtfulMoney: String {
    (standing == .held ? "!held" : "") + flags.intersection(.alarms).names.map { "!" + $0 }.joined()
  }
}
