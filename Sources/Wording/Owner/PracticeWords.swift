import Payments

/// That no money moves, on every screen where none does.
package enum PracticeWords {
  package static let simulator = Phrase("DEMO, NO MONEY MOVES", sw: "DEMO, HAKUNA PESA HALISI")
  package static let sandbox = Phrase("SANDBOX, NO MONEY MOVES", sw: "SANDBOX, HAKUNA PESA HALISI")
}
