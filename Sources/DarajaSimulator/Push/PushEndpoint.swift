import CanonicalJSON
import Payments

/// `POST /mpesa/stkpush/v1/processrequest` (daraja.md section 2).
extension SimulatedDaraja {
  mutating func push(_ request: SimulatedRequest, at now: Int64) -> SimulatedAnswer {
    counters.pushes += 1
    let switched = strikingFaults(on: .push, at: now)
    if let answer = gatewayAnswer(switched, at: now) { return answer }
    do throws(DarajaRefusal) {
      let (token, body) = try productCall(request, at: now)
      let fields = try PushFields(body, settings: settings, at: now)
      // The second request of a client that followed a 307 is an ordinary one.
      let isFollowed = request.parameter("again") != nil
      let own = Fault.of(fields.phone).flatMap { isFollowed && $0 == .redirected ? nil : $0 }
      let faults = (own.map { [$0] } ?? []) + switched.filter { $0 != own }
      if let own, let answer = gatewayAnswer([own], at: now) { return answer }
      if switched.contains(.tokenExpired) { try expire(token) }
      if own == .tokenExpired { try expireEveryOtherTime(token, phone: fields.phone) }
      if faults.contains(.tokenRefused) { throw .invalidAccessToken }
      if faults.contains(.tokenRefusedOtherwise) { throw .invalidAccessTokenOtherwise }
      if faults.contains(.subscriberLocked) { throw .subscriberLocked }
      return try accept(fields, faults: faults, at: now)
    } catch {
      return refuse(error)
    }
  }

  /// What every product call must have: POST, a good token, a JSON body.
  func productCall(_ request: SimulatedRequest, at now: Int64) throws(DarajaRefusal) -> (String, JSONValue) {
    guard request.method == "POST" else { throw .methodNotAllowed(request.method) }
    let token = try bearerToken(request, at: now)
    // A wrong content type is reported as a wrong short code: the body is not read as JSON at all.
    guard let type = request.header("Content-Type")?.lowercased(), type.hasPrefix("application/json") else {
      throw .invalid("BusinessShortCode")
    }
    let body: JSONValue
    do { body = try JSONValue(parsing: request.body) } catch { throw .invalidPayload }
    if body.object == nil { throw .invalidPayload }
    return (token, body)
  }

  private mutating func expire(_ token: String) throws(DarajaRefusal) {
    tokens.end(token)
    throw .invalidAccessToken
  }

  /// A client that mints once and sends once more succeeds.
  private mutating func expireEveryOtherTime(_ token: String, phone: PhoneNumber) throws(DarajaRefusal) {
    let strikes = expiredTokenStrikes[phone, default: 0]
    expiredTokenStrikes[phone] = strikes + 1
    if strikes % 2 == 0 { try expire(token) }
  }

  private mutating func accept(
    _ fields: PushFields, faults: [Fault], at now: Int64
  ) throws(DarajaRefusal) -> SimulatedAnswer {
    var phone = phones[fields.phone] ?? Phone(settings: settings, at: now)
    var customer = Customer(fields.phone, byHand: settings.customersAnswerByHand)
    if let code = fields.pairingFault(merchants: settings.merchants) {
      customer = .ends(code: code)
    } else if promptLength(fields) > 182 {
      customer = .ends(code: "1025")
    } else if customer == .pays, faults.contains(.queryZeroUnpaid) || faults.contains(.lateSuccess) {
      customer = .ignores
    }
    let isBusy = phone.openTransaction != nil
    if isBusy {
      if settings.busyPhone == .refusal { throw .subscriberLocked }
      customer = .ends(code: "1001")
    }
    let index = open(fields, customer: customer, faults: faults, at: now)
    if !isBusy {
      phone.openTransaction = index
    }
    phones[fields.phone] = phone
    return acknowledgement(of: index)
  }

  private mutating func open(
    _ fields: PushFields, customer: Customer, faults: [Fault], at now: Int64
  ) -> Int {
    var checkoutRequestID = random.checkoutRequestID(phone: fields.phone, atMilliseconds: now)
    while transactionsByID[checkoutRequestID] != nil {
      checkoutRequestID = random.checkoutRequestID(phone: fields.phone, atMilliseconds: now)
    }
    let index = transactions.count
    transactions.append(
      Transaction(
        merchantRequestID: random.merchantRequestID(), checkoutRequestID: checkoutRequestID, phone: fields.phone,
        amount: fields.amount, shortCode: fields.merchant.shortCode, callbackURL: fields.callbackURL,
        accountReference: fields.accountReference, acceptedAtMilliseconds: now, customer: customer, faults: faults))
    transactionsByID[checkoutRequestID] = index
    openTransactions.append(index)
    counters.pushesAccepted += 1
    history.prompts.append(
      BookedPrompt(
        checkoutRequestID: checkoutRequestID, callbackURL: fields.callbackURL, phone: fields.phone,
        amountShillings: fields.amount, atMilliseconds: now))
    pairCrossed(index)
    planCustomer(index, at: now)
    return index
  }

  /// Two payments whose IDs are crossed are paired in the order in which they were accepted.
  private mutating func pairCrossed(_ index: Int) {
    guard transactions[index].has(.idsCrossed) else { return }
    if let waiting = waitingForCross {
      transactions[index].crossedWith = waiting
      transactions[waiting].crossedWith = index
      waitingForCross = nil
    } else {
      waitingForCross = index
    }
  }

  /// The prompt as the phone shows it; over 182 characters it cannot be sent.
  private func promptLength(_ fields: PushFields) -> Int {
    "Do you want to pay KSh \(fields.amount).00 to \(fields.merchant.name) Account no. \(fields.accountReference)?"
      .unicodeScalars.count
  }
}
