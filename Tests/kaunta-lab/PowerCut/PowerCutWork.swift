import Files
import Glibc
import Ledger
import PaymentLaws
import Payments
import Spool

/// What was acknowledged, and how long the disk's log was at that moment: it must survive every later power cut.
struct AcknowledgedFacts: Sendable {
  struct Callback: Sendable {
    let position: Int
    let name: SpoolName
    let body: [UInt8]
  }

  struct Payment: Sendable {
    let position: Int
    let id: PaymentID
    let evidence: Int
  }

  var callbacks: [Callback] = []
  var payments: [Payment] = []
}

/// A little shop at work: payments recorded and sent, callbacks delivered, committed and archived.
struct PowerCutWork {
  let root: String
  let without: LeftOutSync?
  let seed: UInt64

  static let binding = LedgerBinding(environment: "simulator", shortCode: "174379")

  static func spoolPath(_ root: String) -> String { root + "/spool" }

  static func ledger(_ root: String) throws -> LedgerDatabase {
    try LedgerDatabase(
      files: LedgerFiles(path: root + "/ledger.sqlite", holder: "lab"), binding: binding, makeSalt: { "5a17" })
  }

  func run(callbacks: Int, logLength: () -> Int) throws -> AcknowledgedFacts {
    var random = SeededGenerator(seed: seed)
    var facts = AcknowledgedFacts()
    let spool = try SpoolDirectory(path: Self.spoolPath(root), calls: calls)
    let ledger = try Self.ledger(root)
    guard let till = Till(1), case .success(let amount) = Shillings.parse("50") else { throw LabFailure("no till") }
    for number in 0..<callbacks {
      let now = Moment(
        wallMilliseconds: 1_795_510_800_000 + Int64(number), bootMilliseconds: Int64(number), bootID: "b")
      let day = EastAfricaTime(now).businessDay
      let id = PaymentID(
        wallMilliseconds: now.wallMilliseconds, randomHigh: .random(in: 0 ... .max, using: &random),
        randomLow: random.next())
      guard case .success(let phone) = PhoneNumber.parse("07\(10_000_000 + number)") else {
        throw LabFailure("no phone")
      }
      guard
        case .recorded = try ledger.record(
          PaymentDraft(id: id, till: till, cashier: "lab", phone: phone, amount: amount), at: now)
      else { throw LabFailure("not recorded") }
      facts.payments.append(.init(position: logLength(), id: id, evidence: 1))
      guard try ledger.beginSending(id, owner: "lab", at: now) else { throw LabFailure("not begun") }
      facts.payments.append(.init(position: logLength(), id: id, evidence: 2))

      let body = Array("callback \(number) \(String(repeating: "x", count: Int(random.next() % 900)))".utf8)
      let envelope = SpoolEnvelope(
        kind: .push, paymentID: id, peerClass: .listed, peer: "196.201.214.200", keyStatus: .active,
        arrivedWallMilliseconds: now.wallMilliseconds, body: body)
      _ = try spool.deliver(envelope)
      facts.callbacks.append(.init(position: logLength(), name: envelope.name, body: body))
      // Two of three are archived at once; the third waits, as it does when all desks are closed.
      if number % 3 != 0 {
        let callback = CallbackEvidence(
          bodyHash: envelope.bodyHash, peer: .listed, keyIsTrusted: true, code: .paid, text: "", amount: nil,
          receipt: nil, checkoutRequestID: nil, merchantRequestID: nil)
        _ = try ledger.append([.callback(callback)], to: id, at: now)
        facts.payments.append(.init(position: logLength(), id: id, evidence: 3))
        _ = try spool.archive(envelope.name, day: day)
      }
    }
    return facts
  }

  private var calls: FileCalls {
    var calls = FileCalls.real
    switch without {
    case .fileSync: calls.syncFile = { (_) throws(Errno) in }
    case .directorySync: calls.syncDirectory = { (_) throws(Errno) in }
    case nil: break
    }
    return calls
  }
}
