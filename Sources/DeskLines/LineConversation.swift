import Desk
import Keys
import Payments

/// A line that somebody typed, and when it came.
package struct TypedLine: Sendable, Equatable {
  let text: String
  /// By the boot clock.
  let arrivedAtMilliseconds: Int64

  package init(_ text: String, arrivedAtMilliseconds: Int64) {
    self.text = text
    self.arrivedAtMilliseconds = arrivedAtMilliseconds
  }
}

/// A desk told in lines, and worked with lines: it says what changed, once, and reads what is typed.
///
/// It draws nothing and knows no terminal. What was typed before a question was said answers nothing.
package struct LineConversation: Sendable {
  /// Nobody has heard a question before it has stood there so long; what screens grant their readers.
  static let restMilliseconds: Int64 = 400

  private let hidesPhones: Bool
  private let speeches: PageSpeeches
  private var speech = DeskSpeech()
  private var page = PageTelling()
  /// What was said to a line, and is written before all else.
  private var replies: [Phrase] = []
  private var tellsChosen = false
  private var saidGround: LineGround?
  private var groundSaidAtMilliseconds: Int64 = 0
  /// What is asked was said in the lines that are being written.
  private var isAsking = false
  private var saidLast: [String] = []
  private var saidLastAt: Moment?
  /// Somebody wants to hear it once more.
  private var repeats = false
  /// The last line was text of a page.
  private var hasFilled = false
  /// The last line answered no, or went back.
  private var saidNo = false

  /// - Parameter hidesPhones: lines go to a pipe or a log, where whole phone numbers have no place.
  package init(hidesPhones: Bool, speeches: PageSpeeches = .standard) {
    self.hidesPhones = hidesPhones
    self.speeches = speeches
  }

  /// Whether something is about to be asked that was not said yet: whatever was typed before answers nothing.
  package func isAboutToAsk(_ state: DeskState) -> Bool {
    let ground = LineGround(state)
    return ground.wantsAnswer && ground != saidGround
  }

  /// What is to be written now that the desk is as it is.
  package mutating func lines(of state: DeskState, at now: Moment) -> [String] {
    var phrases = replies
    replies = []
    phrases += speech.changes(of: state, at: now)
    if tellsChosen, let chosen = state.board.selectedPayment, state.focus == .board {
      phrases += PaymentSpeech(state: state, now: now).telling(of: chosen)
    }
    tellsChosen = false
    phrases += page.changes(of: state, by: speeches, at: now)
    let ground = LineGround(state)
    if phrases.allSatisfy(\.isEmpty), hasFilled, ground == saidGround {
      // Whoever fills it in wrongly once more hears once more what is wanted.
      page.forgetPrompt()
      phrases += page.changes(of: state, by: speeches, at: now)
    }
    hasFilled = false
    if phrases.allSatisfy(\.isEmpty), saidNo, let saidGround, saidGround.wantsAnswer, !ground.wantsAnswer {
      // Whoever said no, or went back, hears that it was heard.
      phrases.append(saidGround.wordsOfNo)
    }
    if ground != saidGround {
      saidGround = ground
      groundSaidAtMilliseconds = now.bootMilliseconds
      isAsking = true
    }
    let again = wordsAgain(at: now)
    let lines = text(of: phrases, in: state.identity.language)
    if !lines.isEmpty {
      saidLast = lines
      saidLastAt = now
    }
    return text(of: again, in: state.identity.language) + lines
  }

  /// What was said last, if somebody asked for it, and how old it is: goods must not be handed over a second time.
  ///
  /// It stays what was said last, from when it was said first.
  private mutating func wordsAgain(at now: Moment) -> [Phrase] {
    defer { repeats = false }
    guard repeats, let saidLastAt else { return [] }
    return [LineNotices.wasSaid(secondsAgo: now.elapsedMilliseconds(since: saidLastAt) / 1_000)]
      + saidLast.map { Phrase(verbatim: $0) }
  }

  private func text(of phrases: [Phrase], in language: Language) -> [String] {
    phrases.filter { !$0.isEmpty }.map { LineText.line($0, in: language, hidesPhones: hidesPhones) }
  }

  /// The lines were written, which may have taken a while.
  package mutating func wereWritten(atMilliseconds now: Int64) {
    if isAsking { groundSaidAtMilliseconds = max(groundSaidAtMilliseconds, now) }
    isAsking = false
  }

  /// Something that the face itself has to say.
  package mutating func say(_ phrase: Phrase) { replies.append(phrase) }

  /// What a line means to the desk; what is said to it comes with the next lines.
  ///
  /// - Parameter freshID: gives an ID that no other payment has.
  package mutating func events(
    of line: TypedLine, in state: DeskState, freshID: () -> PaymentID, at now: Moment
  ) -> [DeskEvent] {
    let isTimely =
      LineGround(state) == saidGround
      && line.arrivedAtMilliseconds - Self.restMilliseconds >= groundSaidAtMilliseconds
    let reader = LineReader(state: state, now: now, speeches: speeches, isTimely: isTimely)
    let meaning = reader.meaning(of: TypedWords(line.text))
    if meaning.repeats { repeats = true }
    replies += meaning.says
    if meaning.tellsChosen { tellsChosen = true }
    saidNo = meaning.steps.last?.isNo == true
    hasFilled = state.pages.top?.textGoes == .page && !meaning.steps.isEmpty
    // Whoever says it once more wants to hear the answer once more.
    if meaning.steps.contains(where: \.isMeant) { page.forget() }
    return meaning.steps.map { $0.event(freshID()) }
  }

  /// Nobody will answer what is asked: it is left, and what was not asked is said.
  package mutating func leavingOpen(_ state: DeskState, at now: Moment) -> [DeskEvent] {
    guard let question = state.question else { return [] }
    if let draft = question.draft {
      say(
        Phrase(
          "Nobody was asked: KSh \(draft.amount.grouped), \(draft.phone.masked).",
          sw: "Hakuna aliyeombwa: KSh \(draft.amount.grouped), \(draft.phone.masked)."))
    } else if let left = question.leftAsItWas(at: now) {
      say(left + Phrase(verbatim: "."))
    }
    // No letter, which would come too soon for a question that has only just been asked.
    return [.keyPressed(.escape, freshID: .ofNobody)]
  }

  /// Somebody wants to leave, wherever the desk is.
  package mutating func leaving(
    _ state: DeskState, freshID: () -> PaymentID, at now: Moment
  ) -> [DeskEvent] {
    let meaning = LineReader(state: state, now: now, speeches: speeches, isTimely: true).leaving
    replies += meaning.says
    return meaning.steps.map { $0.event(freshID()) }
  }
}

