import Payments
import Spool
import Wording

/// What a listener's heartbeat is judged by.
package struct ListenerTerms: Sendable, Equatable {
  /// The home is a shop server's, where a service is to listen.
  package var isServer: Bool
  /// The public address of the settings; nil where that is not known.
  package var publicURL: String?
  /// It would turn the answers to this shop's payments away.
  package var refusesOurKey = false
  /// Why this shop's own keys cannot be read; nil when they can.
  package var keyTrouble: String?
  /// Answers that should have come have not (``AnswerWatch``).
  package var answersAreMissing = false

  /// Terms by which nothing is wrong yet.
  package init(isServer: Bool, publicURL: String? = nil) {
    self.isServer = isServer
    self.publicURL = publicURL
  }

  /// Whether a listener would take the answers to what is sent now.
  func isServed(by heartbeat: Heartbeat) -> Bool {
    !refusesOurKey && keyTrouble == nil && (publicURL ?? heartbeat.publicURL) == heartbeat.publicURL
  }
}

extension Finding {
  /// Whether somebody takes this shop's answers: the same for status, doctor and alerts.
  package static func listener(_ reading: HeartbeatReading, _ terms: ListenerTerms) -> Finding {
    let start = terms.isServer ? "Run systemctl start kaunta-listen.socket kaunta-listen." : "Start `kaunta listen`."
    switch reading {
    case .absent: return Finding(.bad, "listener", "no listener has ever run on this home", remedy: start)
    case .broken: return Finding(.bad, "listener", "its heartbeat cannot be read", remedy: start)
    case .beat(_, let age) where !ListenerPulse.isFresh(ageMilliseconds: age):
      return Finding(
        .bad, "listener",
        "its last heartbeat is \(spanWords(milliseconds: age).english) old: nobody takes Safaricom's answers",
        remedy: start)
    case .beat(let heartbeat, let age): return living(heartbeat, age, terms)
    }
  }

  /// What the listener's own log did not take at once; nil where it has taken everything, or no listener lives.
  package static func witness(_ reading: HeartbeatReading) -> Finding? {
    guard let failures = reading.fresh?.counters.witnessFailures, failures > 0 else { return nil }
    return Finding(
      .look, "witness",
      "since the listener started, its own log in witness/ could not be written \(failures) time"
        + "\(failures == 1 ? "" : "s"): answers are kept all the same, and what the log owes is written once it can be",
      remedy: "Look whether the listener's account may write there and the disk has room; kaunta verify says whether "
        + "lines are missing.")
  }

  private static func living(_ heartbeat: Heartbeat, _ age: Int64, _ terms: ListenerTerms) -> Finding {
    let fault = heartbeat.fault(
      ageMilliseconds: age, refusesOurKey: terms.refusesOurKey, publicURL: terms.publicURL ?? heartbeat.publicURL)
    let keys = terms.keyTrouble.map { "whether it takes this shop's answers cannot be told: \($0)" }
    let troubles = [fault, keys, heartbeat.trouble?.english].compactMap(\.self)
    if !troubles.isEmpty { return Finding(.bad, "listener", troubles.joined(separator: "; and ")) }
    if terms.answersAreMissing {
      return Finding(
        .look, "listener", "it lives, and answers that should have come have not: each payment is asked about",
        remedy: "Run kaunta doctor, which sends a callback through the public address.")
    }
    return Finding(
      .good, "listener",
      "listening on \(heartbeat.listensOn), last heartbeat \(spanWords(milliseconds: age).english) ago")
  }
}
