import Payments
import Shop
import Spool
import Wording

/// What a doctor finds in the spool.
package struct SpoolExamination {
  private let spool: SpoolDirectory
  /// What keeps callbacks from finding their way through it; nil when nothing does.
  package let trouble: Finding?

  /// Tries out a spool, as callbacks go through it.
  package init(_ spool: SpoolDirectory) {
    self.spool = spool
    do throws(SpoolError) {
      try spool.probe()
      trouble = nil
    } catch {
      trouble = Self.trouble(error, reservePieces: (try? SpoolReserve(spool).piecesLeft()) ?? 0)
    }
  }

  /// Why a spool does not take what a callback is made of.
  static func trouble(_ error: SpoolError, reservePieces pieces: Int) -> Finding {
    guard error.isOutOfSpace, pieces > 0 else { return Finding(.bad, "spool", error.sentence) }
    return Finding(
      .bad, "spool",
      "its disk is full: answers are kept only in what its reserve gives up for them, and \(pieces) of "
        + "\(SpoolReserve.pieces) pieces are left. Call the owner now: that disk needs room.")
  }

  /// Whether somebody keeps the answers that come now.
  package func keepsAnswers(at now: Moment) -> Bool {
    spool.listenerReport(at: now)?.keepsAnswers(at: now) ?? false
  }

  /// What lies in it, and what should not.
  ///
  /// - Parameter resolutions: what was resolved among the unmatched callbacks; nil where that is not known.
  package func findings(in directory: String, _ resolutions: [UnmatchedResolution]?) -> [Finding] {
    var findings = ((try? spool.strangeNames()) ?? []).map { name in
      Finding(
        .look, "spool",
        "\(directory)/\(OddReason.printable(name)) is none of its own; see who put it there. "
          + "If a directory of the spool was moved away, its answers lie there")
    }
    if case .pollingOnly(let reason) = SpoolWatcher(spool).mode {
      findings.append(Finding(.look, "spool", "answers are found by polling only: \(reason)"))
    }
    guard let counts = try? spool.counts(), let unmatched = try? spool.kept({ resolutions }).count else {
      return findings
    }
    return findings + Self.contents(counts, unmatched: unmatched, isWell: trouble == nil)
  }

  /// What waits in the spool, and what lies there that should not.
  static func contents(_ counts: SpoolCounts, unmatched: Int, isWell: Bool) -> [Finding] {
    var findings: [Finding] = []
    if isWell { findings.append(Finding(.good, "spool", "\(counts.delivered) waiting")) }
    if counts.strays > 0 {
      findings.append(
        Finding(
          .look, "spool", "\(counts.strays) in new/ that no listener put there and that cannot be moved; see who did"))
    }
    if counts.newer > 0 {
      findings.append(
        Finding(
          .look, "spool",
          "\(counts.newer) waiting that only a newer Kaunta can read, and that are kept; start that one here"))
    }
    if unmatched > 0 {
      findings.append(Finding(.look, "unmatched", "\(unmatched) kept for a person; look with kaunta unmatched"))
    }
    return findings
  }
}
