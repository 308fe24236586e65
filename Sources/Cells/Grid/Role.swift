/// What a cell means, which is all that screens may say about its looks.
///
/// A theme turns roles into colours and attributes. A role that a theme leaves out looks like its ``parent``.
package enum Role: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case text
  /// Text that may be passed over: hints, old rows, units.
  case textMuted
  /// Text that must be found first.
  case textStrong

  /// The ground of the whole screen.
  case surface
  /// The ground of a part that is set apart.
  case panel
  /// A line that separates.
  case border
  /// The line round the part that has the keyboard.
  case borderFocus

  /// An input field.
  case field
  /// The input field that has the keyboard.
  case fieldFocus
  /// An input field with something wrong in it.
  case fieldInvalid

  /// The chosen row of a list.
  case selection
  /// The name of a key, where the screen says what keys do.
  case key
  /// The name of a region.
  case title
  /// An amount of money.
  case money
  /// A short notice that goes away.
  case toast
  /// The top line.
  case header
  /// The top line while no real money moves: sandbox and simulator.
  case headerDemo
  /// A question that waits for an answer.
  case question

  /// A standing for which there is no better role.
  case state
  /// Recorded or being sent.
  case stateSending
  /// With the customer.
  case stateWaiting
  /// No answer yet, or outcome unknown: a person should look.
  case stateCheck
  /// Proved paid.
  case statePaid
  /// The customer said no, which is nobody's fault.
  case stateCancelled
  /// Failed, refused or not sent: the cashier can act.
  case stateFailed
  /// Late, twice, wrong amount: money that needs a person now.
  case stateAlarm
  /// Held for a supervisor.
  case stateHeld
  /// Accepted by hand.
  case stateByHand

  static let count = allCases.count

  /// The role's name in theme files.
  package var name: String {
    switch self {
    case .text: "text"
    case .textMuted: "text.muted"
    case .textStrong: "text.strong"
    case .surface: "surface"
    case .panel: "panel"
    case .border: "border"
    case .borderFocus: "border.focus"
    case .field: "field"
    case .fieldFocus: "field.focus"
    case .fieldInvalid: "field.invalid"
    case .selection: "selection"
    case .key: "key"
    case .title: "title"
    case .money: "money"
    case .toast: "toast"
    case .header: "header"
    case .headerDemo: "header.demo"
    case .question: "question"
    case .state: "state"
    case .stateSending: "state.sending"
    case .stateWaiting: "state.waiting"
    case .stateCheck: "state.check"
    case .statePaid: "state.paid"
    case .stateCancelled: "state.cancelled"
    case .stateFailed: "state.failed"
    case .stateAlarm: "state.alarm"
    case .stateHeld: "state.held"
    case .stateByHand: "state.byhand"
    }
  }

  /// The role with this name, if there is one.
  package init?(name: String) {
    guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }

  /// Where a theme looks next: the name without its last part, and from there `text`, which has no parent.
  package var parent: Role? {
    switch self {
    case .text: nil
    case .borderFocus: .border
    case .fieldFocus, .fieldInvalid: .field
    case .headerDemo: .header
    case .stateSending, .stateWaiting, .stateCheck, .statePaid, .stateCancelled, .stateFailed, .stateAlarm,
      .stateHeld, .stateByHand:
      .state
    default: .text
    }
  }

  /// One character for the role grids of goldens, different for every role.
  package var letter: Character {
    switch self {
    case .text: "t"
    case .textMuted: "m"
    case .textStrong: "T"
    case .surface: "."
    case .panel: ","
    case .border: "b"
    case .borderFocus: "B"
    case .field: "f"
    case .fieldFocus: "F"
    case .fieldInvalid: "I"
    case .selection: "S"
    case .key: "k"
    case .title: "h"
    case .money: "$"
    case .toast: "o"
    case .header: "H"
    case .headerDemo: "D"
    case .question: "Q"
    case .state: "s"
    case .stateSending: "e"
    case .stateWaiting: "w"
    case .stateCheck: "c"
    case .statePaid: "P"
    case .stateCancelled: "x"
    case .stateFailed: "X"
    case .stateAlarm: "A"
    case .stateHeld: "L"
    case .stateByHand: "y"
    }
  }
}
