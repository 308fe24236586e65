import Desk
import Payments

/// What an answer would be to: the question, or the page on top and its step.
///
/// A line that answers counts only once this was said, and said a moment ago.
struct LineGround: Sendable, Equatable {
  private let question: Question?
  private let page: ObjectIdentifier?
  private let step: Int?
  /// Whether any PIN can be right is looked for: nothing is asked of a supervisor yet.
  private let isLooking: Bool

  init(_ state: DeskState) {
    // How many wait may change while the question whether to leave stands.
    question = if case .quit = state.question { .quit(waiting: 0) } else { state.question }
    page = state.pages.top.map { ObjectIdentifier(type(of: $0)) }
    step = state.pages.top?.step
    isLooking = state.pages.page(SupervisorEntry.self)?.isLookingForPINs == true
  }

  /// Somebody is asked for something.
  var wantsAnswer: Bool { page != nil }

  /// What is said to whoever answered no, or went back.
  var wordsOfNo: Phrase {
    switch question {
    case .quit: Phrase("The desk stays open.", sw: "Kaunta inabaki wazi.")
    case nil: Phrase("Closed.", sw: "Imefungwa.")
    default: Phrase("Left as it was.", sw: "Imeachwa ilivyo.")
    }
  }

  /// The same page, whatever its step.
  func isSamePage(as other: LineGround) -> Bool { page == other.page && question == other.question }
}
