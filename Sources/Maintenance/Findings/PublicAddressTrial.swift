import Daraja
import Payments
import Spool
import Wording

/// A callback that the shop sends to itself through its public address.
///
/// Its ID is no payment's, and its tag is made for a trial: nothing of it can ever count.
package struct PublicAddressTrial {
  /// What became of the request.
  package enum Answer: Sendable, Equatable {
    case answered(status: Int)
    case notSent(NotSentReason)
    case unanswered
  }

  private let keys: () throws(TrialObstacle) -> TagKeyRing
  private let environment: String
  private let shortCode: String

  /// A trial of a shop.
  package init(environment: String, shortCode: String, keys: @escaping () throws(TrialObstacle) -> TagKeyRing) {
    self.environment = environment
    self.shortCode = shortCode
    self.keys = keys
  }

  /// Sends one, and judges what came of it.
  ///
  /// - Parameters:
  ///   - id: of no payment.
  ///   - post: sends `{}` to a path of the public address.
  ///   - certificateEnd: when the certificate there ends, by the wall clock; asked once the trial is over.
  package func findings(
    _ id: PaymentID, _ terms: TrialTerms, at now: () -> Moment, take: (PaymentID) throws(SpoolError) -> TrialCallback?,
    post: (String) -> Answer, certificateEnd: () -> Int64?
  ) -> [Finding] {
    let outcome: TrialOutcome
    do throws(TrialObstacle) { outcome = try self.outcome(id, take: take, post: post) } catch {
      return [.notLookedAt(error.reason)]
    }
    let findings = [Finding.trial(outcome, terms)]
    // Where no connection stood, nobody showed a certificate.
    if case .notSent(let reason) = outcome, !reason.hasCertificate { return findings }
    return findings + (certificateEnd().map { [.certificate(endsWallMilliseconds: $0, at: now())] } ?? [])
  }

  private func outcome(
    _ id: PaymentID, take: (PaymentID) throws(SpoolError) -> TrialCallback?, post: (String) -> Answer
  ) throws(TrialObstacle) -> TrialOutcome {
    let tag = try keys().tag(for: id, use: .trial, environment: environment, shortCode: shortCode)
    let answer = post(CallbackAddress.path(id, tag))
    // Taken out again whatever was answered.
    let stored: TrialCallback?
    do throws(SpoolError) { stored = try take(id) } catch {
      // That it is not there is not known: nobody else may be accused of taking it.
      if case .answered = answer { throw TrialObstacle(reason: error.sentence) }
      stored = nil
    }
    switch answer {
    case .answered(let status): return .answered(status: status, stored: stored)
    case .notSent(let reason): return .notSent(reason)
    case .unanswered: return .unanswered
    }
  }
}

/// Why nothing could be tried.
package struct TrialObstacle: Error, Sendable {
  let reason: String

  package init(reason: String) { self.reason = reason }
}

extension NotSentReason {
  /// A connection stood, and what failed is the certificate.
  fileprivate var hasCertificate: Bool {
    switch self {
    case .certificateExpired, .unknownAuthority, .certificateOfAnother, .clockIsWrong, .noAuthorities: true
    default: false
    }
  }
}
