/// A page with one line of text, about which the ledger is asked.
package protocol LookUpPage: DeskPage {
  associatedtype Subject: Sendable, Equatable
  associatedtype Found: Sendable, Equatable

  /// What is typed.
  var field: CodeText { get set }
  /// What is typed, as something to ask about; nil while it is nothing yet.
  var subject: Subject? { get }
  /// What the ledger was asked about last, and what it answered; nil before it was asked.
  var asked: Asked<Subject, Found>? { get set }
  /// The part of an answer that is this page's.
  static func part(of answer: Answer) -> Found?
  /// What was typed is another text now.
  mutating func textChanged()
}

extension LookUpPage {
  /// What is typed.
  package var text: String { field.text }
  /// How far the ledger is with what is typed; nil before it was asked about that.
  package var loading: Loading<Found>? { asked?.about == subject ? asked?.loading : nil }
  package var textGoes: TextDestination { .page }

  package mutating func type(_ character: Character) {
    field.type(character)
    textChanged()
  }

  package mutating func paste(_ text: String) {
    field.paste(text)
    textChanged()
  }

  package mutating func deleteBackward() {
    field.deleteBackward()
    textChanged()
  }

  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    asked?.loading.take(id, result, Self.part) ?? false
  }
}
