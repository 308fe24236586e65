import Payments

/// What the last row of a replayed day says.
package enum ReplayWords {
  /// That it is a replay.
  package static let replay = Phrase("REPLAY", sw: "MARUDIO")

  /// And the moment in it.
  package static func head(_ moment: String) -> Phrase { replay + Phrase(verbatim: " " + moment) }

  package static let isOver = Phrase("end of the day", sw: "mwisho wa siku")
  package static let isPaused = Phrase("paused", sw: "imesimama")

  /// To whatever would have been done.
  package static let onlyLooks = Phrase(
    "This is a replay: nothing is done.", sw: "Huu ni marudio: hakuna kinachofanywa.")

  /// How fast the day passes.
  package static func speed(_ times: Int) -> Phrase {
    Phrase("\(times)x", sw: "kasi \(times)x")
  }

  /// The way out, which is all that works when the day is over; no key of a desk's does.
  package static let leave = Phrase("q leave", sw: "q toka")

  /// What its keys do, the way out first.
  package static func keys(isPaused: Bool) -> Phrase {
    leave + (isPaused ? Phrase("  space go on", sw: "  space endelea") : Phrase("  space pause", sw: "  space simama"))
      + Phrase("  . step  + - speed", sw: "  . hatua  + - kasi")
  }
}