/// What a line does to the desk, in order.
enum LineStep: Sendable, Equatable {
  case key(KeyPress)
  case meant(DeskCommand, about: PaymentID? = nil)

  /// What stops a question, or closes a page.
  var isNo: Bool {
    switch self {
    case .key(.escape), .key(.character("n")), .key(.character("h")): true
    default: false
    }
  }

  var isMeant: Bool { if case .meant = self { true } else { false } }

  /// Down or up a list.
  static func steps(from row: Int, to chosen: Int) -> [LineStep] {
    Array(repeating: .key(chosen < row ? .up : .down), count: abs(chosen - row))
  }

  func event(_ freshID: PaymentID) -> DeskEvent {
    switch self {
    case .key(let key): .keyPressed(key, freshID: freshID)
    case .meant(let command, let payment): .meant(command, about: payment, freshID: freshID)
    }
  }
}

/// What was understood of a line.
struct LineMeaning: Sendable, Equatable {
  var steps: [LineStep] = []
  /// What is said to it.
  var says: [Phrase] = []
  /// The payment that is chosen after it is told of.
  var tellsChosen = false
  /// What was said last is said again.
  var repeats = false

  static let noSuchLine = says(Phrase("There is no such line.", sw: "Hakuna mstari huo."))

  static func says(_ phrases: Phrase...) -> LineMeaning { LineMeaning(says: phrases) }

  /// The same where it was understood, with a sentence before it.
  func saying(first phrase: Phrase) -> LineMeaning {
    var meaning = self
    if !steps.isEmpty { meaning.says.insert(phrase, at: 0) }
    return meaning
  }
}
