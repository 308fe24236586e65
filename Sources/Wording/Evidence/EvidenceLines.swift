import Payments

/// One piece of evidence in words: when it became known, who says so, and what it says; nothing personal is in it.
package struct EvidenceLine: Sendable, Equatable {
  /// When this machine learnt it.
  package var at: Moment
  /// Who says so: a login name, `desk`, `Safaricom`, or a stranger.
  package var source: Phrase
  /// What it says.
  package var text: Phrase

  package init(at: Moment, source: Phrase, text: Phrase) {
    self.at = at
    self.source = source
    self.text = text
  }
}

extension [EvidenceRow] {
  /// All evidence of one payment in words.
  ///
  /// - Parameter number: that of another payment of which it speaks, as a person at a till reads it; where it is not
  ///   known the payment is named by the short id that `kaunta payments` prints.
  package func lines(number: (PaymentID) throws -> Phrase?) rethrows -> [EvidenceLine] {
    let others = keysAboutOtherPrompts
    return try map { try $0.line(isAboutAnotherPrompt: others.contains($0.key), number: number) }
  }
}

extension EvidenceRow {
  /// This evidence in words, by itself.
  package var line: EvidenceLine { line { _ in nil } }

  /// This evidence in words.
  ///
  /// - Parameters:
  ///   - isAboutAnotherPrompt: it is a callback whose IDs are not those of the payment's own prompt.
  ///   - number: that of another payment of which it speaks, as a person at a till reads it; where it is not known the
  ///     payment is named by the short id that `kaunta payments` prints.
  package func line(
    isAboutAnotherPrompt: Bool = false, number: (PaymentID) throws -> Phrase?
  ) rethrows -> EvidenceLine {
    let other = try evidence.otherPayment.map { other in
      try number(other).map { Phrase("number ", sw: "namba ") + $0 } ?? Phrase(verbatim: other.short)
    }
    let (source, text) = evidence.sourceAndText(naming: other ?? .none)
    let doubt =
      isAboutAnotherPrompt
      ? Phrase("; with the numbers of another payment", sw: "; na namba za malipo mengine") : Phrase.none
    return EvidenceLine(at: at, source: source, text: text + doubt)
  }
}

extension Evidence {
  /// The other payment that it speaks of.
  fileprivate var otherPayment: PaymentID? {
    guard case .decision(let decision) = self else { return nil }
    return switch decision.action {
    case .askedAgain(let attempt): attempt
    case .guardOverridden(let other, _): other
    default: nil
    }
  }

  fileprivate func sourceAndText(naming other: Phrase) -> (source: Phrase, text: Phrase) {
    switch self {
    case .recorded(let recording):
      (
        Phrase(verbatim: recording.cashier),
        Phrase(
          "asked for KSh \(recording.amount.grouped), reference \(recording.reference)",
          sw: "ameomba KSh \(recording.amount.grouped), kumbukumbu \(recording.reference)")
      )
    case .sending(let start):
      (
        .desk,
        Phrase("began the one attempt (", sw: "imeanza jaribio la pekee (") + start.ownerWords + Phrase(verbatim: ")")
      )
    case .tokenRefused:
      (
        .safaricom,
        Phrase(
          "refused the access token; the request may go out once more",
          sw: "imekataa token; ombi linaweza kutumwa mara moja tena")
      )
    case .accepted:
      (.safaricom, Phrase("took the request: the prompt is on its way", sw: "imepokea ombi: linaelekea kwenye simu"))
    case .refused(let answer):
      (
        .safaricom,
        Phrase("refused: ", sw: "imekataa: ") + answer.reason.lines.happened
          + Phrase(verbatim: answer.code.map { " (\($0.prefix(24)))" } ?? "")
      )
    case .notSent(let reason, _): (.desk, Phrase("not sent: ", sw: "haikutuma: ") + reason.lines.happened)
    case .outcomeUnknown(let reason, _):
      (.desk, Phrase("outcome unknown: ", sw: "haijulikani ilivyoisha: ") + reason.lines.happened)
    case .callback(let callback): (callback.source, callback.words)
    case .queryAsked(let asked):
      (
        Phrase(verbatim: "till \(asked.till.number)"),
        Phrase("asks Safaricom what became of it", sw: "inauliza Safaricom ilivyoisha")
      )
    case .queryAnswer(let answer):
      (.safaricom, Phrase("asked, ", sw: "imeulizwa, ") + answer.finding.words + answer.otherPromptWords)
    case .decision(let decision): (Phrase(verbatim: decision.who), decision.words(naming: other))
    }
  }
}

