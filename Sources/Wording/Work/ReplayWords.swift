import Payments

/// What the last row of a replayed day says.
package enum ReplayWords {
  /// That it is a replay, of which day, and the time in it.
  package static func head(_ day: String, _ time: String) -> Phrase {
    Phrase("REPLAY \(day) \(time)", sw: "MARUDIO \(day) \(time)")
  }

  package static let isOver = Phrase("end of the day", sw: "mwisho wa siku")
  package static let isPaused = Phrase("paused", sw: "imesimama")

  /// To whatever would have been done.
  package static let onlyLooks = Phrase(
    "This is a replay: nothing is done.", sw: "Huu ni marudio: hakuna kinachofanywa.")

  /// How fast the day passes.
  package static func speed(_ times: Int) -> Phrase {
    Phrase("\(times)x", sw: "kasi \(times)x")
  }

  /// What its keys do, the way out first; none of a desk's works.
  package static let keys = Phrase(
    "q leave  space pause  . step  + - speed", sw: "q toka  space simama  . hatua  + - kasi")
}
