import Payments

/// A line that is not one of the notation's.
package struct NotationError: Error, CustomStringConvertible {
  /// What is wrong with which line.
  package let description: String
}

/// Evidence written as a line of words, so that a test reads as a story.
///
///     0 recorded 1000 confirm-above=500 till=2        2 accepted A merchant=M
///     1 sending                                       2 refused subscriber-busy
///     9 callback 0 1000 R1 A unlisted leaked copy=2   2 not-sent too-old
///     70 asks q1 A                                    31 outcome-unknown no-answer
///     71 answers q1 0 A unechoed asked=70             1 token-refused
///     71 answers q2 pending A                         40 decides d1 by-hand R1 saw-nothing supersedes=d0
///
/// Seconds first. `R1` is a receipt, one capital letter a prompt, a bare number after a callback's code its amount.
/// A decision has seen whatever stands above it, unless it `saw-nothing` or `saw=` some lines, counted from 1.
package struct EvidenceNotation: Sendable {
  /// The payment that the lines are about.
  package let payment: PaymentID
  /// The rows so far.
  package private(set) var rows: [EvidenceRow] = []
  private var askedAt: [(question: String, at: Moment)] = []

  /// No line read yet.
  package init(payment: PaymentID) { self.payment = payment }

  /// 2026-11-24 09:00 in Kenya, an hour after boot, and then some seconds.
  package static func moment(_ seconds: Int64) -> Moment {
    Moment(
      wallMilliseconds: 1_795_500_000_000 + seconds * 1000, bootMilliseconds: 3_600_000 + seconds * 1000,
      bootID: "boot-1")
  }

  /// The receipt that `R1` stands for.
  package static func receipt(_ word: String) -> Receipt? {
    word.first == "R" && Int(word.dropFirst()) != nil ? Receipt("UKO" + word + "XXXX") : nil
  }

  /// The prompt that a capital letter stands for.
  package static func prompt(_ word: String) -> CheckoutRequestID? {
    word.count == 1 && ("A"..."Z").contains(word) ? CheckoutRequestID("ws_CO_24112026_" + word) : nil
  }

  /// Reads one line and keeps its row.
  @discardableResult
  package mutating func read(_ line: String) throws -> EvidenceRow {
    let words = line.split(separator: " ").map(String.init)
    guard words.count >= 2, let seconds = Int64(words[0]) else { throw NotationError(description: "no time: \(line)") }
    let at = Self.moment(seconds)
    let evidence = try evidence(words[1], Words(line: line, Array(words.dropFirst(2))), at)
    let row = EvidenceRow(paymentID: payment, key: evidence.key { $0.rawValue }, at: at, evidence: evidence)
    rows.append(row)
    return row
  }

  private mutating func evidence(_ kind: String, _ words: Words, _ at: Moment) throws -> Evidence {
    switch kind {
    case "recorded":
      let phone = PhoneNumber(msisdn: words.value("phone") ?? "254712345678")
      return .recorded(
        Recording(
          cashier: "amina", phone: phone, amount: try words.shillings(words.at(0)), reference: "2N47D1XZ",
          sale: words.value("sale").flatMap(PaymentID.init(hex:)) ?? payment,
          confirmAbove: try words.value("confirm-above").map(words.shillings)))
    case "sending": return .sending(SendingStart(owner: "process 4711"))
    case "token-refused": return .tokenRefused
    case "accepted":
      return .accepted(
        Acceptance(checkoutRequestID: try words.prompt(), merchantRequestID: words.value("merchant")))
    case "refused":
      let reason = try words.member(Refusal.init(rawValue:), words.at(0))
      return .refused(RefusedAnswer(reason: reason, code: nil, answerMark: "500-" + reason.rawValue))
    case "not-sent": return .notSent(try words.member(NotSentReason.init(rawValue:), words.at(0)))
    case "outcome-unknown": return .outcomeUnknown(try words.member(UnknownReason.init(rawValue:), words.at(0)))
    case "callback": return .callback(try callback(words))
    case "asks":
      askedAt.append((try words.at(0), at))
      return .queryAsked(
        QueryAsked(question: try words.at(0), checkoutRequestID: try words.prompt(), till: .commandLine))
    case "answers": return .queryAnswer(try answer(words, at))
    case "decides": return .decision(try decision(words))
    default: throw NotationError(description: "no such evidence: \(words.line)")
    }
  }

  private func callback(_ words: Words) throws -> CallbackEvidence {
    let body = words.all.filter { $0 != "unlisted" && $0 != "leaked" }.joined(separator: " ")
    let amount = words.all.dropFirst().first { $0.first?.isNumber == true }
    return CallbackEvidence(
      bodyHash: body, peer: words.has("unlisted") ? .unlisted : .listed, keyIsTrusted: !words.has("leaked"),
      code: ResultCode(try words.at(0)), text: "", amount: amount.flatMap(Cents.init(decimal:)),
      receipt: words.all.lazy.compactMap(Self.receipt).first,
      checkoutRequestID: words.all.lazy.compactMap(Self.prompt).first, merchantRequestID: words.value("merchant"))
  }

  private func answer(_ words: Words, _ at: Moment) throws -> QueryAnswered {
    let question = try words.at(0)
    let asked = words.value("asked").flatMap { Int64($0) }.map(Self.moment)
    let finding: QueryAnswered.Finding =
      switch try words.at(1) {
      case "pending": .pending
      case "nothing": .nothing("timeout")
      case let code: .result(ResultCode(code), text: "")
      }
    return QueryAnswered(
      question: question, checkoutRequestID: try words.prompt(),
      askedAt: asked ?? askedAt.first { $0.question == question }?.at ?? at, echoed: !words.has("unechoed"),
      finding: finding)
  }

  private func decision(_ words: Words) throws -> Decision {
    let action: Decision.Action
    let detail = words.all.count > 2 ? words.all[2] : ""
    switch try words.at(1) {
    case "by-hand": action = .acceptedByHand(try words.member(Self.receipt, detail))
    case "wrong-number": action = .wrongNumber
    case "pays-another-way": action = .paysAnotherWay
    case "asked-again": action = .askedAgain(as: try words.member(PaymentID.init(hex:), PaymentStory.other.hex))
    case "overrides": action = .guardOverridden(blockedBy: PaymentStory.other, seenPosition: 1)
    case "mark-undone": action = .markUndone
    case "muted": action = .muted
    case "resolved": action = .resolved(try words.member(Decision.Resolution.init(rawValue:), detail))
    default: throw NotationError(description: "no such decision: \(words.line)")
    }
    var seen = rows.map(\.key)
    if words.has("saw-nothing") { seen = [] }
    if let lines = words.value("saw") {
      seen = lines.split(separator: ",").compactMap { Int($0) }.map { rows[$0 - 1].key }
    }
    return Decision(
      id: try words.at(0), who: "baraka", why: "as told", action: action, answers: seen.sorted(),
      supersedes: words.value("supersedes").map { [$0] } ?? [])
  }
}

/// The words after a line's kind.
private struct Words {
  let line: String
  let all: [String]

  init(line: String, _ all: [String]) {
    self.line = line
    self.all = all
  }

  func has(_ word: String) -> Bool { all.contains(word) }

  func value(_ name: String) -> String? {
    all.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  func at(_ index: Int) throws -> String {
    guard index < all.count else { throw NotationError(description: "too short: \(line)") }
    return all[index]
  }

  func prompt() throws -> CheckoutRequestID {
    guard let prompt = all.lazy.compactMap(EvidenceNotation.prompt).first else {
      throw NotationError(description: "no prompt: \(line)")
    }
    return prompt
  }

  func shillings(_ word: String) throws -> Shillings { try member({ Int($0).flatMap { Shillings($0) } }, word) }

  func member<Member>(_ make: (String) -> Member?, _ word: String) throws -> Member {
    guard let member = make(word) else { throw NotationError(description: "no such word \(word): \(line)") }
    return member
  }
}
