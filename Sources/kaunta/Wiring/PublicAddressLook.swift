import Daraja
import DarajaClient
import Maintenance
import Payments
import ServerSetup
import Settings
import Spool

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
    guard let outcome = trial(through: address) else { return [] }
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
  private func trial(through address: PublicAddress) -> TrialOutcome? {
    guard let keys = try? settings.readKeyRing() else { return nil }
    let id = RandomIdentifiers().paymentID(at: clock.now())
    let tag = keys.tag(
      for: id, use: .trial, environment: settings.environment.rawValue,
      shortCode: settings.account.receiver.businessShortCode.digits)
    let answer = address.post(CallbackAddress.path(id, tag), "{}")
    // Taken out again whatever was answered.
    let stored = try? spool.takeTrial(id)
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

extension NotSentReason {
  /// A connection stood, and what failed is the certificate.
  fileprivate var hasCertificate: Bool {
    switch self {
    case .certificateExpired, .unknownAuthority, .certificateOfAnother, .clockIsWrong, .noAuthorities: true
    default: false
    }
  }
}
