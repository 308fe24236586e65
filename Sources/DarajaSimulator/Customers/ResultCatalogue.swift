import Payments

/// A result code with the words that Safaricom puts beside it, which differ between query and callback.
package struct CataloguedResult: Sendable, Equatable {
  /// When such a result is known, counted from the push.
  enum Timing: Sendable {
    /// When the customer has done something.
    case customer
    /// Before the prompt reaches the phone.
    case atOnce
    /// After the phone was looked for in vain.
    case unreachable
    /// At the end of the prompt's life.
    case expiry
  }

  /// The code: digits, or a word.
  package let code: String
  /// ResultDesc in the callback.
  package let callbackText: String
  /// ResultDesc in the query's answer.
  package let queryText: String
  let timing: Timing

  private init(_ code: String, _ callbackText: String, _ queryText: String, _ timing: Timing) {
    self.code = code
    self.callbackText = callbackText
    self.queryText = queryText
    self.timing = timing
  }

  /// The result with this code; one that nobody listed gets a text of its own.
  static func of(_ code: String) -> CataloguedResult {
    if let listed = listed.first(where: { $0.code == code }) { return listed }
    if code.hasPrefix("1000000"), code.utf8.count == 9 {
      return CataloguedResult(code, "Request was throttled.", "[GW - ]Request throttled", .atOnce)
    }
    return CataloguedResult(code, "Result \(code).", "[MpesaCB - ]Result \(code)", .atOnce)
  }

  /// 1037 for a phone that is off, has no signal or an old SIM.
  private static let unreachable = CataloguedResult(
    "1037", "DS timeout user cannot be reached.", "[STK_CB - ]DS timeout user cannot be reached", .unreachable)

  /// 1037 for a prompt that was shown and left alone.
  static let noResponse = CataloguedResult(
    "1037", "No response from user.", "DS timeout user cannot be reached.", .expiry)

  /// The codes of daraja.md section 5 that can end an STK push.
  package static let listed: [CataloguedResult] = [
    CataloguedResult(
      "0", "The service request is processed successfully.", "The service request has been processed successfully",
      .customer),
    CataloguedResult(
      "1", "The balance is insufficient for the transaction.",
      "[MpesaCB - ]The balance is insufficient for the transaction.", .customer),
    CataloguedResult(
      "2", "Declined due to limit rule: less than the minimum transaction amount.",
      "[MpesaCB - ]Declined due to limit rule: less than the minimum transaction amount.", .customer),
    CataloguedResult(
      "3", "Declined due to limit rule: greater than the maximum transaction amount.",
      "[MpesaCB - ]Declined due to limit rule: greater than the maximum transaction amount.", .customer),
    CataloguedResult(
      "4", "Declined due to limit rule: would exceed daily transfer limit.",
      "[MpesaCB - ]Declined due to limit rule: would exceed daily transfer limit.", .customer),
    CataloguedResult(
      "8", "Declined due to limit rule: would exceed the maximum balance.",
      "[MpesaCB - ]Declined due to limit rule: would exceed the maximum balance.", .customer),
    CataloguedResult(
      "17", "Rule limited.", "[MpesaCB - ]System internal error.", .customer),
    CataloguedResult("26", "Traffic blocking condition in place.", "System busy.", .atOnce),
    CataloguedResult(
      "1001", "Unable to lock subscriber, a transaction is already in process for the current subscriber",
      "[STK_CB - ]Unable to lock subscriber", .atOnce),
    CataloguedResult("1019", "Transaction has expired", "Transaction expired.", .expiry),
    CataloguedResult(
      "1025", "An error occurred while sending a push request", "[STK_CB - ]Unable to send push request", .atOnce),
    CataloguedResult("1031", "Request cancelled by user", "Request canceled by user.", .customer),
    CataloguedResult("1032", "Request cancelled by user", "Request Cancelled by user.", .customer),
    CataloguedResult("1036", "SMSC ACK timeout.", "[STK_CB - ]SMSC ACK timeout.", .unreachable),
    unreachable,
    CataloguedResult(
      "1101", "The first part of the prompt is too long.", "[STK_CB - ]Prompt part too long", .atOnce),
    CataloguedResult(
      "1102", "The second part of the prompt is too long.", "[STK_CB - ]Prompt part too long", .atOnce),
    CataloguedResult(
      "2001", "The initiator information is invalid.", "[MpesaCB - ]The initiator information is invalid.",
      .customer),
    CataloguedResult(
      "2002", "The agent and store number do not match.", "[MpesaCB - ]Agent and store number do not match.", .atOnce),
    CataloguedResult("2006", "Declined due to account rule.", "[MpesaCB - ]Account rule.", .customer),
    CataloguedResult("2008", "Authentication failed.", "[MpesaCB - ]Authentication failed.", .customer),
    CataloguedResult("2026", "The channel session has expired.", "[MpesaCB - ]Channel session expired.", .customer),
    CataloguedResult(
      "2028", "The request is not permitted according to product assignment.",
      "[MpesaCB - ]The request is not permitted according to product assignment.", .atOnce),
    CataloguedResult("2040", "The receiver is not registered.", "[MpesaCB - ]Receiver not registered.", .atOnce),
    CataloguedResult("4001", "The request is not known.", "[MpesaCB - ]Unknown request.", .atOnce),
    CataloguedResult(
      "4999", "The transaction is still under processing", "The transaction is still under processing", .atOnce),
    CataloguedResult(
      "8006", "The security credential is locked.", "[MpesaCB - ]Security credential locked.", .customer),
    CataloguedResult(
      "9999", "An error occurred while sending a push request", "Request failed to send.", .atOnce),
    CataloguedResult("SFC_IC0003", "The operator does not exist.", "[MpesaCB - ]Operator does not exist.", .atOnce),
    CataloguedResult("E3008", "The customer has a bad debt contract.", "[E3008] Bad debt contract.", .atOnce),
  ]
}
