import Desk
import Payments

/// What an answer would be to: the question, or the page on top and its step.
///
/// A line that answers counts only once this was said, and said a moment ago.
struct LineGround: Sendable, Equatable {
  private let question: Question?
  private let page: ObjectIdentifier?
  private let step: Int?

  init(_ state: DeskState) {
    // How many wait may change while the question whether to leave stands.
    question = if case .quit = state.question { .quit(waiting: 0) } else { state.question }
    page = state.pages.top.map { ObjectIdentifier(type(of: $0)) }
    step = state.pages.top?.step
  }

  /// Somebody is asked for something.
  var wantsAnswer: Bool { page != nil }

  /// The same page, whatever its step.
  func isSamePage(as other: LineGround) -> Bool { page == other.page && question == other.question }
}
