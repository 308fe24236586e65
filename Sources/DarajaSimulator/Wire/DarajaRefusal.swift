import CanonicalJSON

/// An answer of the shape `{requestId, errorCode, errorMessage}` (daraja.md section 2.3).
struct DarajaRefusal: Error, Equatable {
  let status: Int
  let code: String
  let message: String

  /// `Bad Request - Invalid X`: one field is wrong.
  static func invalid(_ field: String) -> DarajaRefusal {
    DarajaRefusal(status: 400, code: "400.002.02", message: "Bad Request - Invalid \(field)")
  }

  static let invalidPayload = DarajaRefusal(
    status: 400, code: "400.002.05", message: "Bad Request - Invalid Request Payload")
  static let invalidAccessToken = DarajaRefusal(status: 404, code: "404.001.03", message: "Invalid Access Token")
  static let invalidAccessTokenOtherwise = DarajaRefusal(
    status: 401, code: "401.002.01", message: "Error Occurred - Invalid Access Token - refused")
  static let invalidAuthenticationHeader = DarajaRefusal(
    status: 404, code: "404.001.04", message: "Invalid Authentication Header")
  static let invalidAuthenticationType = DarajaRefusal(
    status: 400, code: "400.008.01", message: "Invalid authentication type passed")
  static let invalidGrantType = DarajaRefusal(status: 400, code: "400.008.02", message: "Invalid grant type passed")
  static let resourceNotFound = DarajaRefusal(status: 404, code: "404.001.01", message: "Resource not found")

  static func methodNotAllowed(_ method: String) -> DarajaRefusal {
    DarajaRefusal(status: 405, code: "405.001", message: "\(method) Method Not Allowed")
  }

  // One code, many meanings: only the message tells them apart.
  static let merchantUnknown = busyCode("Merchant does not exist")
  static let wrongCredentials = busyCode("[MerchantValidate] - Wrong credentials")
  static let subscriberLocked = busyCode(
    "Unable to lock subscriber, a transaction is already in process for the current subscriber")
  static let beingProcessed = busyCode("The transaction is being processed")
  static let transactionUnknown = busyCode("The transaction does not Exist")

  private static func busyCode(_ message: String) -> DarajaRefusal {
    DarajaRefusal(status: 500, code: "500.001.1001", message: message)
  }

  static let systemBusy = DarajaRefusal(
    status: 500, code: "500.003.02", message: "System is busy. Please try again in few minutes.")
  static let spikeArrest = DarajaRefusal(
    status: 500, code: "500.003.02", message: "Error Occurred: Spike Arrest Violation")
  static let quotaViolation = DarajaRefusal(
    status: 500, code: "500.003.03", message: "Error Occurred: Quota Violation")
  static let internalError = DarajaRefusal(status: 500, code: "500.003.1001", message: "Internal Server Error")
  static let maintenance = DarajaRefusal(
    status: 503, code: "00.002.1001", message: "Service is currently under maintenance. Please try again later")

  func answer(requestID: String, note: String? = nil) -> SimulatedAnswer {
    .json(
      ["requestId": .string(requestID), "errorCode": .string(code), "errorMessage": .string(message)],
      status: status, note: note ?? "refused: \(message)")
  }
}
