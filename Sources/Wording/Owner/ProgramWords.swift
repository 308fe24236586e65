import Payments

/// What a cashier reads of the program itself.
package enum ProgramWords {
  /// The last line of a desk that a fault of its own has stopped.
  package static let stoppedByItsOwnFault = Phrase(
    "Kaunta stopped by a fault of its own. Payments are safe in the ledger: start it again.",
    sw: "Kaunta imesimama kwa hitilafu yake. Malipo yamehifadhiwa salama kwenye leja: iwashe tena.")

  /// A terminal that nobody here knows, and whose description was taken for it.
  package static func isDrawn(_ asked: String, as other: String) -> Phrase {
    Phrase("\(asked) is drawn as \(other)", sw: "\(asked) inachorwa kama \(other)")
  }

  /// After a demo.
  package static let demoIsOver = Phrase(
    "The demo is over, and nothing of it is kept. A shop of your own begins with: kaunta init",
    sw: "Onyesho limekwisha, na hakuna kilichobaki. Duka lako mwenyewe linaanza na: kaunta init")
}
