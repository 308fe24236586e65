import Payments
import SimulatedShop
import TestSupport

@testable import Ledger

/// One ledger on disk and one in memory, to which the same is done: each call on both, and what they give compared.
final class LedgerPair {
  static let supervisors = [
    MemorySupervisor(name: "wanjiku", pin: TypedPIN("749210")),
    MemorySupervisor(name: "otieno", pin: TypedPIN("551803")),
  ]

  let clock = VirtualClock()
  let memory: MemoryLedger
  private(set) var disk: LedgerDatabase
  private(set) var diskPath: String
  /// What differed, in words.
  private(set) var differences: [String] = []
  private let home: LedgerHome
  private let pins: [SupervisorPIN]
  private var backups: [(path: String, backup: MemoryBackup)] = []
  private var copies = 0

  init() throws {
    home = try LedgerHome()
    disk = try home.open()
    diskPath = home.path
    let concealment = Concealment(salt: "5a17")
    memory = MemoryLedger(conceal: { concealment.digest(of: $0) }, supervisors: Self.supervisors)
    let cost = SupervisorPIN.Cost(rounds: 2, blockSize: 1, parallelism: 1)
    pins = try Self.supervisors.map { supervisor in
      try SupervisorPIN(name: supervisor.name, pin: supervisor.pin, salt: Array(0..<16), cost: cost)
    }
  }

  var now: Moment { clock.now() }

  func record(_ draft: PaymentDraft) -> RecordOutcome? {
    compare("record", { try disk.record(draft, at: now) }, { try memory.record(draft, at: now) })
  }

  func append(_ evidence: [Evidence], to id: PaymentID) {
    compare("append", { try disk.append(evidence, to: id, at: now) }, { try memory.append(evidence, to: id, at: now) })
  }

  func append(_ callbacks: [ReceivedCallback]) {
    compare("append together", { try disk.append(callbacks, at: now) }, { try memory.append(callbacks, at: now) })
  }

  func beginSending(_ id: PaymentID) {
    compare(
      "begin sending", { try disk.beginSending(id, owner: "process 1", at: now) },
      { try memory.beginSending(id, owner: "process 1", at: now) })
  }

  func beginSecondRequest(_ id: PaymentID) {
    compare(
      "begin the second request", { try disk.beginSecondRequest(id, at: now) },
      { try memory.beginSecondRequest(id, at: now) })
  }

