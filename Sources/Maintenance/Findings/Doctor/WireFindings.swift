import Daraja
import Payments
import Wording

extension Finding {
  /// What requests go through, and who says so.
  package static func proxy(_ address: String, namedBy place: String) -> Finding {
    Finding(.good, "proxy", "requests go through \(address), which \(place) names")
  }

  /// Whether this shop gets access tokens.
  ///
  /// - Parameter isNew: it was asked for now; the one that the desks are working with is not ended for a question.
  package static func token(_ outcome: TokenOutcome, isNew: Bool, from baseURL: String) -> Finding {
    switch outcome {
    case .token:
      return Finding(
        .good, "token",
        isNew
          ? "\(baseURL) gives access tokens to this shop's keys"
          : "the shop's access token is still good; no new one was asked for")
    case .failed(let failure, let note):
      let whose = failure == .somethingBetween ? "What answered says: " : "Safaricom's words: "
      let words = note.map { " " + whose + $0.words.line + "." } ?? ""
      return Finding(
        .bad, "token", failure.lines.happened.english + " " + failure.lines.action.english + words)
    }
  }

  /// Whether this machine's clock agrees with Safaricom's.
  ///
  /// - Parameters:
  ///   - clock: nil where nothing answered.
  ///   - trouble: why nothing did, as far as that is known.
  package static func safaricomsClock(_ clock: ServerClock?, at baseURL: String, trouble: Phrase?) -> Finding {
    guard let clock else {
      let cause = trouble.map { ": " + $0.english } ?? "; nothing can be asked for"
      return Finding(.bad, "network", "\(baseURL) does not answer" + cause)
    }
    if let warning = clock.warning { return Finding(.bad, "clock", warning.english) }
    return Finding(.good, "clock", "it agrees with Safaricom's")
  }
}
