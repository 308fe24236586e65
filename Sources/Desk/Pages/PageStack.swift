import Payments

/// What lies on the form and the board; the keyboard belongs to the page on top, always.
package struct PageStack: Sendable, Equatable {
  /// From below; a page lies above those of its own place and of the places before it.
  private var pages: [any DeskPage] = []

  /// The page on top.
  package var top: (any DeskPage)? { pages.last }
  /// The form or the board has the keyboard.
  package var isEmpty: Bool { pages.isEmpty }

  /// The topmost page in a place.
  package func top(in place: PagePlace) -> (any DeskPage)? { pages.last { type(of: $0).place == place } }

  /// The topmost page of a kind.
  package func page<Page: DeskPage>(_ kind: Page.Type) -> Page? {
    for page in pages.reversed() { if let page = page as? Page { return page } }
    return nil
  }

  /// The pages below a place, from below; all of them without one.
  func pages(below place: PagePlace?) -> [any DeskPage] {
    guard let place else { return pages }
    return pages.filter { type(of: $0).place.rawValue < place.rawValue }
  }

  /// Lays a page on top of the others in its place.
  mutating func push(_ page: some DeskPage) {
    let place = type(of: page).place.rawValue
    let index = pages.firstIndex { type(of: $0).place.rawValue > place } ?? pages.endIndex
    pages.insert(page, at: index)
  }

  /// Shows this page, and no other in its place.
  mutating func show(_ page: some DeskPage) {
    close(type(of: page).place)
    push(page)
  }

  /// Takes away whatever lies in a place.
  mutating func close(_ place: PagePlace) { pages.removeAll { type(of: $0).place == place } }

  /// Takes away the pages of a kind.
  mutating func close<Page: DeskPage>(_ kind: Page.Type) { pages.removeAll { $0 is Page } }

  /// Changes the topmost page of a kind; nothing where there is none.
  mutating func change<Page: DeskPage>(_ body: (inout Page) -> Void) {
    guard let index = pages.lastIndex(where: { $0 is Page }), var page = pages[index] as? Page else { return }
    body(&page)
    pages[index] = page
  }

  mutating func changeTop(_ body: (inout any DeskPage) -> Void) {
    if !pages.isEmpty { body(&pages[pages.count - 1]) }
  }

  /// Takes the page out whose command it is.
  mutating func takeOut(whoseIs command: PageCommand) -> (any DeskPage)? {
    pages.lastIndex { $0.owns(command) }.map { pages.remove(at: $0) }
  }

  /// Hands an answer to whichever page asked.
  mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    for index in pages.indices.reversed() where pages[index].take(id, result) { return true }
    return false
  }

  /// How long until one of them changes by time alone.
  func nextChangeMilliseconds(on desk: DeskState, at now: Moment) -> Int64? {
    pages.lazy.compactMap { $0.nextChangeMilliseconds(on: desk, at: now) }.min()
  }

  mutating func follow(_ desk: DeskState) {
    for index in pages.indices { pages[index].follow(desk) }
  }

  /// The same pages, in the same order.
  package static func == (left: PageStack, right: PageStack) -> Bool {
    left.pages.count == right.pages.count && zip(left.pages, right.pages).allSatisfy { $0.isEqual(to: $1) }
  }
}

extension DeskPage {
  fileprivate func owns(_ command: PageCommand) -> Bool { command.value is Command }

  fileprivate func isEqual(to other: any DeskPage) -> Bool { (other as? Self) == self }
}

extension DeskState {
  /// The page in the place of the board.
  package var panel: (any DeskPage)? { pages.top(in: .board) }

  /// The page in the place of the board keeps digits from the form.
  var panelKeepsDigits: Bool { panel.map { $0.textGoes != .form } ?? false }

  /// Opens a page in the place of whatever stands in its place.
  ///
  /// - Parameter effects: what the page asks for at once.
  /// - Returns: the same, for the command that opens it.
  @discardableResult
  package mutating func open(_ page: some DeskPage, asking effects: [DeskEffect] = []) -> [DeskEffect] {
    pages.show(page)
    return effects
  }

  /// Does what a page's own key means.
  mutating func carryOut(_ command: PageCommand, freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    guard var page = pages.takeOut(whoseIs: command),
      let outcome = page.handleOwn(command, on: &self, freshID: freshID, at: now)
    else { return impossible("a key of a page that is not there") }
    switch outcome {
    case .closes(let effects): return effects
    case .stays(let effects):
      pages.push(page)
      return effects
    }
  }
}
