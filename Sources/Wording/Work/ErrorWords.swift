import Payments

/// What went wrong with the work behind payments: the error's own words, and what is said of one that has none.
package enum ErrorWords {
  /// Something that goes wrong again until it is mended.
  package static func lasting(_ error: any Error) -> Phrase {
    (error as? any ExplainedError)?.standingExplanation
      ?? Phrase(
        "Something failed that Kaunta has no words for. Run `kaunta doctor`.",
        sw: "Kuna hitilafu ambayo Kaunta haiwezi kuieleza. Endesha `kaunta doctor`.")
  }

  /// The ledger could not be worked with, while requests may be out.
  ///
  /// - Parameter answersAreKept: whether the listener keeps the answers that come meanwhile, as far as is known.
  package static func ofLedger(_ error: any Error, answersAreKept: Bool) -> Phrase {
    (error as? any ExplainedError)?.standing(answersAreKept: answersAreKept) ?? unreadable
  }

  /// What a person wanted to see of the ledger could not be read.
  package static func ofReading(_ error: any Error) -> Phrase {
    (error as? any ExplainedError)?.explanation ?? unreadable
  }

  /// A payment was not recorded.
  package static func ofRecording(_ error: any Error) -> Phrase {
    (error as? any ExplainedError)?.explanation ?? notRecorded
  }

  /// A decision was not taken.
  package static func ofDeciding(_ error: any Error) -> Phrase {
    (error as? any ExplainedError)?.explanation
      ?? Phrase("The ledger did not take it; nothing was decided.", sw: "Leja haikukubali; hakuna kilichobadilika.")
  }

  /// A request of a desk's did not come about.
  package static func ofRequest(_ error: any Error) -> Phrase {
    (error as? any ExplainedError)?.explanation
      ?? Phrase("A request could not be made.", sw: "Ombi halikuweza kufanywa.")
  }

  /// A question of a poller's did not come about.
  package static func ofQuestion(_ error: any Error) -> Phrase {
    (error as? any ExplainedError)?.standingExplanation
      ?? Phrase("A question could not be put to Safaricom.", sw: "Swali kwa Safaricom halikuweza kuulizwa.")
  }

  /// A payment was not recorded, and nothing says why.
  package static let notRecorded = Phrase(
    "The payment could not be recorded; nothing was sent.", sw: "Malipo hayakuweza kurekodiwa; hakuna kilichotumwa.")

  private static let unreadable = Phrase("The ledger cannot be read.", sw: "Leja haiwezi kusomwa.")
}
