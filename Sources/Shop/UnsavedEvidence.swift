import Payments
import Synchronization

/// What became known while the ledger could not be written.
///
/// It must not be forgotten: an acknowledgement that is lost can never be asked for again. Kept in memory and tried
/// again with each round of work.
final class UnsavedEvidence: Sendable {
  struct Entry: Sendable, Equatable {
    let id: PaymentID
    let evidence: [Evidence]
    let at: Moment
    /// Where the spool keeps it as well; nil while it is in memory alone.
    var kept: ArrivalName?
  }

  private let entries = Mutex<[Entry]>([])

  var isEmpty: Bool { entries.withLock { $0.isEmpty } }

  /// The payments of which some of it would end with this process, oldest first.
  var inMemoryAlone: [PaymentID] { entries.withLock { $0.filter { $0.kept == nil }.map(\.id) } }

  func isAbout(_ id: PaymentID) -> Bool { entries.withLock { $0.contains { $0.id == id } } }

  func keep(_ entry: Entry) { entries.withLock { $0.append(entry) } }

  /// Tries every entry once, oldest first; those that fail stay.
  ///
  /// - Parameters:
  ///   - goesOn: whether others are tried after one that failed.
  ///   - save: true when it is saved.
  func retry(whileFailing goesOn: () -> Bool, _ save: (inout Entry) -> Bool) {
    for entry in entries.withLock(\.self) {
      var tried = entry
      let isSaved = save(&tried)
      // Only now: nobody may take the payment for abandoned while its answer is in nobody's hands.
      entries.withLock { entries in
        guard let place = entries.firstIndex(of: entry) else { return }
        if isSaved { entries.remove(at: place) } else { entries[place] = tried }
      }
      if !isSaved, !goesOn() { return }
    }
  }
}

extension ShopWorker {
  /// There is evidence that the ledger has not taken yet.
  package var hasUnsavedEvidence: Bool { !unsaved.isEmpty }

  /// There is evidence that neither the ledger nor the spool has taken yet.
  package var hasEvidenceInMemoryAlone: Bool { !unsaved.inMemoryAlone.isEmpty }

  /// The payments that such evidence is about.
  package var paymentsInMemoryAlone: [PaymentID] { unsaved.inMemoryAlone }

  /// Adds evidence, or keeps it in memory until the ledger takes it.
  ///
  /// - Parameter kept: where the spool has it meanwhile.
  func save(_ evidence: [Evidence], for id: PaymentID, at now: Moment, kept: ArrivalName? = nil) {
    let entry = UnsavedEvidence.Entry(id: id, evidence: evidence, at: now, kept: kept)
    do { letGo(of: entry, after: try ledger.append(evidence, to: id, at: now)) } catch { unsaved.keep(entry) }
  }

  /// Tries again to add what the ledger had not taken; who holds it would hold up each entry as long.
  ///
  /// An answer to a question counts when the ledger has it, so that a closed day never changes. How a sending ended
  /// keeps its time: the prompt's life runs from there.
  package func retryUnsaved() {
    let began = clock.now()
    unsaved.retry(whileFailing: { clock.now().elapsedMilliseconds(since: began) < slowMilliseconds }) { entry in
      let isAnswer = entry.evidence.contains { if case .queryAnswer = $0 { true } else { false } }
      do {
        letGo(of: entry, after: try ledger.append(entry.evidence, to: entry.id, at: isAnswer ? clock.now() : entry.at))
        return true
      } catch {
        if entry.kept == nil { entry.kept = keepInSpool(entry) }
        return false
      }
    }
  }

  /// The ledger has answered.
  ///
  /// One that a backup has replaced may not know the payment: then the spool has what is known of it until it would be
  /// purged, since its callback may still make it known there.
  private func letGo(of entry: UnsavedEvidence.Entry, after outcome: AppendOutcome) {
    if case .noSuchPayment = outcome {
      if entry.kept == nil { _ = keepInSpool(entry) }
    } else {
      forget(entry.kept)
    }
  }

  private func keepInSpool(_ entry: UnsavedEvidence.Entry) -> ArrivalName? {
    entry.evidence.first.flatMap { keepInSpool(LearntEvidence($0, at: entry.at), of: entry.id) }
  }

  /// Keeps in the spool how a request ended: whoever ends this process while the ledger is held must not take the
  /// answer with it.
  ///
  /// - Returns: its name there; nil when the spool does not take it, or when it is nothing of that sort.
  func keepInSpool(_ learnt: LearntEvidence, of id: PaymentID) -> ArrivalName? {
    (try? spool.keep(learnt, of: id)) ?? nil
  }

  /// The ledger has it.
  private func forget(_ name: ArrivalName?) { if let name { try? spool.forget(name) } }

  /// Takes into the ledger what this till's programs kept in the spool and did not come to write down, and after a
  /// while what others did.
  ///
  /// - Throws: the first trouble, after all were tried for as long as that is not slow.
  func takeKeptAnswers(_ names: [ArrivalName], at now: Moment) throws {
    var trouble: (any Error)?
    for name in names where !attempts.contains(name.paymentID) && !unsaved.isAbout(name.paymentID) {
      // Whoever holds the ledger holds up each of them as long.
      if trouble != nil, clock.now().elapsedMilliseconds(since: now) >= slowMilliseconds { break }
      do {
        if try isOurs(name, at: now) || isLeft(name, at: now) { try take(name, at: now) }
      } catch { trouble = trouble ?? error }
    }
    if let trouble { throw trouble }
  }

  /// Takes one kept answer; false when there is none to be had.
  ///
  /// A ledger that a backup has replaced may not know the payment; its answer stays until it would be purged.
  @discardableResult
  func take(_ name: ArrivalName, at now: Moment) throws -> Bool {
    guard let learnt = try spool.keptAnswer(name) else { return false }
    if try ledger.till(of: name.paymentID) == nil {
      if now.wallMilliseconds - learnt.at.wallMilliseconds > Int64(Purge.days) * 86_400_000 { forget(name) }
      return false
    }
    _ = try ledger.append([learnt.evidence], to: name.paymentID, at: learnt.at)
    forget(name)
    return true
  }
}