extension Phrase {
  fileprivate static let desk = Phrase("desk", sw: "kaunta")
  fileprivate static let safaricom = Phrase(verbatim: "Safaricom")
}

extension SendingStart {
  /// The owner as the desk writes it into the ledger, `process 4711`, or whatever another version wrote.
  fileprivate var ownerWords: Phrase {
    owner.hasPrefix("process ")
      ? Phrase(owner, sw: "mchakato " + owner.dropFirst("process ".count)) : Phrase(verbatim: owner)
  }
}

extension CallbackEvidence {
  fileprivate var source: Phrase { peer == .listed ? .safaricom : Phrase("stranger", sw: "anwani ngeni") }

  fileprivate var words: Phrase {
    var parts = [Phrase("calls back: ", sw: "inajibu: "), code.words]
    if let amount { parts.append(Phrase(verbatim: ", KSh \(amount.grouped)")) }
    if let receipt { parts.append(Phrase(", receipt \(receipt.code)", sw: ", code \(receipt.code)")) }
    if peer == .unlisted {
      parts.append(
        Phrase(
          "; from an address that is not listed as Safaricom's",
          sw: "; kutoka anwani isiyo kwenye orodha ya Safaricom"))
    }
    if !keyIsTrusted {
      parts.append(
        Phrase("; under a key that is known to have leaked", sw: "; kwa ufunguo unaojulikana kuwa umevuja"))
    }
    return parts.joined()
  }
}

extension QueryAnswered {
  /// What makes a result prove nothing.
  fileprivate var otherPromptWords: Phrase {
    if case .result = finding, !echoed {
      Phrase(", and does not name this prompt", sw: ", lakini si kuhusu ombi hili")
    } else {
      .none
    }
  }
}

extension QueryAnswered.Finding {
  fileprivate var words: Phrase {
    switch self {
    case .result(let code, _): Phrase("says ", sw: "inasema ") + code.words
    case .pending: Phrase("says: still pending", sw: "inasema: bado inashughulikia")
    case .nothing(let why, _): Phrase("gave no usable answer (\(why))", sw: "haikutoa jibu la kufaa (\(why))")
    }
  }
}

extension ResultCode {
  /// The code and what it means; Safaricom's own words stand only in `kaunta payment --json`.
  fileprivate var words: Phrase {
    if meaning == .paid { return Phrase("paid (0)", sw: "imelipwa (0)") }
    let happened = meaning.happened.inSentence
    return Phrase(verbatim: "\(rawValue.prefix(24)), ")
      + Phrase(String(happened.english.dropLast()), sw: String(happened.swahili.dropLast()))
  }
}

extension Decision {
  fileprivate func words(naming other: Phrase) -> Phrase {
    let words = action.words(naming: other)
    return switch action {
    // What the desk wrote as their reason says the same once more.
    case .askedAgain, .guardOverridden: words
    default: why.isEmpty ? words : words + Phrase(verbatim: ": " + why)
    }
  }
}

extension Decision.Action {
  fileprivate func words(naming other: Phrase) -> Phrase {
    switch self {
    case .acceptedByHand(let receipt):
      Phrase("accepted by hand, receipt \(receipt.code)", sw: "amekubali kama msimamizi, code \(receipt.code)")
    case .wrongNumber:
      Phrase("says that the prompt went to a wrong number", sw: "anasema ombi lilienda kwa namba isiyo sahihi")
    case .paysAnotherWay:
      Phrase("says that the customer pays another way", sw: "anasema mteja analipa kwa njia nyingine")
    case .askedAgain: Phrase("asked again as ", sw: "ameomba tena kama ") + other
    case .guardOverridden:
      Phrase("asked although ", sw: "ameomba ingawa ") + other + Phrase(" stood in the way", sw: " ilizuia")
    case .fasterPaceAllowed:
      Phrase("let the till ask more phones in a minute", sw: "ameruhusu till kuomba simu zaidi kwa dakika")
    case .markUndone:
      Phrase("took the mark back: it is as if nobody had said it", sw: "amefuta alama: ni kama haikuwekwa")
    case .muted: Phrase("muted the alarm", sw: "amezima kengele")
    case .resolved(.goods): Phrase("resolved: the customer has the goods", sw: "ametatua: mteja ana bidhaa")
    case .resolved(.refund): Phrase("resolved: the money goes back", sw: "ametatua: pesa inarudishwa")
    case .resolved(.kept): Phrase("resolved: kept for the customer", sw: "ametatua: imehifadhiwa kwa mteja")
    case .resolved(.nothing): Phrase("resolved: no money came of it", sw: "ametatua: hakuna pesa iliyoingia")
    }
  }
}
