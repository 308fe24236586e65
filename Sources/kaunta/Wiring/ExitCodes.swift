import Glibc
import Payments
import Settings

/// Exit codes, as docs and scripts rely on them (sysexits.h where one fits).
enum Exit {
  static let failed: Int32 = 1
  static let notPaid: Int32 = 10
  static let check: Int32 = 11
  static let held: Int32 = 12
  static let mayStillBePaid: Int32 = 13
  static let usage: Int32 = 64
  static let notWritable: Int32 = 74
  static let blocked: Int32 = 75
  static let settings: Int32 = 78

  /// What a code is called in the JSON of a failure.
  static func name(of code: Int32) -> String {
    switch code {
    case usage: "usage"
    case notWritable: "not-writable"
    case blocked: "blocked"
    case settings: "settings"
    default: "failed"
    }
  }

  /// The code of `push --wait` for a payment.
  ///
  /// Whoever asks again on 10 must not ask twice: it is only for what is surely over. Whoever hands over goods on 0
  /// must not do so for somebody else's money: 0 is only for what counts.
  static func code(of payment: PaymentSummary, at now: Moment) -> Int32 {
    switch payment.standing(at: now) {
    case .paid: payment.status.counts ? 0 : held
    case .notPaid, .refused, .notSent: Guards.isSurelyOver(payment.status) ? notPaid : mayStillBePaid
    case .check, .unknown, .waiting, .recorded, .sending: check
    case .held, .byHand: held
    }
  }
}

/// Writing to the two standard streams without Foundation.
enum Output {
  static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// A question, with the answer to stand behind it.
  static func prompt(_ text: String) { write(text, to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
