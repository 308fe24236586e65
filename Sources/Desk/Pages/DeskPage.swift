import Keys
import Payments

/// A machine of its own on the desk's one stack, with the keyboard as long as it is on top.
///
/// What is on it is its value: its steps, the keys that work now and what they do, and how it takes the answers that it
/// asked for. A page that is new, in the place of the board, costs its folder here, with the command that opens it, its
/// region in `DeskScreens` and its speech in `DeskLines`, and a line in the table of commands
/// (`[DeskCommand].standard`), in that of regions (`PageRegions.standard`), and in that of speeches
/// (`PageSpeeches.standard`). What it asks of the ledger that no page has asked yet costs a case in `Reading` and in
/// `Answer`, and a line where the ledger is read.
package protocol DeskPage: Sendable, Equatable {
  /// What its own keys do.
  associatedtype Command: Sendable, Hashable = Never

  /// Where it lies.
  static var place: PagePlace { get }
  /// No other payment's three lines may stand below it: "hand over the goods" would be read as its answer.
  static var coversLines: Bool { get }
  /// It takes the time line's room as well, on a large screen.
  static var takesWholeMiddle: Bool { get }
  /// It shows nothing but the time line, so that a screen that has it beside the board needs no room for the page.
  static var showsTimeLineAlone: Bool { get }
  /// Where text goes that is typed now.
  var textGoes: TextDestination { get }
  /// What stands in the field that text goes into; a PIN is no text.
  var text: String { get }
  /// What is typed now must be seen, heard and kept nowhere: a PIN.
  var hidesTyping: Bool { get }
  /// How far it is; letters that act on another step act on something else.
  var step: Int { get }
  /// The keys that work on it now.
  func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>]
  /// Of what lies below it, this key works on.
  func letsThrough(_ binding: KeyBinding, on desk: DeskState) -> Bool
  /// Does what one of its own keys means; the page itself is off the stack meanwhile.
  ///
  /// - Parameter freshID: for what the key may ask to be recorded or decided.
  mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome
  mutating func type(_ character: Character)
  /// Text came in one piece.
  mutating func paste(_ text: String)
  mutating func deleteBackward()
  /// Takes an answer, and says whether it was this page that asked.
  mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool
  /// Something happened at the desk; what stands on the page follows it.
  mutating func follow(_ desk: DeskState)
  /// How long until what stands on it changes by time alone, in milliseconds; nil when it does not.
  func nextChangeMilliseconds(on desk: DeskState, at now: Moment) -> Int64?
}

/// Where a page lies; what lies further on stands above the others, whichever came first.
package enum PagePlace: Int, Sendable {
  /// In the place of the board.
  case board
  /// In the place of the three lines below the board.
  case lines
  /// Beside the desk, or over its edge.
  case edge
}

/// Where text goes that is typed while a page is on top.
package enum TextDestination: Sendable, Equatable {
  /// Into the page, so that a letter is no command.
  case page
  /// Into the form: a digit begins the next customer's number.
  case form
  /// Nowhere: a digit is a slip, and no customer's number.
  case nowhere
}

/// What became of a page by a key.
package enum PageOutcome: Sendable, Equatable {
  case stays([DeskEffect])
  case closes([DeskEffect])
}

extension DeskPage {
  package static var place: PagePlace { .board }
  package static var coversLines: Bool { false }
  package static var takesWholeMiddle: Bool { false }
  package static var showsTimeLineAlone: Bool { false }
  package var textGoes: TextDestination { .form }
  package var text: String { "" }
  package var hidesTyping: Bool { false }
  package var step: Int { 0 }
  package func letsThrough(_ binding: KeyBinding, on desk: DeskState) -> Bool { false }
  package mutating func type(_ character: Character) {}
  package mutating func paste(_ text: String) {
    for character in text.prefix(PersonsWords.longest) { type(character) }
  }
  package mutating func deleteBackward() {}
  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool { false }
  package mutating func follow(_ desk: DeskState) {}
  package func nextChangeMilliseconds(on desk: DeskState, at now: Moment) -> Int64? { nil }

  /// How a sentence names the key that does something on the page now.
  package func key(for command: Command, on desk: DeskState, at now: Moment) -> String {
    bindings(on: desk, at: now).key(for: command)
  }

  func erasedBindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    // A key path of what is general in the page is made anew at each call.
    bindings(on: desk, at: now).map { $0.erased }
  }

  /// Does what the command means, if it is this page's.
  mutating func handleOwn(
    _ command: PageCommand, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome? {
    (command.value as? Command).map { handle($0, on: &desk, freshID: freshID, at: now) }
  }
}

/// A page without a command has none to do; any other says what its keys do.
extension DeskPage where Command == Never {
  package mutating func handle(
    _ command: Never, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {}
}

/// A command of some page, as a binding carries it.
package struct PageCommand: Sendable, Equatable {
  let value: any Hashable & Sendable

  /// Compared by what it is.
  package static func == (left: PageCommand, right: PageCommand) -> Bool {
    AnyHashable(left.value) == AnyHashable(right.value)
  }
}
