import Payments
import Wording

/// *Is this code real?*: the code of a customer's SMS, and what the ledger knows of it.
package struct CodeCheck: LookUpPage {
  package var field = CodeText()
  package var asked: Asked<Receipt, CodeFinding>?
  /// Enter was pressed on something that is no code.
  package private(set) var insists = false

  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case lookUp
    case close
  }

  /// What was typed or pasted holds more than one code.
  var hasSeveral: Bool { field.finding == .several }
  package var subject: Receipt? { if case .code(let receipt) = field.finding { receipt } else { nil } }

  package static func part(of answer: Answer) -> CodeFinding? {
    if case .code(let finding) = answer { finding } else { nil }
  }

  package mutating func textChanged() { insists = false }

  /// Enter looks it up.
  package func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    [
      KeyBinding([.enter], Command.lookUp, word: Phrase("look it up", sw: "tafuta")),
      KeyBinding([.escape], Command.close, word: Phrase("back", sw: "rudi")),
    ]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .close: return .closes([])
    case .lookUp:
      guard let receipt = subject else {
        insists = true
        return .stays([])
      }
      field.keep(receipt)
      let id = desk.newRequest()
      asked = Asked(about: receipt, loading: .asked(id))
      return .stays([.read(id, .code(receipt))])
    }
  }
}

extension DeskState {
  /// The check that is on the screen.
  package var codeCheck: CodeCheck? { pages.page(CodeCheck.self) }

  /// The three lines about the code that was typed; nil before there is something to say.
  ///
  /// None says that a code is false: an honest payer must not be accused (rules.md section 5).
  package func codeLines(at now: Moment) -> ThreeLines? {
    guard let check = codeCheck else { return nil }
    if check.insists { return noCodeLines(hasSeveral: check.hasSeveral) }
    guard let receipt = check.asked?.about, let finding = check.loading?.value else { return nil }
    switch finding {
    case .seen(let payments):
      guard let first = payments.first else { return nil }
      return seenLines(receipt, first, count: payments.count, knownAt: now)
    case .resolvedUnmatched(let resolution, let at): return unmatchedLines(receipt, resolution, at: at, knownAt: now)
    case .looksLike(let other, let payments):
      guard let first = payments.first else { return nil }
      return alikeLines(receipt, seenLines(other, first, count: payments.count, knownAt: now), other)
    case .notSeen(let unanswered): return notSeenLines(receipt, unanswered: unanswered)
    }
  }

  private func noCodeLines(hasSeveral: Bool) -> ThreeLines {
    hasSeveral
      ? ThreeLines(
        happened: Phrase("That holds more than one code.", sw: "Hiyo ina code zaidi ya moja."),
        money: Phrase("Which of them is meant cannot be told.", sw: "Haijulikani ni ipi inayokusudiwa."),
        action: Phrase("Take one SMS, or type its code.", sw: "Tumia SMS moja, au andika code yake."))
      : ThreeLines(
        happened: Phrase("That is no whole code yet.", sw: "Hiyo bado si code kamili."),
        money: Phrase(
          "A code has six to twenty letters and digits.", sw: "Code ina herufi na tarakimu sita hadi ishirini."),
        action: Phrase(
          "Read it from the customer's SMS, letter by letter.", sw: "Isome kwenye SMS ya mteja, herufi kwa herufi."))
  }

