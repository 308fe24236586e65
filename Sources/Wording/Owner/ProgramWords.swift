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

  /// To whoever pressed a key in a demo that goes on by itself; there is room for 45 signs.
  package static let deskIsTakenOver = Phrase(
    "Yours now; the shop goes on after 1 min idle", sw: "Ni yako sasa; duka huendelea baada ya dak 1")

  /// After a demo; the command has a line of its own, which no terminal breaks.
  package static let demoIsOver = Phrase(
    "The demo is over, and nothing of it is kept. A shop of your own begins with:\n  kaunta init",
    sw: "Onyesho limekwisha, na hakuna kilichobaki. Duka lako mwenyewe linaanza na:\n  kaunta init")
}
