import CanonicalJSON

/// `POST /mpesa/stkpushquery/v1/query` (daraja.md section 3).
extension SimulatedDaraja {
  mutating func query(_ request: SimulatedRequest, at now: Int64) -> SimulatedAnswer {
    counters.queries += 1
    let switched = strikingFaults(on: .query, at: now)
    if let answer = gatewayAnswer(switched, at: now) { return answer }
    if isAboveRate(at: now) { return rateLimitAnswer(note: "refused: too many queries") }
    do throws(DarajaRefusal) {
      let (_, body) = try productCall(request, at: now)
      let account = try AccountFields(body, settings: settings, at: now)
      guard let identifier = body["CheckoutRequestID"]?.string, identifier.hasPrefix("ws_CO_") else {
        throw .invalid("CheckoutRequestID")
      }
      let merchant = try account.merchant(settings: settings)
      guard let index = transactionsByID[identifier], transactions[index].shortCode == merchant.shortCode else {
        throw .transactionUnknown
      }
      return queryAnswer(index, switched: switched)
    } catch {
      return refuse(error)
    }
  }

  private mutating func queryAnswer(_ index: Int, switched: [Fault]) -> SimulatedAnswer {
    let transaction = transactions[index]
    let own = transaction.faults.first { $0.stage == .query }
    let drawn = switched.first { $0.stage == .query }
    if transaction.isOpen {
      if transaction.has(.queryZeroUnpaid) { return resultAnswer(index, code: "0") }
      return pendingAnswer(index, form: own ?? drawn ?? .pendingCode4999)
    }
    transactions[index].queriesSinceEnd += 1
    let isOddQuery = transactions[index].queriesSinceEnd % 2 == 1
    if drawn == .finishedLooksPending || own == .finishedLooksPending && isOddQuery {
      return pendingAnswer(index, form: .pendingEmptyMessage)
    }
    // The first query after the end still finds the old state, so that a client meets this form for certain.
    if let own, transactions[index].queriesSinceEnd == 1 { return pendingAnswer(index, form: own) }
    let isDenied = transaction.result == "0" && transaction.has(.callbackPaidQueryFailed)
    return resultAnswer(index, code: isDenied ? "1037" : transaction.result ?? "0")
  }

  private mutating func resultAnswer(_ index: Int, code: String) -> SimulatedAnswer {
    counters.queriesAnswered += 1
    return .json(
      queryBody(index, code: code, text: transactions[index].worded(code).queryText),
      note: "query #\(index + 1): code \(code)")
  }

  /// "Still pending", in one of its forms.
  private mutating func pendingAnswer(_ index: Int, form: Fault) -> SimulatedAnswer {
    counters.queriesPending += 1
    let note = "query #\(index + 1): pending"
    switch form {
    case .pendingBeingProcessed:
      return DarajaRefusal.beingProcessed.answer(requestID: random.merchantRequestID(), note: note)
    case .pendingEmptyMessage:
      return DarajaRefusal(status: 200, code: "500.001.1001", message: "")
        .answer(requestID: random.merchantRequestID(), note: note)
    case .pendingInvalidID:
      return DarajaRefusal.invalid("CheckoutRequestID")
        .answer(requestID: random.merchantRequestID(), note: note)
    case .pendingDoesNotExist:
      return DarajaRefusal.transactionUnknown.answer(requestID: random.merchantRequestID(), note: note)
    case .pendingEmptyCode:
      return .json(queryBody(index, code: "", text: ""), note: note)
    default:
      let text = CataloguedResult.of("4999").queryText
      return .json(queryBody(index, code: "4999", text: text), note: note)
    }
  }

  private func queryBody(_ index: Int, code: String, text: String) -> JSONObject {
    [
      "ResponseCode": .string("0"),
      "ResponseDescription": .string("The service request has been accepted successsfully"),
      "MerchantRequestID": .string(transactions[index].merchantRequestID),
      "CheckoutRequestID": .string(transactions[index].checkoutRequestID),
      "ResultCode": .string(code),
      "ResultDesc": .string(text),
    ]
  }

  private mutating func isAboveRate(at now: Int64) -> Bool {
    guard let limit = settings.queriesPerMinute else { return false }
    queryTimes.removeAll { now - $0 >= 60_000 }
    if queryTimes.count >= limit { return true }
    queryTimes.append(now)
    return false
  }
}
