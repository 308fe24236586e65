import Daraja
import Payments
import Wording

/// Anybody may ingest what its own desk has left this long.
let ingestOthersAfterMilliseconds: Int64 = 3_000

/// A step that took so long and failed waited for somebody, and so would the next.
let slowMilliseconds: Int64 = 2_000

/// So many callbacks go into the ledger with one commit: others wait for it no longer than for a few.
private let callbacksPerCommit = 64

/// After so long the rest waits for the next turn: what has just come for this till's own customer is looked for again.
private let turnMilliseconds: Int64 = 250

/// What one round of ingesting did.
package struct IngestingReport: Sendable, Equatable {
  /// Callbacks that became evidence, or were evidence already.
  package var ingested = 0
  /// Callbacks that were kept for a person.
  package var setAside = 0
  /// Callbacks that are left to their own desk for now, or to the next turn.
  package var left = 0
  /// There is more that could be taken at once.
  package var hasMore = false
  /// Callbacks that only a newer version of Kaunta can read: they stay in the spool.
  package var newer = 0
  /// What a failed step said, if one failed; its callback stays where it is.
  package var trouble: Phrase?
  /// The spool was read, and nothing lay in it.
  var foundNothing = false

  /// Nothing done.
  package init() {}

  /// What to say while callbacks wait for a newer version.
  package var newerWords: Phrase? {
    newer == 0 ? nil : KeptAnswerWords.forNewerVersion
  }
}

extension ShopWorker {
  /// Takes the spool's callbacks into the ledger: first the commit, then the filing away, so that a crash between the
  /// two repeats harmlessly.
  package func ingest() -> IngestingReport {
    var report = IngestingReport()
    let arrivals: Arrivals
    do {
      arrivals = try spool.arrivals()
    } catch {
      report.trouble = ErrorWords.lasting(error)
      return report
    }
    report.foundNothing = arrivals.isEmpty
    report.newer = arrivals.newerKinds.count
    firstSight.keepOnly(arrivals)
    if arrivals.names.isEmpty, arrivals.answers.isEmpty { return report }
    let began = clock.now()
    do { try takeKeptAnswers(arrivals.answers, at: began) } catch { report.trouble = ErrorWords.lasting(error) }
    var rest = due(arrivals.names, &report, since: began)[...]
    while !rest.isEmpty {
      let batch = rest.prefix(callbacksPerCommit)
      rest = rest.dropFirst(callbacksPerCommit)
      if isHeldUp(report, since: began) { report.left += batch.count } else { ingest(batch, &report, since: began) }
      guard !rest.isEmpty, clock.now().elapsedMilliseconds(since: began) >= turnMilliseconds else { continue }
      report.left += rest.count
      // Who holds the ledger would hold up the next turn as long.
      report.hasMore = report.trouble == nil
      break
    }
    return report
  }

  /// Whoever holds the ledger holds up each step as long.
  private func isHeldUp(_ report: IngestingReport, since began: Moment) -> Bool {
    report.trouble != nil && clock.now().elapsedMilliseconds(since: began) >= slowMilliseconds
  }

  /// What this process may take now: first its own till's, the newest payments before all, whose customers stand there;
  /// then what the others had their time for.
  private func due(_ names: [ArrivalName], _ report: inout IngestingReport, since began: Moment) -> [ArrivalName] {
    var (own, others): ([ArrivalName], [ArrivalName]) = ([], [])
    for name in names {
      if isHeldUp(report, since: began) {
        report.left += 1
        continue
      }
      if firstSight.isForNewerVersion(name.fileName) {
        report.newer += 1
        continue
      }
      do {
        if try isOurs(name, at: began) {
          own.append(name)
        } else if isLeft(name, at: began) {
          others.append(name)
        } else {
          report.left += 1
        }
      } catch {
        report.left += 1
        report.trouble = ErrorWords.lasting(error)
      }
    }
    return own.reversed() + others
  }

