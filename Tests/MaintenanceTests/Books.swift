import Daraja
import Glibc
import Ledger
import Maintenance
import Payments
import Shop
import Spool
import Synchronization
import TestSupport

/// A shop's books on a disk of their own: ledger, spool and witness log, and what a desk and a listener do with them.
struct Books {
  static let binding = LedgerBinding(environment: "simulator", shortCode: "174379")

  let directory: TemporaryDirectory
  let spool: SpoolDirectory
  let witness: WitnessLog

  init() throws {
    directory = try TemporaryDirectory()
    spool = try SpoolDirectory(path: directory.path(of: "spool"))
    witness = try WitnessLog(path: directory.path(of: "witness"))
    mkdir(directory.path(of: "ledger"), 0o700)
    mkdir(directory.path(of: "locks"), 0o700)
  }

  var ledgerPath: String { directory.path(of: "ledger/ledger.sqlite") }
  var files: LedgerFiles { LedgerFiles(path: ledgerPath, holder: "process 1, till 2") }

  func open() throws -> LedgerDatabase {
    try LedgerDatabase(files: files, binding: Self.binding) { "5a17" }
  }

  /// 2026-11-24 09:00 in Kenya and some seconds, an hour after boot.
  static func at(_ seconds: Int64) -> Moment {
    Moment(
      wallMilliseconds: 1_795_500_000_000 + seconds * 1000, bootMilliseconds: 3_600_000 + seconds * 1000,
      bootID: "boot-1")
  }

  static func id(_ seconds: Int64) -> PaymentID {
    PaymentID(wallMilliseconds: at(seconds).wallMilliseconds, randomHigh: 7, randomLow: UInt64(seconds))
  }

  /// Asks and sends, up to Safaricom's acknowledgement.
  ///
  /// - Parameter wallAheadSeconds: how far the wall clock is ahead then.
  @discardableResult
  func ask(
    _ ledger: LedgerDatabase, at seconds: Int64, amount: Int = 100, isSent: Bool = true, wallAheadSeconds: Int64 = 0
  ) throws -> PaymentSummary {
    var moment = Self.at(seconds)
    moment.wallMilliseconds += wallAheadSeconds * 1000
    guard let till = Till(2), let shillings = Shillings(amount),
      let phone = PhoneNumber(msisdn: "2547" + String(String(100_000_000 + seconds).suffix(8)))
    else { throw TestFailure("not a draft") }
    let draft = PaymentDraft(
      id: Self.id(seconds), till: till, cashier: "amina", phone: phone, amount: shillings)
    guard case .recorded(let payment) = try ledger.record(draft, at: moment) else {
      throw TestFailure("not recorded")
    }
    if isSent {
      _ = try ledger.beginSending(payment.id, owner: "process 1", at: moment)
      _ = try ledger.append(
        [.accepted(Acceptance(checkoutRequestID: Self.prompt(seconds), merchantRequestID: nil))], to: payment.id,
        at: moment.advanced(byMilliseconds: 1000))
    }
    return try current(payment.id, ledger)
  }

  static func prompt(_ seconds: Int64) -> CheckoutRequestID { CheckoutRequestID("ws_CO_\(seconds)_0712345678") }
  static func receipt(_ seconds: Int64) -> String { "UKO" + String(10_000 + seconds) }

  func current(_ id: PaymentID, _ ledger: LedgerDatabase) throws -> PaymentSummary {
    guard let payment = try ledger.payment(id) else { throw TestFailure("no such payment") }
    return payment
  }

  /// Safaricom's answer to the payment that was asked for at these seconds, as the listener takes it.
  @discardableResult
  func answer(
    _ asked: Int64, code: Int = 0, amount: Int = 100, at seconds: Int64, isWitnessed: Bool = true,
    key: SpoolEnvelope.KeyStatus = .active
  ) throws -> SpoolEnvelope {
    let metadata =
      code == 0
      ? """
      ,"CallbackMetadata":{"Item":[{"Name":"Amount","Value":\(amount).0},\
      {"Name":"MpesaReceiptNumber","Value":"\(Self.receipt(asked))"},{"Name":"PhoneNumber","Value":254712345678}]}
      """ : ""
    let body =
      """
      {"Body":{"stkCallback":{"MerchantRequestID":"m","CheckoutRequestID":"\(Self.prompt(asked).rawValue)",\
      "ResultCode":\(code),"ResultDesc":"said so"\(metadata)}}}
      """
    let envelope = SpoolEnvelope(
      kind: .push, paymentID: Self.id(asked), peerClass: .listed, peer: "127.0.0.1", keyStatus: key,
      arrivedWallMilliseconds: Self.at(seconds).wallMilliseconds, body: Array(body.utf8))
    _ = try spool.deliver(envelope)
    if isWitnessed {
      try witness.note(
        WitnessEntry(wallMilliseconds: envelope.arrivedWallMilliseconds, name: envelope.name))
    }
    return envelope
  }

