import CanonicalJSON
import Payments

/// What asking for an access token brought.
package enum TokenOutcome: Sendable, Hashable {
  /// A token, good for some seconds.
  case token(AccessToken, lifetimeSeconds: Int)
  /// None.
  case failed(TokenFailure, AnswerNote?)
}

extension TransportFailure {
  /// The same, as the outcome of asking for a token.
  package var tokenOutcome: TokenOutcome {
    switch self {
    case .notSent(let reason): .failed(.notConnected(reason), nil)
    case .unknown: .failed(.noAnswer, nil)
    }
  }
}

extension TokenFailure {
  /// Why a push without a token was not sent: what hinders the connection is said as such.
  package var notSentReason: NotSentReason {
    if case .notConnected(let reason) = self { reason } else { .noToken }
  }

  /// The same, as the outcome of a query.
  package func queryOutcome(_ note: AnswerNote?) -> QueryOutcome {
    if case .notConnected = self { .noAnswer(.notConnected, nil) } else { .noAnswer(.noToken, note) }
  }
}

/// Sorts every answer to the token call (daraja.md section 1).
package enum TokenAnswer {
  /// What an unreadable lifetime counts as: short, never "for ever".
  package static let unreadableLifetimeSeconds = 60
  /// No lifetime is believed beyond a day.
  static let longestLifetimeSeconds = 86_400

  /// The verdict on an answer.
  package static func sort(_ answer: HTTPAnswer) -> TokenOutcome {
    let read = ReadAnswer(answer)
    switch answer.status {
    case 200:
      if answer.isHTML { return .failed(.somethingBetween, read.note) }
      guard let members = read.members, !read.hasErrorEnvelope,
        let token = members["access_token"]?.string.flatMap(AccessToken.init)
      else { return .failed(.unlistedAnswer, read.note) }
      return .token(token, lifetimeSeconds: lifetimeSeconds(members["expires_in"]))
    case 300..<400: return .failed(.redirected, read.note)
    case _ where read.isThrottled || read.isQuotaExceeded: return .failed(.tooManyRequests, read.note)
    // A page where no API is: the address, rather than what stands before it.
    case 404 where answer.isHTML: return .failed(.wrongAddress, read.note)
    case _ where answer.isHTML: return .failed(.somethingBetween, read.note)
    case _ where read.saysWrongKeys: return .failed(.credentialsRefused, read.note)
    case 400 where answer.body.allSatisfy({ $0 <= 0x20 }): return .failed(.credentialsRefused, read.note)
    case 400 where read.errorCode == "400.008.01" || read.errorCode == "400.008.02":
      return .failed(.requestRefused, read.note)
    case 404 where read.errorCode == "404.001.04": return .failed(.requestRefused, read.note)
    case 404: return .failed(.wrongAddress, read.note)
    case 405: return .failed(.requestRefused, read.note)
    case 401, 403: return .failed(.notLetIn, read.note)
    case 500...599: return .failed(.serviceDown, read.note)
    default: return .failed(.unlistedAnswer, read.note)
    }
  }

  /// `"3599"`, `3599` or `"3600"`; anything unreadable or not positive is short.
  private static func lifetimeSeconds(_ value: JSONValue?) -> Int {
    guard let text = value?.text, (1...9).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit),
      let seconds = Int(text), seconds > 0
    else { return unreadableLifetimeSeconds }
    return min(seconds, longestLifetimeSeconds)
  }
}
