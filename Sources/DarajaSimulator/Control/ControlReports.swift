import CanonicalJSON
import Payments

/// What `GET /simulator/…` shows; phones are masked.
extension SimulatedDaraja {
  func stateReport(at now: Int64) -> JSONObject {
    let payments = history.payments.map { payment -> JSONValue in
      .object([
        "checkout_request_id": .string(payment.checkoutRequestID),
        "callback_url": .string(payment.callbackURL),
        "phone": .string(payment.phone.maskedASCII),
        "amount": .integer(payment.amountShillings),
        "receipt": .string(payment.receipt),
        "reference": .string(payment.accountReference),
        "at": .string(EastAfricaTime(wallMilliseconds: payment.atMilliseconds).rfc3339),
      ])
    }
    let prompts = history.prompts.map { prompt -> JSONValue in
      .object([
        "checkout_request_id": .string(prompt.checkoutRequestID),
        "callback_url": .string(prompt.callbackURL),
        "phone": .string(prompt.phone.maskedASCII),
        "amount": .integer(prompt.amountShillings),
        "at": .string(EastAfricaTime(wallMilliseconds: prompt.atMilliseconds).rfc3339),
      ])
    }
    return [
      "demo": .bool(true),
      "time": .string(EastAfricaTime(wallMilliseconds: now).rfc3339),
      "tokens": .object([
        "requests": .integer(counters.tokenRequests), "minted": .integer(counters.tokensMinted),
      ]),
      "pushes": .object([
        "requests": .integer(counters.pushes), "accepted": .integer(counters.pushesAccepted),
      ]),
      "queries": .object([
        "requests": .integer(counters.queries), "pending": .integer(counters.queriesPending),
        "answered": .integer(counters.queriesAnswered),
      ]),
      "callbacks": .object([
        "sent": .integer(counters.callbacksSent), "lost": .integer(counters.callbacksLost),
        "taken": .integer(counters.callbacksTaken), "refused": .integer(counters.callbacksRefused),
        "unanswered": .integer(counters.callbacksUnanswered),
      ]),
      "book": .object(["payments": .array(payments), "prompts": .array(prompts)]),
    ]
  }

  /// The prompts on phones, and those that ended a moment ago, newest last.
  func promptsReport(at now: Int64) -> JSONObject {
    let prompts = openPrompts.map { prompt -> JSONValue in
      .object([
        "checkout_request_id": .string(prompt.checkoutRequestID),
        "phone": .string(prompt.phone.maskedASCII),
        "amount": .integer(prompt.amountShillings),
        "reference": .string(prompt.accountReference),
        "by_hand": .bool(prompt.waitsForAnswerByHand),
        "closes_at": .string(EastAfricaTime(wallMilliseconds: prompt.closesAtMilliseconds).rfc3339),
      ])
    }
    let ended = recentEndings(at: now).map { ending -> JSONValue in
      var entry: JSONObject = [
        "checkout_request_id": .string(ending.checkoutRequestID),
        "phone": .string(ending.phone.maskedASCII),
        "amount": .integer(ending.amountShillings),
        "reference": .string(ending.accountReference),
        "at_milliseconds": .integer(Int(ending.atMilliseconds)),
        "balance": .integer(ending.balanceShillings),
        "result_code": .string(ending.resultCode),
      ]
      if let receipt = ending.receipt { entry["receipt"] = .string(receipt) }
      return .object(entry)
    }
    return ["demo": .bool(true), "prompts": .array(prompts), "ended": .array(ended)]
  }

  func faultsReport(at now: Int64) -> JSONObject {
    let active = switches.filter { $0.isOn(at: now) }.map { item -> JSONValue in
      var entry: JSONObject = ["fault": .string(item.fault.rawValue), "probability": .number("\(item.probability)")]
      if let endpoint = item.endpoint { entry["on"] = .string(endpoint.rawValue) }
      if let until = item.untilMilliseconds {
        entry["until"] = .string(EastAfricaTime(wallMilliseconds: until).rfc3339)
      }
      return .object(entry)
    }
    let known = Fault.allCases.map { fault -> JSONValue in
      var entry: JSONObject = ["fault": .string(fault.rawValue)]
      if let number = fault.number { entry["phone"] = .string(number.spoken) }
      entry["what"] = .string(fault.sentence)
      return .object(entry)
    }
    return ["on": .array(active), "known": .array(known)]
  }
}
