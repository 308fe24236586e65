import Payments

/// How the parts are that the screen does not see: what the header says of them.
package struct Health: Sendable, Equatable {
  /// How the callback listener is, by its heartbeat.
  package enum Listener: Sendable, Equatable {
    /// Not looked yet.
    case unknown
    /// It wrote its heartbeat within 30 s.
    case alive
    /// Its heartbeat is older than that.
    case silent
    /// There is no heartbeat.
    case absent
    /// It is alive and does not accept our key, or serves another shop: nothing is sent.
    case refusesOurKey
  }

  /// How callbacks are noticed.
  package enum Watching: Sendable, Equatable {
    case inotify
    case polling
  }

  /// How the callback listener is.
  package var listener = Listener.unknown
  /// When the newest callback came, by the listener's heartbeat.
  package var lastCallbackWallMilliseconds: Int64?
  /// How callbacks are noticed.
  package var watching = Watching.polling
  /// A sentence about the ledger, when it is in trouble.
  package var ledgerTrouble: Phrase?
  /// A sentence about the spool or the listener's storing, when it is in trouble.
  package var spoolTrouble: Phrase?
  /// Who keeps the ledger's lock, once that takes two seconds.
  package var lockHolder: String?
  /// A sentence about the way to Safaricom, while there is none.
  package var connectionTrouble: Phrase?
  /// A sentence about this machine's clock, when Safaricom's is far from it.
  package var clockTrouble: Phrase?
  /// Callbacks that are kept for a person.
  package var oddCallbacks = 0

  /// Callbacks with a good tag that came from addresses that are not listed as Safaricom's, since the listener started.
  package var strangerCallbacks = 0

  /// This till may not read the keys without which it cannot tell Safaricom where to answer: nothing is sent.
  package var keysAreUnreadable = false

  /// Several customers wait, and no answer has come for a minute: it is not the customers who are slow.
  package var callbacksLookBroken = false

  /// A sentence about answers that only a newer version can read, where there are some.
  package var newerAnswers: Phrase?

  /// Nothing looked at yet.
  package init() {}

  /// How long ago the newest answer came, in whole seconds; nil when there was none within an hour.
  ///
  /// Below a minute in steps of ten seconds: the header needs no finer one, and wakes the desk for each.
  package func answerAgeSeconds(at now: Moment) -> Int64? {
    guard let last = lastCallbackWallMilliseconds else { return nil }
    let seconds = max(0, now.wallMilliseconds - last) / 1_000
    if seconds >= 3_600 { return nil }
    return seconds < 60 ? seconds / 10 * 10 : seconds / 60 * 60
  }

  /// Until that changes.
  func nextAnswerAgeMilliseconds(at now: Moment) -> Int64? {
    guard let last = lastCallbackWallMilliseconds, answerAgeSeconds(at: now) != nil else { return nil }
    let age = now.wallMilliseconds - last
    // By a clock that was set back: it waits for the minute.
    if age < 0 { return nil }
    let unit: Int64 = age < 60_000 ? 10_000 : 60_000
    return unit - age % unit
  }

  /// Nobody takes the answers of Safaricom now, as far as the heartbeat tells.
  package var answersMayNotArrive: Bool { listener == .silent || listener == .absent }

  /// The one sentence that matters most, if something is wrong.
  package var trouble: Phrase? {
    ledgerTrouble ?? lockTrouble ?? spoolTrouble ?? keyTrouble ?? brokenTrouble ?? connectionTrouble ?? clockTrouble
      ?? newerAnswers
      ?? strangerTrouble
  }

  private var keyTrouble: Phrase? {
    if !keysAreUnreadable { return nil }
    return Phrase(
      "This till may not read the callback keys: no customer is asked. Owner: run kaunta doctor; it names the file.",
      sw: "Till hii hairuhusiwi kusoma funguo za majibu: hakuna mteja anayeombwa. Mmiliki: endesha kaunta doctor.")
  }

  private var lockTrouble: Phrase? {
    lockHolder.map {
      Phrase(
        "The ledger is busy: \($0) holds it. Payments wait; nothing is lost.",
        sw: "Leja inatumika: \($0) inaishikilia. Malipo yanasubiri; hakuna kilichopotea.")
    }
  }

  private var brokenTrouble: Phrase? {
    callbacksLookBroken
      ? Phrase(
        "Answers are not reaching us: do not hand over goods on trust, do not resend. Safaricom is being asked. Call the "
          + "owner.",
        sw: "Majibu hayatufikii: usitoe bidhaa kwa kuaminiana, usiombe tena. Safaricom inaulizwa. Mwite mmiliki.")
      : nil
  }

  private var strangerTrouble: Phrase? {
    strangerCallbacks == 0
      ? nil
      : Phrase(
        "Answers come from addresses that are not listed as Safaricom's: each is checked with Safaricom before it "
          + "counts. Owner: run kaunta doctor.",
        sw: "Majibu yanatoka anwani zisizo kwenye orodha ya Safaricom: kila moja huulizwa Safaricom kabla ya "
          + "kuhesabiwa. Mmiliki: endesha kaunta doctor.")
  }
}
