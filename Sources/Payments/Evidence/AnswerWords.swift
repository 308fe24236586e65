/// What stood in an answer that was not understood, kept for the owner: status, code and words.
///
/// Whoever makes one has cleaned it: nothing personal and no secret is in it.
package struct AnswerWords: Sendable, Hashable {
  /// The HTTP status.
  package let status: Int
  /// Safaricom's own code, or its gateway's.
  package let code: String?
  /// Its words.
  package let text: String?

  package init(status: Int, code: String? = nil, text: String? = nil) {
    self.status = status
    self.code = code
    self.text = text
  }

  /// In one line, quoted: `HTTP 520, "Web server is returning an unknown error"`.
  package var line: String {
    ["HTTP \(status)", code, text.map { "\"\($0)\"" }].compactMap(\.self).joined(separator: ", ")
  }
}

extension Evidence {
  /// What stood in an answer that was not understood, or that was no success; nil where all of it is known by its code.
  package var answerWords: AnswerWords? {
    switch self {
    case .notSent(_, let answer), .outcomeUnknown(_, let answer): answer
    case .refused(let refused): refused.answer
    case .queryAnswer(let answered): if case .nothing(_, let answer) = answered.finding { answer } else { nil }
    default: nil
    }
  }
}

extension Evidence {
  /// What the owner is told of an answer that Kaunta does not know, with whose words they are: for the command line and
  /// `kaunta doctor`, and never beside a standing.
  package var foreignWords: String? {
    if let answerWords { return (isSafaricoms ? "Safaricom's words: " : "what answered says: ") + answerWords.line }
    let (code, text): (ResultCode, String)
    switch self {
    case .callback(let callback): (code, text) = (callback.code, callback.text)
    case .queryAnswer(let answered):
      guard case .result(let result, let words) = answered.finding else { return nil }
      (code, text) = (result, words)
    default: return nil
    }
    guard code.meaning == .unlisted else { return nil }
    return "Safaricom's words: \(code.rawValue.prefix(24)), \"\(text)\""
  }

  /// A page in the place of an answer is whoever's stands in between; why there was no token, evidence does not tell.
  private var isSafaricoms: Bool {
    switch self {
    case .outcomeUnknown(.somethingBetween, _), .outcomeUnknown(.redirected, _), .notSent: false
    case .refused(let refused): refused.reason != .firewall
    case .queryAnswer(let answered):
      if case .nothing("something-between", _) = answered.finding { false } else { true }
    default: true
    }
  }
}
