import Desk
import Payments

/// What a page of some kind says in lines, and what lines mean on it.
protocol PageSpeech {
  associatedtype Page: DeskPage

  init(page: Page, state: DeskState, now: Moment)

  /// What it is about, if it is about one payment at a time: another is told anew.
  var subject: PaymentID? { get }
  /// What stands on it.
  var content: [PageSentence] { get }
  /// What is wanted on it now.
  var prompt: [Phrase] { get }
  /// A line is the text of its field as a whole, where text goes into the page.
  var isFilledIn: Bool { get }
  /// What a line means on it; nil where all words work as if it were not there.
  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning?
}

extension PageSpeech {
  var subject: PaymentID? { nil }
  var isFilledIn: Bool { true }
  func meaning(of line: TypedWords, for reader: LineReader) -> LineMeaning? { reader.pressing(line) }
}

/// A sentence that a page says once, as long as it is there and about the same.
struct PageSentence: Sendable {
  let said: Phrase
  /// By what it is known again: by its words, unless those change by time alone.
  let name: Phrase

  init(_ said: Phrase, name: Phrase? = nil) {
    self.said = said
    self.name = name ?? said
  }
}

/// Which speech tells which page: a line for each.
package struct PageSpeeches: Sendable {
  /// The pages of the desk.
  package static let standard = PageSpeeches([
    QuestionSpeech.self,
    HelpPageSpeech.self,
    DetailsSpeech.self,
    SupervisorSpeech.self,
    UnmatchedSpeech.self,
    SearchSpeech.self,
    CodeCheckSpeech.self,
    PhoneSpeech.self,
  ])

  private typealias Make = @Sendable (any DeskPage, DeskState, Moment) -> (any PageSpeech)?

  private var speeches: [ObjectIdentifier: Make] = [:]

  init(_ speeches: [any PageSpeech.Type]) { for speech in speeches { add(speech) } }

  /// Pages of its kind are told by this speech from now on.
  mutating func add<Speech: PageSpeech>(_ speech: Speech.Type) {
    speeches[ObjectIdentifier(Speech.Page.self)] = { page, state, now in
      (page as? Speech.Page).map { Speech(page: $0, state: state, now: now) }
    }
  }

  /// The speech of the page on top; nil where form or board have the keyboard.
  func speech(of state: DeskState, at now: Moment) -> (any PageSpeech)? {
    guard let page = state.pages.top else { return nil }
    guard let make = speeches[ObjectIdentifier(type(of: page))] else {
      return impossible("no speech tells \(type(of: page))", instead: nil)
    }
    return make(page, state, now)
  }
}