  /// What a poller does with all that waits, once tills have had their time for it.
  func ingest(_ ledger: LedgerDatabase, at seconds: Int64) throws {
    let clock = WaitingClock(until: Self.at(seconds))
    guard let shortCode = ShortCode("174379") else { throw TestFailure("no short code") }
    let worker = ShopWorker(
      facts: ShopFacts(
        till: .commandLine, owner: "process 1", environment: .simulator,
        account: Account(receiver: .payBill(shortCode), passkey: Passkey("passkey")), publicURL: "https://pay.example"),
      ledger: ledger, spool: SpoolAdapter(spool, clock: clock) { AnswerSeal(consumerSecret: "demo") },
      daraja: NoSafaricom(), clock: clock,
      identifiers: NoNames(), keys: { .unreadable("") })
    for _ in 0..<2 {
      let report = worker.ingest()
      if let trouble = report.trouble { throw TestFailure(trouble.english) }
      clock.isOver.store(true, ordering: .relaxed)
    }
  }

  /// - Parameter aheadMilliseconds: how far the wall clock is ahead then.
  func backUp(
    _ ledger: LedgerDatabase, at seconds: Int64, as name: String = "backup.sqlite", aheadMilliseconds: Int64 = 0
  ) throws -> BackupReport {
    var moment = Self.at(seconds)
    moment.wallMilliseconds += aheadMilliseconds
    return try LedgerBackup.write(
      ledger, to: directory.path(of: name), neighbours: directory.path(of: "ledger/copying"), binding: Self.binding,
      at: moment)
  }

  func restore(
    at seconds: Int64, from name: String = "backup.sqlite", despiteProblems: Bool = false,
    spool: SpoolDirectory? = nil
  ) throws -> RestoreReport {
    try LedgerRestore(
      RestorePlan(
        backup: directory.path(of: name), files: files, binding: Self.binding, spool: spool ?? self.spool,
        witness: witness, locksDirectory: directory.path(of: "locks"), person: "owner",
        despiteProblems: despiteProblems,
        now: Self.at(seconds))
    ).run()
  }

  /// What waits for a person; nobody has a PIN here.
  func unmatched(_ ledger: LedgerDatabase) -> UnmatchedCallbacks {
    UnmatchedCallbacks(decisions: LedgerDecisions(ledger) { [] }, spool: spool)
  }

  func differences(_ ledger: LedgerDatabase, bootID: String = "boot-1") throws -> BooksDifferences {
    try BooksComparison(ledger: ledger, spool: spool, witness: witness, bootID: bootID).differences()
  }

  func names(in path: String) throws -> [String] {
    guard let listing = opendir(directory.path(of: path)) else { throw TestFailure("no \(path)") }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}

/// Ten seconds before a moment, and then that moment.
private final class WaitingClock: ClockPort {
  let isOver = Atomic(false)
  private let end: Moment

  init(until end: Moment) { self.end = end }

  func now() -> Moment { end.advanced(byMilliseconds: isOver.load(ordering: .relaxed) ? 0 : -10_000) }
}

/// Nobody asks here.
private struct NoSafaricom: DarajaPort {
  func token() -> TokenOutcome { .failed(.somethingBetween, nil) }
  func drop(_ token: AccessToken) {}
  func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool
  ) -> PushOutcome { .notSent(.networkUnreachable) }
  func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome {
    .invalidAccessToken(AnswerNote(status: 401))
  }
}

/// Nothing is named here.
private struct NoNames: IdentifierPort {
  func paymentID(at now: Moment) -> PaymentID { Books.id(0) }
  func question() -> String { "" }
}
