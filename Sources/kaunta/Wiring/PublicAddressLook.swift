import Daraja
import DarajaClient
import Maintenance
import Payments
import ServerSetup
import Settings
import Spool
import Wording

/// A callback that the shop sends to itself through its public address, and the certificate there.
struct PublicAddressLook {
  let settings: ShopSettings
  let spool: SpoolDirectory
  let clock: SystemClock
  let proxy: ProxyInUse?
  let listensOn: String

  func findings() -> [Finding] {
    let url = settings.callbacks.publicURL
    let address = PublicAddress(url: url, proxy: isOnLoopback ? nil : proxy?.address) { clock.now().wallMilliseconds }
    defer { address.close() }
    let outcome: TrialOutcome
    do throws(NotLookedAt) { outcome = try trial(through: address) } catch { return [.notLookedAt(error.reason)] }
    let terms = TrialTerms(
      url: url, listensOn: listensOn, isOnLoopback: isOnLoopback,
      tellsStrangers: settings.environment != .simulator && !settings.callbacks.acceptsAnyAddress)
    var findings = [Finding.trial(outcome, terms)]
    if case .notSent(let reason) = outcome, !reason.hasCertificate { return findings }
    if let end = address.certificateEndWallMilliseconds() {
      findings.append(.certificate(endsWallMilliseconds: end, at: clock.now()))
    }
    return findings
  }

  /// The ID is no payment's, and the tag is made for a trial: nothing of it can ever count.
  private func trial(through address: PublicAddress) throws(NotLookedAt) -> TrialOutcome {
    let keys: TagKeyRing
    do throws(SettingsProblem) { keys = try settings.readKeyRing() } catch { throw NotLookedAt(reason: error.text) }
    let id = RandomIdentifiers().paymentID(at: clock.now())
    let tag = keys.tag(
      for: id, use: .trial, environment: settings.environment.rawValue,
      shortCode: settings.account.receiver.businessShortCode.digits)
    let answer = address.post(CallbackAddress.path(id, tag), "{}")
    // Taken out again whatever was answered.
    let stored: TrialCallback?
    do throws(SpoolError) { stored = try spool.takeTrial(id) } catch {
      // That it is not there is not known: nobody else may be accused of taking it.
      if case .success = answer { throw NotLookedAt(reason: error.sentence) }
      stored = nil
    }
    switch answer {
    case .success(let answer): return .answered(status: answer.status, stored: stored)
    case .failure(.notSent(let reason)): return .notSent(reason)
    case .failure(.unknown): return .unanswered
    }
  }

  private var isOnLoopback: Bool {
    let host = settings.callbacks.publicURL.split(separator: "/").dropFirst().first ?? ""
    let name = host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
    let answer = try? HurriedMachine(LocalMachine()).run(["getent", "ahosts", String(name)], input: "")
    let addresses = (answer?.text ?? "").split(separator: "\n").compactMap { $0.split(separator: " ").first }
    return addresses.contains { $0.hasPrefix("127.") || $0 == "::1" }
  }
}

/// Why nothing could be tried.
private struct NotLookedAt: Error {
  let reason: String
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
