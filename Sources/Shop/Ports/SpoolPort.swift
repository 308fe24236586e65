import Daraja
import Payments

/// A callback that waits in the spool, by name.
package struct ArrivalName: Sendable, Hashable {
  /// Whose callback, as its address said.
  package var paymentID: PaymentID
  /// The spool's own name for it; sorts by payment.
  package var fileName: String

  package init(paymentID: PaymentID, fileName: String) {
    self.paymentID = paymentID
    self.fileName = fileName
  }
}

/// What lies in the spool.
package struct Arrivals: Sendable, Equatable {
  /// Callbacks that wait, in ascending order of their names.
  package var names: [ArrivalName]
  /// The kinds of callbacks that only a newer version of Kaunta knows, one for each: they are left to that.
  package var newerKinds: [String]
  /// How requests ended, which the ledger did not have when it became known.
  package var answers: [ArrivalName]

  /// Nothing lies there.
  var isEmpty: Bool { names.isEmpty && newerKinds.isEmpty && answers.isEmpty }

  /// Callbacks and answers as given.
  package init(_ names: [ArrivalName], newerKinds: [String] = [], answers: [ArrivalName] = []) {
    self.names = names
    self.newerKinds = newerKinds
    self.answers = answers
  }
}

/// A callback as the spool kept it.
package struct Arrival: Sendable, Equatable {
  /// Whose callback, as its verified address said.
  package var paymentID: PaymentID
  /// Where it came from.
  package var peer: PeerClass
  /// The tag verified under an active or retired key.
  package var keyIsTrusted: Bool
  /// Full SHA-256 of the body, in hex.
  package var bodyHash: String
  /// The body, byte for byte.
  package var body: [UInt8]

  package init(paymentID: PaymentID, peer: PeerClass, keyIsTrusted: Bool, bodyHash: String, body: [UInt8]) {
    self.paymentID = paymentID
    self.peer = peer
    self.keyIsTrusted = keyIsTrusted
    self.bodyHash = bodyHash
    self.body = body
  }

  /// What it says; nil when its body is no callback.
  package var report: CallbackReport? {
    if case .success(let report) = CallbackDecoder.decode(body: body) { report } else { nil }
  }
}

/// What taking a callback out of the spool to look at it brought.
package enum ArrivalReading: Sendable, Equatable {
  /// It is whole; this process may ingest it.
  case arrival(Arrival)
  /// It is not what was written: kept for a person.
  case damaged(String)
  /// A newer version of Kaunta wrote it, and it is left to that.
  case newer
  /// Another process has ingested it.
  case gone
}

/// Why a callback is kept for a person.
package enum AsideReason: Sendable, Equatable {
  /// The file is not what was written.
  case damaged(String)
  /// The body is not a payment's callback.
  case unreadable(String)
  /// No such payment stands in the ledger.
  case unknownPayment
}

/// The spool as the shop's work sees it.
package protocol SpoolPort: Sendable {
  /// All that lie there.
  func arrivals() throws -> Arrivals
  /// Looks at one; another process may be doing so at the same time, and what both do with it is the same.
  func read(_ name: ArrivalName) throws -> ArrivalReading
  /// Files some away on a day, one after the other; those that are gone already are none.
  func archive(_ names: [ArrivalName], on day: BusinessDay) throws
  /// Keeps one for a person.
  func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws
  /// Keeps how a request ended, until ``forget(_:)``; nil for evidence of another sort.
  func keep(_ answer: LearntEvidence, of id: PaymentID) throws -> ArrivalName?
  /// What was kept under a name; nil when it is gone.
  func keptAnswer(_ name: ArrivalName) throws -> LearntEvidence?
  /// Takes away what the ledger has.
  func forget(_ name: ArrivalName) throws
}
