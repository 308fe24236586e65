import Payments

/// One push that was accepted, and what became of it.
struct Transaction: Sendable {
  let merchantRequestID: String
  let checkoutRequestID: String
  let phone: PhoneNumber
  let amount: Int
  let shortCode: String
  let callbackURL: String
  let accountReference: String
  let acceptedAtMilliseconds: Int64
  let customer: Customer
  let faults: [Fault]
  /// The result of the money, once it is known; a late success overwrites the expiry.
  var result: String?
  var endedAtMilliseconds: Int64?
  var receipt: String?
  /// The receipt that the callback names, which a fault may take from another payment.
  var statedReceipt: String?
  /// The other payment of a pair whose IDs are crossed.
  var crossedWith: Int?
  /// Queries that were answered since it ended.
  var queriesSinceEnd = 0
  /// Somebody answered for the customer, who therefore does nothing more.
  var isByHand = false

  var isOpen: Bool { result == nil }

  /// The result with this code, in the words that fit what the customer did.
  func worded(_ code: String) -> CataloguedResult {
    let isLeftAlone = code == "1037" && customer.seesPrompt
    return isLeftAlone ? .noResponse : .of(code)
  }

  func has(_ fault: Fault) -> Bool { faults.contains(fault) }
}

extension SimulatedDaraja {
  /// The prompt of this push is on the phone, and nobody has answered it; for simulated shops, which look into it
  /// without a request.
  package func isPromptOpen(_ checkoutRequestID: String) -> Bool {
    transactionsByID[checkoutRequestID].map { transactions[$0].isOpen } ?? false
  }
}

/// Something that will happen at a known time.
enum ScheduledEvent: Sendable {
  /// The customer answers, or the network does for them.
  case customerAnswers(transaction: Int)
  /// The prompt's life is over.
  case promptEnds(transaction: Int)
  /// Money moves although the prompt is long over.
  case moneyMovesLate(transaction: Int)
  /// A callback leaves for the client.
  case callbackLeaves(PlannedCallback)
  /// A callback that waits for another one has waited long enough.
  case heldCallbackLeaves(transaction: Int)
}
