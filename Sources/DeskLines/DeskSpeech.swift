import Desk
import Payments
import Wording

/// What changed at a desk since it was told last, each thing once.
///
/// Ages and counters are no news. Trouble comes before good news, and what asks for an answer last of all: it is what
/// stays in the ear.
struct DeskSpeech: Sendable {
  /// So many payments that need somebody are told of at the start; the board has all.
  private static let mostAtStart = 3

  private var told: [PaymentID: PaymentTelling] = [:]
  private var notice: Notice?
  private var coveredNotice: Notice?
  private var ending: Ending?
  private var parts = PartsSpeech()
  private var form = PaymentForm()
  private var shownNumber: ShownNumber?
  private var isAbsenceTold = false
  private var hasBegun = false

  /// What is said now.
  mutating func changes(of state: DeskState, at now: Moment) -> [Phrase] {
    let isFirst = !hasBegun
    hasBegun = true
    var said: [Phrase] = isFirst ? [Self.heading(state)] : []
    if state.ending != ending {
      ending = state.ending
      said += [state.endingSentence(at: now)].compactMap(\.self)
    }
    if let absence = state.absenceSentence(at: now) {
      if !isAbsenceTold { said.append(absence) }
      isAbsenceTold = true
    } else {
      isAbsenceTold = false
    }
    said += isFirst ? begin(state, at: now) : news(of: state, at: now)
    if state.notice != notice {
      notice = state.notice
      if let text = notice?.text { said.append(text + Self.end(of: text)) }
    }
    if state.coveredNotice != coveredNotice {
      coveredNotice = state.coveredNotice
      if let text = coveredNotice?.text { said.append(text + Self.end(of: text)) }
    }
    if let shown = state.shownNumber, shown != shownNumber, let phone = shown.payment.phone {
      said.append(shown.payment.numberAndAmount(at: now) + Phrase(verbatim: ": \(phone.spoken)."))
    }
    shownNumber = state.shownNumber
    said += parts.changes(of: state.health)
    if state.form != form {
      form = state.form
      said += FormSpeech(state: state, now: now).changes
    }
    if isFirst { said.append(Self.howToBegin) }
    return said
  }

  private static func heading(_ state: DeskState) -> Phrase {
    let identity = state.identity
    let names = ["Kaunta", identity.shopName, "till \(identity.till.number)", identity.cashier].filter { !$0.isEmpty }
    let warning = identity.practice.map { Phrase(verbatim: " ") + $0.warning + Phrase(verbatim: ".") } ?? .none
    return Phrase(verbatim: names.joined(separator: ", ") + ".") + warning
  }

  private static let howToBegin = Phrase(
    "Type a phone number and an amount, as in 0712345678 500. The word help tells the rest.",
    sw: "Andika namba ya simu na kiasi, kama 0712345678 500. Neno msaada hueleza mengine.")

  /// A notice beside the form has no full stop.
  private static func end(of text: Phrase) -> Phrase {
    Phrase(verbatim: text.english.last.map { ".!?".contains($0) } == true ? "" : ".")
  }

  /// What stands there already is no news; what needs somebody is told all the same.
  private mutating func begin(_ state: DeskState, at now: Moment) -> [Phrase] {
    for payment in Self.own(state) { told[payment.id] = PaymentTelling(payment, at: now) }
    let needy = state.needingSomebody
    var said = needy.prefix(Self.mostAtStart).flatMap { PaymentSpeech(state: state, now: now).telling(of: $0) }
    if needy.count > Self.mostAtStart {
      let more = needy.count - Self.mostAtStart
      said.append(Phrase("\(more) more need you: board tells them.", sw: "\(more) zaidi yanakuhitaji: neno ubao."))
    }
    if state.waitingHere > 0 {
      said.append(
        Phrase("Waiting at this till: \(state.waitingHere).", sw: "Yanayosubiri kwenye till hii: \(state.waitingHere).")
      )
    }
    return said
  }

  private mutating func news(of state: DeskState, at now: Moment) -> [Phrase] {
    let speech = PaymentSpeech(state: state, now: now)
    let needy = Set(state.needingSomebody.map(\.id))
    var troubles: [Phrase] = []
    var others: [Phrase] = []
    for payment in Self.own(state) {
      let telling = PaymentTelling(payment, at: now)
      guard let before = told.updateValue(telling, forKey: payment.id) else {
        // Found in the ledger and put on the board: no news, unless it is one that needs somebody or was asked just now.
        if needy.contains(payment.id) { troubles += speech.news(of: payment) }
        if telling == .waiting { others += speech.news(of: payment) }
        continue
      }
      if before == telling { continue }
      if needy.contains(payment.id) {
        troubles += speech.news(of: payment)
      } else if !Self.isNoted(payment, after: before) {
        others += speech.news(of: payment)
      } else if payment.status.notes.paysAnotherWay {
        others.append(speech.whole(of: payment))
      }
    }
    return troubles + others
  }

  /// A person's word about it, which its notice tells; a wrong number comes back into the form besides.
  private static func isNoted(_ payment: PaymentSummary, after before: PaymentTelling) -> Bool {
    payment.isNotCountedOn && before == .waiting
  }

  /// This till's, in the order in which they were asked; of other tills' money their own desks tell.
  private static func own(_ state: DeskState) -> [PaymentSummary] {
    state.board.known.filter { $0.till == state.identity.till }.sorted {
      ($0.recordedAt.wallMilliseconds, $0.id) < ($1.recordedAt.wallMilliseconds, $1.id)
    }
  }
}

/// The parts that nobody sees: what is wrong with them, and that it is over.
struct PartsSpeech: Sendable {
  private var trouble: [Phrase] = []
  private var unmatched = 0

  mutating func changes(of health: Health) -> [Phrase] {
    let now = Self.troubles(health)
    var said = now.filter { !trouble.contains($0) }
    if now.isEmpty, !trouble.isEmpty {
      said.append(Phrase("What was in trouble works again.", sw: "Kilichokuwa na tatizo kinafanya kazi tena."))
    }
    trouble = now
    if health.oddCallbacks > unmatched {
      let word = DeskCommand.openUnmatched.lineWord
      said.append(
        Phrase(
          "Answers that fit no payment: \(health.oddCallbacks). The word \(word.english) tells them.",
          sw: "Majibu yasiyolingana na malipo: \(health.oddCallbacks). Neno \(word.swahili) huyasema."))
    }
    unmatched = health.oddCallbacks
    return said
  }

  /// What is wrong with them now.
  static func troubles(_ health: Health) -> [Phrase] {
    [health.trouble, listener(health.listener)].compactMap(\.self)
  }

  private static func listener(_ listener: Health.Listener) -> Phrase? {
    switch listener {
    case .unknown, .alive: nil
    case .silent:
      Phrase(
        "The listener is silent: answers come a minute or more later. Tell the owner.",
        sw: "Kipokezi kiko kimya: majibu yatachelewa dakika moja au zaidi. Mwambie mmiliki.")
    case .absent:
      Phrase(
        "There is no listener: answers come a minute or more later. Tell the owner.",
        sw: "Hakuna kipokezi: majibu yatachelewa dakika moja au zaidi. Mwambie mmiliki.")
    case .refusesOurKey:
      Phrase(
        "The listener takes other keys: nothing is sent. Tell the owner.",
        sw: "Kipokezi kina funguo tofauti: hakuna kinachotumwa. Mwambie mmiliki.")
    }
  }
}
