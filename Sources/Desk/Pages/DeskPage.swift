import Keys
import Payments

/// A page in the place of the board: a machine of its own, with the keyboard as long as it is on top.
///
/// What is on it is its value. A page that is new costs its folder here, its region in `DeskScreens`, and a line in
/// `PageRegions`.
package protocol DeskPage: Sendable, Equatable {
  /// What keys of its own do; most pages have a few.
  associatedtype Command: Sendable, Hashable = Never

  /// The keyboard writes text into it now, so that a letter is no command.
  var takesText: Bool { get }
  /// A digit is text of this page or a slip, and never the next customer's number.
  var keepsDigits: Bool { get }
  /// How far it is; letters that act on another step act on something else.
  var step: Int { get }
  /// The keys that work on it now.
  func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding]
  /// Does what one of its own keys means; the page itself is off the stack meanwhile.
  mutating func handle(_ command: Command, on desk: inout DeskState, at now: Moment) -> PageOutcome
  mutating func type(_ character: Character)
  /// Text came in one piece.
  mutating func paste(_ text: String)
  mutating func deleteBackward()
  /// Takes an answer, and says whether it was this page that asked.
  mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool
  /// Something happened at the desk; what stands on the page follows it.
  mutating func follow(_ desk: DeskState)
}

/// What became of a page by a key.
package enum PageOutcome: Sendable, Equatable {
  case stays([DeskEffect])
  case closes([DeskEffect])
}

extension DeskPage {
  package var takesText: Bool { false }
  package var keepsDigits: Bool { takesText }
  package var step: Int { 0 }
  package mutating func handle(_ command: Command, on desk: inout DeskState, at now: Moment) -> PageOutcome {
    .stays([])
  }
  package mutating func type(_ character: Character) {}
  package mutating func paste(_ text: String) {
    for character in text.prefix(PersonsWords.longest) { type(character) }
  }
  package mutating func deleteBackward() {}
  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool { false }
  package mutating func follow(_ desk: DeskState) {}

  fileprivate func isEqual(to other: any DeskPage) -> Bool { (other as? Self) == self }

  mutating func handleOwn(_ command: PageCommand, on desk: inout DeskState, at now: Moment) -> PageOutcome {
    guard let own = command.value as? Command else {
      assertionFailure("a key of another page")
      return .stays([])
    }
    return handle(own, on: &desk, at: now)
  }
}

/// A command of some page, as a binding carries it.
package struct PageCommand: Sendable, Equatable {
  let value: any Hashable & Sendable

  /// Compared by what it is.
  package static func == (left: PageCommand, right: PageCommand) -> Bool {
    AnyHashable(left.value) == AnyHashable(right.value)
  }
}

/// The pages that are open; the keyboard belongs to the one on top, always.
package struct PageStack: Sendable, Equatable {
  private var pages: [any DeskPage] = []

  /// The page on top.
  package var top: (any DeskPage)? { pages.last }
  /// Nothing covers the board.
  package var isEmpty: Bool { pages.isEmpty }

  /// The topmost page of a kind.
  package func page<Page: DeskPage>(_ kind: Page.Type) -> Page? {
    pages.reversed().lazy.compactMap { $0 as? Page }.first
  }

  /// Lays a page on top of the others.
  mutating func push(_ page: some DeskPage) { pages.append(page) }

  /// Takes the page on top away.
  mutating func pop() { _ = pages.popLast() }

  /// Shows this page, and no other.
  mutating func show(_ page: some DeskPage) { pages = [page] }

  mutating func closeAll() { pages = [] }

  /// Changes the topmost page of a kind; nothing where there is none.
  mutating func change<Page: DeskPage>(_ body: (inout Page) -> Void) {
    guard let index = pages.lastIndex(where: { $0 is Page }), var page = pages[index] as? Page else { return }
    body(&page)
    pages[index] = page
  }

  mutating func changeTop(_ body: (inout any DeskPage) -> Void) {
    if !pages.isEmpty { body(&pages[pages.count - 1]) }
  }

  /// Hands an answer to whichever page asked.
  mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    for index in pages.indices.reversed() where pages[index].take(id, result) { return true }
    return false
  }

  mutating func follow(_ desk: DeskState) {
    for index in pages.indices { pages[index].follow(desk) }
  }

  /// The same pages, in the same order.
  package static func == (left: PageStack, right: PageStack) -> Bool {
    left.pages.count == right.pages.count && zip(left.pages, right.pages).allSatisfy { $0.isEqual(to: $1) }
  }
}

extension DeskState {
  /// The page of help is open.
  package var isHelpOpen: Bool { pages.top is HelpPage }

  /// Opens a page over whatever stands there.
  package mutating func open(_ page: some DeskPage) { pages.show(page) }

  /// Does what a page's own key means.
  mutating func carryOut(_ command: PageCommand, at now: Moment) -> [DeskEffect] {
    guard var page = pages.top else { return impossible("a key of a page that is not there") }
    pages.pop()
    switch page.handleOwn(command, on: &self, at: now) {
    case .closes(let effects): return effects
    case .stays(let effects):
      pages.push(page)
      return effects
    }
  }
}
