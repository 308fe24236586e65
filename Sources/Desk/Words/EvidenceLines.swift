import Payments

/// One piece of evidence in words: when it became known, who says so, and what it says; nothing personal is in it.
public struct EvidenceLine: Sendable, Equatable {
  /// When this machine learnt it.
  public var at: Moment
  /// Who says so: a login name, `desk`, `Safaricom`, or a stranger.
  public var source: String
  /// What it says.
  public var text: String

  /// A line.
  public init(at: Moment, source: String, text: String) {
    self.at = at
    self.source = source
    self.text = text
  }
}

extension EvidenceRow {
  /// This evidence in words, for the desk's time line and for `kaunta payment`.
  public var line: EvidenceLine {
    let (source, text) = evidence.sourceAndText
    return EvidenceLine(at: at, source: source, text: text)
  }
}

extension Evidence {
  fileprivate var sourceAndText: (source: String, text: String) {
    switch self {
    case .recorded(let recording):
      (recording.cashier, "asked for KSh \(recording.amount.grouped), reference \(recording.reference)")
    case .sending(let start): ("desk", "began the one attempt (\(start.owner))")
    case .tokenRefused: ("Safaricom", "refused the access token; the request may go out once more")
    case .accepted: ("Safaricom", "took the request: the prompt is on its way")
    case .refused(let answer):
      ("Safaricom", "refused: " + answer.reason.lines.happened + (answer.code.map { " (\($0.prefix(24)))" } ?? ""))
    case .notSent(let reason): ("desk", "not sent: " + reason.lines.happened)
    case .outcomeUnknown(let reason): ("desk", "outcome unknown: " + reason.lines.happened)
    case .callback(let callback): (callback.source, callback.words)
    case .queryAsked(let asked): ("till \(asked.till.number)", "asks Safaricom what became of it")
    case .queryAnswer(let answer): ("Safaricom", "asked, " + answer.finding.words)
    case .decision(let decision): (decision.who, decision.words)
    }
  }
}

extension CallbackEvidence {
  fileprivate var source: String { peer == .listed ? "Safaricom" : "stranger" }

  fileprivate var words: String {
    var words = "calls back: " + code.words
    if let amount { words += ", KSh \(amount.grouped)" }
    if let receipt { words += ", receipt \(receipt.code)" }
    if peer == .unlisted { words += "; from an address that is not listed as Safaricom's" }
    if !keyIsTrusted { words += "; under a key that is known to have leaked" }
    return words
  }
}

extension QueryAnswered.Finding {
  fileprivate var words: String {
    switch self {
    case .result(let code, _): "says " + code.words
    case .pending: "says: still pending"
    case .nothing(let why): "gave no usable answer (\(why))"
    }
  }
}

extension ResultCode {
  /// The code and what it means; Safaricom's own words stand only in `kaunta payment --json`.
  fileprivate var words: String {
    if meaning == .paid { return "paid (0)" }
    let happened = meaning.happened
    return "\(rawValue.prefix(24)), " + happened.prefix(1).lowercased() + happened.dropFirst().dropLast()
  }
}

extension Decision {
  fileprivate var words: String {
    switch action {
    // What the desk wrote as their reason says the same once more.
    case .askedAgain, .guardOverridden: action.words
    default: why.isEmpty ? action.words : action.words + ": " + why
    }
  }
}

extension Decision.Action {
  fileprivate var words: String {
    switch self {
    case .acceptedByHand(let receipt): "accepted by hand, receipt \(receipt.code)"
    case .wrongNumber: "says that the prompt went to a wrong number"
    case .paysAnotherWay: "says that the customer pays another way"
    case .askedAgain(let attempt): "asked again (\(attempt.short))"
    case .guardOverridden(let other): "asked although \(other.short) stood in the way"
    case .muted: "muted the alarm"
    case .settled(.goods): "settled: the customer has the goods"
    case .settled(.refund): "settled: the money goes back"
    case .settled(.kept): "settled: kept for the customer"
    }
  }
}