  func takeQueryTurn(_ id: PaymentID, _ till: Till, question: String) -> CheckoutRequestID? {
    let prompt = compare(
      "take the turn to ask",
      { try disk.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: 12_000, at: { now }) },
      { try memory.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: 12_000, at: { now }) })
    return prompt ?? nil
  }

  func decide(_ request: DecisionRequest) {
    compare(
      "decide", { try disk.decide(request, supervisors: pins, at: now) }, { try memory.decide(request, at: now) })
  }

  func resolveUnmatched(_ decision: UnmatchedDecision) -> UnmatchedOutcome? {
    compare(
      "resolve an unmatched callback", { try disk.resolveUnmatched(decision, supervisors: pins, at: now) },
      { try memory.resolveUnmatched(decision, at: now) })
  }

  func purge(keptMilliseconds: Int64) -> PurgedPersonal? {
    compare("newest moment", { try disk.newestMoment() }, { try memory.newestMoment() })
    guard let newest = try? memory.newestMoment() else { return nil }
    let limit = PurgeLimit(keptMilliseconds: keptMilliseconds, newestEvidence: newest, at: now)
    return compare("purge", { try disk.purgePersonal(before: limit) }, { try memory.purgePersonal(before: limit) })
  }

  func backUp() throws {
    copies += 1
    let path = home.directory.path(of: "backup-\(copies).sqlite")
    try disk.copy(to: path)
    try open(path).noteCopied(at: now)
    backups.append((path, memory.backup(at: now)))
  }

  var hasBackups: Bool { !backups.isEmpty }

  func restore(number: Int, strangers: Int) throws {
    let chosen = backups[number % backups.count]
    copies += 1
    let path = home.directory.path(of: "restored-\(copies).sqlite")
    try open(chosen.path).copy(to: path)
    let replaced = diskPath
    // Where a restore puts it aside; the name of a later one comes later.
    try disk.copy(to: home.directory.path(of: "\(LedgerRemains.stemOfReplaced)\(1_000 + copies).sqlite"))
    (disk, diskPath) = (try open(path), path)
    let moment = now
    let gapFrom = Restoration.gapFromWallMilliseconds(
      knownUpTo: try disk.knowsUpToWallMilliseconds(), now: now.wallMilliseconds)
    var remains: [Restoration.Remains] = []
    let day = EastAfricaTime(wallMilliseconds: gapFrom).businessDay
    if case .seen(let seen) = LedgerRemains.look(at: replaced, since: day) { remains.append(seen) }
    compare(
      "restore", { try disk.beginEpoch(besides: remains, strangers: strangers, by: "owner", at: moment) },
      { memory.restore(chosen.backup, strangers: strangers, by: "owner", at: moment) })
  }

  private func open(_ path: String) throws -> LedgerDatabase {
    try LedgerDatabase.openCopy(at: path, neighbours: path, binding: LedgerHome.binding)
  }

  /// All that can be read.
  func compareReadings(since position: Int64, sinceWallMilliseconds: Int64) {
    compare("changes", { try disk.changes(since: position) }, { try memory.changes(since: position) })
    for limit in [0, 2, 50] {
      compare("board", { try disk.board(newest: limit) }, { try memory.board(newest: limit) })
    }
    compare("open payments", { try disk.openPayments() }, { try memory.openPayments() })
    compare(
      "watched payments", { try disk.watchedPayments(sinceWallMilliseconds: sinceWallMilliseconds) },
      { try memory.watchedPayments(sinceWallMilliseconds: sinceWallMilliseconds) })
    compare("unfinished payments", { try disk.unfinishedPayments() }, { try memory.unfinishedPayments() })
    for wall in [now.wallMilliseconds, sinceWallMilliseconds, VirtualClock.morningMilliseconds] {
      let day = EastAfricaTime(wallMilliseconds: wall).businessDay
      let till = memory.allPayments.first?.till ?? .commandLine
      compare("totals", { try disk.totals(of: day, till: till) }, { try memory.totals(of: day, till: till) })
    }
    compare("resolutions", { try disk.unmatchedResolutions() }, { try memory.unmatchedResolutions() })
    for payment in memory.allPayments {
      let callbacks = memory.evidence(of: payment.id).compactMap { row -> CallbackName? in
        guard case .callback(let callback) = row.evidence else { return nil }
        return CallbackName(paymentID: payment.id, bodyHash: callback.bodyHash, peer: callback.peer)
      }
      let others = (1...3).map { CallbackName(paymentID: payment.id, bodyHash: "body-\($0)", peer: .unlisted) }
      compare("known callbacks", { try disk.known(callbacks + others) }, { try memory.known(callbacks + others) })
      compare("till", { try disk.till(of: payment.id) }, { try memory.till(of: payment.id) })
      compare("payment", { try disk.payment(payment.id) }, { try memory.payment(payment.id) })
      compare("evidence", { try disk.evidence(of: payment.id) }, { memory.evidence(of: payment.id) })
    }
  }

  func compareVerified() throws {
    for problem in try disk.verify().problems { differences.append(problem.sentence) }
  }

  /// Where two long texts part.
  private static func difference(_ disk: String, _ memory: String) -> String {
    let common = zip(disk, memory).prefix { $0 == $1 }.count
    func tail(_ text: String) -> String { String(text.dropFirst(max(0, common - 80)).prefix(240)) }
    return "on disk …\(tail(disk))…, in memory …\(tail(memory))…"
  }

  @discardableResult
  private func compare<Value: Equatable>(
    _ call: String, _ onDisk: () throws -> Value, _ inMemory: () throws -> Value
  ) -> Value? {
    let (disk, memory) = (Answer(onDisk), Answer(inMemory))
    if disk != memory, differences.count < 3 {
      differences.append("\(call): \(Self.difference("\(disk)", "\(memory)"))")
    }
    if case .value(let value) = memory { return value }
    return nil
  }
}

/// What a call gave, or why it did not.
private enum Answer<Value: Equatable>: Equatable {
  case value(Value)
  case restoredLately(waitMilliseconds: Int64)
  case failed(String)

  init(_ call: () throws -> Value) {
    do {
      self = .value(try call())
    } catch LedgerError.restoredLately(let wait) {
      self = .restoredLately(waitMilliseconds: wait)
    } catch let error as RestoredLately {
      self = .restoredLately(waitMilliseconds: error.waitMilliseconds)
    } catch {
      self = .failed("\(error)")
    }
  }
}
