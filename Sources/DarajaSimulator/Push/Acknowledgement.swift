import CanonicalJSON
import Payments

/// The answer to a push whose prompt is out (daraja.md section 2.2), and what faults make of it.
extension SimulatedDaraja {
  mutating func acknowledgement(of index: Int) -> SimulatedAnswer {
    let transaction = transactions[index]
    let fault = transaction.faults.first(where: Self.spoilsAcknowledgement)
    var body: JSONObject = [
      "MerchantRequestID": .string(transaction.merchantRequestID),
      "CheckoutRequestID": .string(transaction.checkoutRequestID),
      "ResponseCode": .string("0"),
      "ResponseDescription": .string("Success. Request accepted for processing"),
      "CustomerMessage": .string("Success. Request accepted for processing"),
    ]
    if fault == .ackWithoutID { body["CheckoutRequestID"] = nil }
    var note = "push #\(index + 1) \(transaction.phone.maskedASCII) KSh \(transaction.amount): accepted"
    if let fault { note += ", fault: \(fault.rawValue)" }
    var answer = SimulatedAnswer.json(body, note: note)
    switch fault {
    case .ackLost: answer.transport = .noAnswer
    case .ackDelayed:
      answer.transport = .delayed(milliseconds: Int64(settings.lateAcknowledgementSeconds) * 1000)
    case .ackReset: answer.transport = .connectionReset
    case .ackCut: answer.transport = .cutInMidBody
    case .callbackBeforeAck:
      answer.transport = .delayed(milliseconds: Int64(settings.slowAcknowledgementSeconds) * 1000)
    case .ackErrorInOK:
      answer = DarajaRefusal(status: 200, code: "500.003.1001", message: "Internal Server Error")
        .answer(requestID: random.merchantRequestID(), note: note)
    case .refusedButPrompted:
      answer = DarajaRefusal.systemBusy.answer(requestID: random.merchantRequestID(), note: note)
    case .internalErrorPrompted:
      answer = DarajaRefusal.internalError.answer(requestID: random.merchantRequestID(), note: note)
    case .redirected:
      // A client that follows posts the push again and asks the customer twice.
      answer = SimulatedAnswer(
        status: 307, headers: [SimulatedHeader("Location", "/mpesa/stkpush/v1/processrequest?again=1")], note: note)
    default: break
    }
    return answer
  }

  private static func spoilsAcknowledgement(_ fault: Fault) -> Bool {
    switch fault {
    case .subscriberLocked, .tokenExpired, .tokenRefused, .tokenRefusedOtherwise: false
    case .callbackBeforeAck: true
    default: fault.stage == .push
    }
  }
}
