import GRDB
import Glibc
import Ledger
import PaymentLaws
import Payments
import Synchronization
import TestSupport

/// A ledger on a disk of its own, and the people who work with it.
final class LedgerHome: Sendable {
  static let binding = LedgerBinding(environment: "simulator", shortCode: "174379")

  let directory: TemporaryDirectory
  private let madeIDs = Mutex<UInt64>(0)

  init() throws { directory = try TemporaryDirectory() }

  var path: String { directory.path(of: "ledger.sqlite") }

  /// One supervisor, whose PIN is cheap to check.
  static func supervisors(_ pin: TypedPIN) throws -> [SupervisorPIN] {
    [
      try SupervisorPIN(
        name: "wanjiku", pin: pin, salt: Array(0..<16),
        cost: SupervisorPIN.Cost(rounds: 16, blockSize: 1, parallelism: 1))
    ]
  }

  /// Another process's view of the same file.
  func open(
    as holder: String = "process 1, till 1", binding: LedgerBinding = LedgerHome.binding, trace: String? = nil
  ) throws(LedgerError) -> LedgerDatabase {
    var files = LedgerFiles(path: path, holder: holder)
    files.trace = trace
    return try LedgerDatabase(files: files, binding: binding) { "5a17" }
  }

  /// A connection without Kaunta's rules, for whoever has the file.
  func raw() throws -> DatabaseQueue { try DatabaseQueue(path: path) }

  /// Changes the file as somebody would who has switched the triggers off.
  func tamper(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    let queue = try raw()
    try queue.write { database in
      try database.execute(
        sql: """
          DROP TRIGGER IF EXISTS evidence_is_never_changed; DROP TRIGGER IF EXISTS evidence_is_never_removed;
          """)
      try database.execute(sql: sql, arguments: arguments)
    }
    try queue.close()
  }

  func bytes() throws -> [UInt8] {
    guard let bytes = FileTree.bytes(path) else { throw TestFailure("cannot read the ledger's file") }
    return bytes
  }

  func overwrite(_ bytes: [UInt8]) throws {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw TestFailure("cannot write the ledger's file") }
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw TestFailure("short write") }
  }

  func newID() -> PaymentID {
    let count = madeIDs.withLock { made in
      made += 1
      return made
    }
    return PaymentID(wallMilliseconds: 1_795_500_000_000, randomHigh: 0, randomLow: count)
  }

  /// What a cashier types; every draft has its own phone unless one is given.
  func draft(
    amount: Int = 1000, phone: String? = nil, till: Int = 2, again: PaymentID? = nil, overriding: [PaymentID] = [],
    seen: Int64 = 1 << 50, reference: String? = nil, once: String? = nil, phonesPerMinute: Int? = nil
  ) throws -> PaymentDraft {
    let id = newID()
    // The last eight digits in decimal: as many phones as drafts.
    let count = String(Int(id.hex.suffix(8), radix: 16) ?? 0)
    let own = "2547" + String(repeating: "0", count: 8 - count.count) + count
    guard let number = PhoneNumber(msisdn: phone ?? own), let shillings = Shillings(amount), let till = Till(till)
    else {
      throw TestFailure("not a draft")
    }
    return PaymentDraft(
      id: id, till: till, cashier: "amina", phone: number, amount: shillings,
      reference: try reference.map { try AccountReference.parse($0).get() },
      sameSaleAs: again.map { [SeenPayment($0, upTo: seen)] } ?? [],
      overriding: overriding.map { SeenPayment($0, upTo: seen) },
      onceKey: once.flatMap(OnceKey.init), phonesPerMinute: phonesPerMinute)
  }
}

/// Seconds after 09:00.
func at(_ seconds: Int64) -> Moment { EvidenceNotation.moment(seconds) }

extension LedgerDatabase {
  /// Records a draft that no guard minds.
  @discardableResult
  func ask(_ draft: PaymentDraft, at seconds: Int64 = 0) throws -> PaymentSummary {
    switch try record(draft, at: at(seconds)) {
    case .recorded(let summary): return summary
    case .blocked(let block): throw TestFailure("blocked: \(block.reason)")
    case .alreadyRecorded, .recordedBeforeRestore: throw TestFailure("recorded before")
    }
  }

  /// Adds a story's lines to a payment, each in a transaction of its own.
  @discardableResult
  func tell(_ id: PaymentID, _ lines: String...) throws -> PaymentSummary {
    var notation = EvidenceNotation(payment: id)
    for line in lines {
      let row = try notation.read(line)
      if case .noSuchPayment = try append([row.evidence], to: id, at: row.at) { throw TestFailure("no such payment") }
    }
    guard let summary = try payment(id) else { throw TestFailure("no such payment") }
    return summary
  }
}

/// Runs bodies at the same time, each on a thread of its own, and gives what they gave, in their order.
func together<Value: Sendable>(_ bodies: [@Sendable () throws -> Value]) throws -> [Value] {
  let results = Mutex<[Int: Result<Value, any Error>]>([:])
  let box = Shared(bodies: bodies, results: results)
  var threads: [pthread_t] = []
  for index in bodies.indices {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Context(run: { box.run(index) })).toOpaque()
    let outcome = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Context>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    guard outcome == 0 else { throw TestFailure("no thread") }
    threads.append(thread)
  }
  for thread in threads { pthread_join(thread, nil) }
  return try bodies.indices.map { index in
    guard let result = box.results.withLock({ $0[index] }) else { throw TestFailure("a thread gave nothing") }
    return try result.get()
  }
}

private final class Context: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private final class Shared<Value: Sendable>: Sendable {
  let bodies: [@Sendable () throws -> Value]
  let results: Mutex<[Int: Result<Value, any Error>]>

  init(bodies: [@Sendable () throws -> Value], results: consuming Mutex<[Int: Result<Value, any Error>]>) {
    self.bodies = bodies
    self.results = results
  }

  func run(_ index: Int) {
    let result = Result { try bodies[index]() }
    results.withLock { $0[index] = result }
  }
}