  private func ingest(_ names: ArraySlice<ArrivalName>, _ report: inout IngestingReport, since began: Moment) {
    var found: [(name: ArrivalName, callback: ReceivedCallback)] = []
    for name in names {
      do { if let callback = try callback(in: name, &report) { found.append((name, callback)) } } catch {
        report.left += 1
        report.trouble = ErrorWords.lasting(error)
      }
    }
    if found.isEmpty { return }
    do { return try take(found, &report) } catch {
      if found.count == 1 || clock.now().elapsedMilliseconds(since: began) >= slowMilliseconds {
        report.left += found.count
        report.trouble = ErrorWords.lasting(error)
        return
      }
    }
    // What one of them is refused for must not keep the others.
    for one in found {
      if isHeldUp(report, since: began) {
        report.left += 1
        continue
      }
      do { try take([one], &report) } catch {
        report.left += 1
        report.trouble = ErrorWords.lasting(error)
      }
    }
  }

  /// What lies under a name, as evidence; nil when it is for a person, for another version, or gone.
  private func callback(in name: ArrivalName, _ report: inout IngestingReport) throws -> ReceivedCallback? {
    let arrival: Arrival
    switch try spool.read(name) {
    case .arrival(let whole): arrival = whole
    case .damaged(let why):
      try spool.setAside(name, for: .damaged(why), at: clock.now())
      report.setAside += 1
      return nil
    case .newer:
      firstSight.noteForNewerVersion(name.fileName, at: clock.now())
      report.newer += 1
      return nil
    case .gone: return nil
    }
    switch CallbackDecoder.decode(body: arrival.body) {
    case .success(let decoded): return ReceivedCallback(of: name.paymentID, CallbackEvidence(decoded, of: arrival))
    case .failure(let problem):
      try spool.setAside(name, for: .unreadable(problem.name), at: clock.now())
      report.setAside += 1
      return nil
    }
  }

  private func take(
    _ found: [(name: ArrivalName, callback: ReceivedCallback)], _ report: inout IngestingReport
  ) throws {
    let now = clock.now()
    let outcomes = try ledger.append(found.map(\.callback), at: now)
    var (known, unknown): ([ArrivalName], [ArrivalName]) = ([], [])
    for (one, outcome) in zip(found, outcomes) {
      if case .noSuchPayment = outcome { unknown.append(one.name) } else { known.append(one.name) }
    }
    if let first = known.first {
      // A backup may have taken the ledger's place meanwhile, without this evidence: then it goes on waiting.
      _ = try ledger.till(of: first.paymentID)
      try spool.archive(known, on: EastAfricaTime(now).businessDay)
    }
    for name in unknown { try spool.setAside(name, for: .unknownPayment, at: now) }
    report.ingested += known.count
    report.setAside += unknown.count
  }

  /// What waits in the spool for one payment, as evidence; nothing is written down or filed away.
  ///
  /// For whoever waits while the ledger takes nothing: what lies there was acknowledged, and is true all the same.
  ///
  /// - Throws: what the spool said: then nobody knows whether anything lies there.
  package func waitingCallbacks(of id: PaymentID) throws -> [LearntEvidence] {
    let now = clock.now()
    return try spool.arrivals().names.filter { $0.paymentID == id }.compactMap { name in
      guard case .arrival(let arrival) = try spool.read(name),
        case .success(let decoded) = CallbackDecoder.decode(body: arrival.body)
      else { return nil }
      return LearntEvidence(.callback(CallbackEvidence(decoded, of: arrival)), at: now)
    }
  }

  func isOurs(_ name: ArrivalName, at now: Moment) throws -> Bool {
    try firstSight.till(of: name.fileName, at: now) { try ledger.till(of: name.paymentID) } == facts.till
  }

  /// Its own desk has left it for so long that anybody may take it.
  func isLeft(_ name: ArrivalName, at now: Moment) -> Bool {
    firstSight.milliseconds(of: name.fileName, at: now) >= ingestOthersAfterMilliseconds
  }
}

extension CallbackEvidence {
  /// The evidence in a decoded callback; its raw body and its phone stay in the spool.
  package init(_ report: CallbackReport, of arrival: Arrival) {
    self.init(
      bodyHash: arrival.bodyHash, peer: arrival.peer, keyIsTrusted: arrival.keyIsTrusted, code: report.resultCode,
      text: report.resultDescription ?? "", amount: report.amount, receipt: report.receipt,
      checkoutRequestID: report.checkoutRequestID, merchantRequestID: report.merchantRequestID)
  }
}