  private func seenLines(_ receipt: Receipt, _ payment: PaymentSummary, count: Int, knownAt now: Moment) -> ThreeLines {
    let time = EastAfricaTime(payment.status.answeredAt ?? payment.recordedAt)
    let day =
      time.businessDay == EastAfricaTime(now).businessDay
      ? Phrase("today", sw: "leo") : Phrase(verbatim: time.businessDay.text)
    let word = payment.words(at: now).word
    let number = payment.spokenNumber(at: now)
    let also =
      count > 1
      ? Phrase(
        " It stands on \(count) payments: call the owner.", sw: " Iko kwenye malipo \(count): mwite mmiliki.") : .none
    return ThreeLines(
      happened: Phrase(
        "\(receipt.code): seen \(day.english) \(time.hourAndMinute) at till \(payment.till.number) for number "
          + "\(number.english), KSh \(payment.amount.grouped).",
        sw: "\(receipt.code): imeonekana \(day.swahili) \(time.hourAndMinute), till \(payment.till.number), namba "
          + "\(number.swahili), KSh \(payment.amount.grouped)."),
      money: Phrase("That payment is \(word.english).", sw: "Hali ya malipo hayo: \(word.swahili).") + also,
      action: Phrase(
        "One code pays once: is this customer number \(number.english)?",
        sw: "Code moja hulipa mara moja: je, mteja huyu ni namba \(number.swahili)?"))
  }

  /// A letter for a digit: whoever paid honestly must not be sent away for it.
  private func alikeLines(_ typed: Receipt, _ seen: ThreeLines, _ other: Receipt) -> ThreeLines {
    ThreeLines(
      happened: Phrase("\(typed.code): not seen yet. Alike: ", sw: "\(typed.code): bado haijaonekana. Inayofanana: ")
        + seen.happened,
      money: seen.money,
      action: Phrase(
        "Read the SMS letter by letter: does it say \(other.code)? ",
        sw: "Soma SMS herufi kwa herufi: je, inasema \(other.code)? ") + seen.action)
  }

  /// Money that nobody could place, and about which a supervisor has decided: no goods for it a second time.
  private func unmatchedLines(
    _ receipt: Receipt, _ resolution: UnmatchedResolution, at: Moment, knownAt now: Moment
  ) -> ThreeLines {
    let time = EastAfricaTime(at)
    let day =
      time.businessDay == EastAfricaTime(now).businessDay
      ? Phrase("today", sw: "leo") : Phrase(verbatim: time.businessDay.text)
    let amount = resolution.item.amount.map { ", KSh \($0.grouped)" } ?? ""
    return ThreeLines(
      happened: Phrase(
        "\(receipt.code)\(amount): resolved as unmatched \(day.english) \(time.hourAndMinute) by "
          + "\(resolution.supervisor).",
        sw:
          "\(receipt.code)\(amount): ilitatuliwa kati ya majibu yasiyolingana \(day.swahili) \(time.hourAndMinute) na "
          + "\(resolution.supervisor)."),
      money: Phrase(
        "It fitted no payment; what was done with its money stands in the ledger.",
        sw: "Haikulingana na malipo yoyote; pesa yake ilifanyiwa nini, kumeandikwa kwenye leja."),
      action: Phrase(
        "Call the supervisor: no goods for it a second time.", sw: "Mwite msimamizi: usitoe bidhaa kwa hiyo tena."))
  }

  private func notSeenLines(_ receipt: Receipt, unanswered: Int) -> ThreeLines {
    let waiting =
      switch unanswered {
      case 0: Phrase("no payment waits for an answer.", sw: "hakuna malipo yanayosubiri jibu.")
      case 1: Phrase("1 payment has no answer.", sw: "malipo 1 hayana jibu.")
      default: Phrase("\(unanswered) payments have no answer.", sw: "malipo \(unanswered) hayana jibu.")
      }
    return ThreeLines(
      happened: Phrase("\(receipt.code): not seen yet; ", sw: "\(receipt.code): bado haijaonekana; ") + waiting,
      money: Phrase(
        "Not proved here. It may be on its way, or be for another shop.",
        sw: "Haijathibitishwa hapa. Huenda iko njiani, au ni ya duka lingine."),
      action: unanswered == 0
        ? Phrase(
          "Look at name, amount and time in the SMS together, and call the owner.",
          sw: "Angalieni jina, kiasi na saa kwenye SMS pamoja, na umwite mmiliki.")
        : Phrase(
          "Wait, or check now the payment that it should be for; no goods before PAID.",
          sw: "Subiri, au uliza Safaricom kuhusu malipo yanayohusika; usitoe bidhaa kabla ya IMELIPWA."))
  }
}
