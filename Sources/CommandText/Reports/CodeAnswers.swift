import Payments
import Wording

/// What `kaunta payment` is asked about, when no payment has the ID.
package enum PaymentName {
  /// Fewer letters and digits are a number that people say, and begin or end some ID all the same.
  private static let fewest = 6

  /// What was typed, as a part of an ID.
  package static func part(in typed: String) throws(CommandFailure) -> String {
    if typed.count >= fewest { return typed.lowercased() }
    throw fail(
      "a payment is named by its ID, by \(fewest) or more of its letters and digits; `kaunta payments` prints them.",
      Exit.usage, named: "no-such-payment")
  }

  /// The receipt code in what was typed.
  package static func receipt(in typed: String) throws(CommandFailure) -> Receipt {
    // The end of an ID as Kaunta prints it; M-Pesa's codes have ten signs.
    if typed.count != 10, typed.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
      throw fail("no payment has an ID that begins or ends like this.", Exit.usage, named: "no-such-payment")
    }
    switch ReceiptText(typed).finding {
    case .code(let receipt): return receipt
    case .several: throw fail("that holds more than one receipt code; give one of them.", Exit.usage)
    case .none:
      throw fail("that is neither a payment's ID nor a receipt code.", Exit.usage, named: "no-such-payment")
    }
  }

  /// The one payment of those whose ID begins or ends as was typed; nil where there is none.
  package static func only(of found: [PaymentSummary]) throws(CommandFailure) -> PaymentSummary? {
    if found.count < 2 { return found.first }
    throw fail("more than one payment has that ID; write more of it.", Exit.usage, named: "more-than-one-payment")
  }
}

extension CodeFinding {
  /// *Is this code real?* without a screen: the payment on which it stands, or what the desk would say of the code.
  package func payment(stating receipt: Receipt, at now: Moment) throws(CommandFailure) -> PaymentSummary {
    if case .seen(let payments) = self, payments.count == 1 { return payments[0] }
    let said = lines(on: receipt, at: now)?.sentence.english ?? "\(receipt.code): not seen yet."
    switch self {
    case .seen(let payments):
      let all = payments.map { $0.id.hex }.joined(separator: ", ")
      throw fail("\(said) The payments: \(all).", Exit.held, named: "receipt-on-several-payments")
    case .resolvedUnmatched: throw fail(said, Exit.held, named: "receipt-resolved-as-unmatched")
    case .looksLike, .notSeen: throw fail(said, Exit.check, named: "receipt-not-seen-yet")
    }
  }
}
