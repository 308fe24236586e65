import Keys
import Payments

/// What a letter would act on: the page on top and its step, what lies below, the question.
struct LetterGround: Sendable, Equatable {
  var focus: DeskState.Focus
  /// The page on top, by its kind.
  var page: ObjectIdentifier?
  var step: Int?
  /// Any of it is on the screen.
  var canBeRead: Bool
  var question: Question?
  /// On the board: the payment that they are about, and the rows beside it, to which an arrow would lead.
  var rows = Rows()

  /// Where the choice stands.
  struct Rows: Sendable, Equatable {
    var chosen: PaymentID?
    var above: PaymentID?
    var below: PaymentID?
  }
}

/// What letters act on now, and how long it has stood there undisturbed.
struct LettersAtRest: Sendable, Equatable {
  static let restMilliseconds: Int64 = 400
  /// Arrow keys that follow each other this closely are a wheel, or a key that is held down.
  private static let arrowBurstMilliseconds: Int64 = 100

  private var ground: LetterGround?
  private var since: Moment
  private var lastArrow: Moment?

  init(at now: Moment) { since = now }

  /// How long letters are still refused; 0 once they act.
  func actInMilliseconds(at now: Moment) -> Int64 {
    max(0, Self.restMilliseconds - now.elapsedMilliseconds(since: since))
  }

  /// Takes what letters act on now; another ground has only just come to stand there.
  ///
  /// - Parameter isByKey: whoever moved the choice himself knows where it is, as long as the rows were at rest before.
  mutating func note(_ ground: LetterGround, at now: Moment, isByKey: Bool) {
    defer { self.ground = ground }
    if ground == self.ground { return }
    if isByKey, var before = self.ground {
      before.rows = ground.rows
      if ground == before { return }
    }
    since = now
  }

  mutating func noteArrow(at now: Moment) {
    if let lastArrow, now.elapsedMilliseconds(since: lastArrow) < Self.arrowBurstMilliseconds { since = now }
    lastArrow = now
  }
}

/// Letters act only on what has been on the screen for a moment.
///
/// A mouse wheel that a terminal turns into arrow keys leads from the form to the board while somebody types a name,
/// and a question comes up under a hand that goes on typing. Nobody has read what stands there so shortly; so the
/// letter is refused with a bell, and whoever meant it presses it again.
extension DeskState {
  /// How long letters are still refused; 0 once they act.
  package func lettersActInMilliseconds(at now: Moment) -> Int64 {
    letters.actInMilliseconds(at: now)
  }

  /// The letter came before anybody could have read what it acts on.
  mutating func refuseTooSoon(_ letter: Character, at now: Moment) -> [DeskEffect] {
    let why = Phrase(
      "Too soon to have been read: press \(letter) again", sw: "Mapema mno kusomwa: bonyeza \(letter) tena")
    if question == nil { say(why, at: now) } else { hint = why + Phrase(verbatim: ".") }
    return [.ring(.refused)]
  }

  /// A key that does nothing while a question waits.
  mutating func refuseUnderQuestion() -> [DeskEffect] {
    guard let page = pages.page(QuestionPage.self) else { return impossible("refused under no question") }
    let bindings = page.bindings(identity.language)
    let keys = bindings.compactMap(\.erased.shownKey)
    // On a Swahili desk `n` comes here, from those who mean *ndiyo*.
    let spelled = zip(bindings, keys).map { binding, key in
      switch binding.command {
      case .yes: key + " (ndiyo)"
      case .no where identity.language == .swahili: key + " (hapana)"
      case .no, .sameSale, .otherGoods, .leave, nil: key
      }
    }
    func list(_ keys: [String], _ or: String) -> String {
      keys.dropLast().joined(separator: ", ") + " \(or) " + (keys.last ?? "")
    }
    hint = Phrase("First answer this: \(list(keys, "or")).", sw: "Kwanza jibu hili: \(list(spelled, "au")).")
    return [.ring(.refused)]
  }

  /// What letters act on as things stand.
  var letterGround: LetterGround {
    // How many wait may change while the question whether to leave stands.
    let question = if case .quit = question { Question.quit(waiting: 0) } else { question }
    return LetterGround(
      focus: focus, page: pages.top.map { ObjectIdentifier(type(of: $0)) }, step: pages.top?.step,
      canBeRead: room != .nothing, question: question, rows: rowsOfLetters)
  }

  /// Rows come, go and change places by themselves: an arrow that was meant for the row below may come to another one.
  private var rowsOfLetters: LetterGround.Rows {
    guard focus == .board else { return LetterGround.Rows() }
    var rows = LetterGround.Rows(chosen: board.selectedPayment?.id)
    guard pages.isEmpty, let row = board.selectedRow else { return rows }
    let shown = board.shown
    if row > 0 { rows.above = shown[row - 1].id }
    if row + 1 < shown.count { rows.below = shown[row + 1].id }
    return rows
  }
}
