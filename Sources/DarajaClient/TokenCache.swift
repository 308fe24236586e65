import Crypto
import Daraja
import Payments
import Synchronization

/// One access token per API address and consumer key, shared by every process of the shop's server.
///
/// Each new token may invalidate the one before it (daraja.md section 1), so desks must not each buy their own. The
/// file is read without a lock; a lock is held only while one of them buys, and the others then use what it bought.
package struct TokenCache: Sendable {
  private let file: TokenFile
  private let clock: @Sendable () -> Moment
  private let problems: StandingProblems
  private let waitMilliseconds: Int

  /// A cache in a directory that exists.
  ///
  /// - Parameters:
  ///   - fileMode: 0600, or a group's mode on a shared server.
  ///   - waitMilliseconds: how long to wait for another process that is buying.
  ///   - report: takes what the log should say, once for as long as it is so; never a token.
  package init(
    directory: String, baseURL: String, consumerKey: String, fileMode: UInt32 = 0o600,
    waitMilliseconds: Int = 20_000, clock: @escaping @Sendable () -> Moment,
    report: @escaping @Sendable (TokenCacheProblem) -> Void
  ) {
    // NUL can stand in neither part, so no two pairs share a name.
    let digest = SHA256.hash(data: Array("kaunta-token1\0\(baseURL)\0\(consumerKey)".utf8))
    let name = Hexadecimal.text(digest.prefix(16))
    file = TokenFile(directory: directory, name: "token-" + name, mode: fileMode)
    self.clock = clock
    problems = StandingProblems(report)
    self.waitMilliseconds = waitMilliseconds
  }

  /// A fresh token: from the file, or bought.
  ///
  /// - Parameters:
  ///   - rejected: a token that Safaricom has refused; the file's is used only if it is another by now.
  ///   - mint: buys one; called at most once, while the lock is held.
  package func token(insteadOf rejected: AccessToken? = nil, mint: () -> TokenOutcome) -> TokenOutcome {
    if let usable = usableToken(insteadOf: rejected) { return usable }
    switch file.lock(waitMilliseconds: waitMilliseconds) {
    case .held(let lock):
      defer { withExtendedLifetime(lock) {} }
      problems.end(.holderHangs)
      // Whoever held the lock before may have bought one.
      return usableToken(insteadOf: rejected) ?? mintAndKeep(mint)
    case .busy:
      // Its holder hangs or is stopped; a shop must not stand still for that. At worst one of the two tokens is
      // refused, which costs one more round.
      problems.begin(.holderHangs)
      return usableToken(insteadOf: rejected) ?? mintAndKeep(mint)
    case .impossible:
      problems.begin(.notWritable)
      return mintAndKeep(mint)
    }
  }

  /// Forgets a token that Safaricom has refused, if the file still holds that one.
  package func drop(_ rejected: AccessToken) {
    // Busy means that somebody is replacing it at this moment, or that its holder is stopped: then the dead token must
    // go all the same. At worst a fresh one goes with it, and is bought again.
    let lock = file.lock(waitMilliseconds: min(waitMilliseconds, 500))
    defer { withExtendedLifetime(lock) {} }
    if file.read().flatMap(CachedToken.init(bytes:))?.token == rejected { file.remove() }
  }

  private func usableToken(insteadOf rejected: AccessToken?) -> TokenOutcome? {
    guard let bytes = file.read() else { return nil }
    guard let cached = CachedToken(bytes: bytes) else {
      problems.begin(.unreadable)
      return nil
    }
    problems.end(.unreadable)
    guard cached.token != rejected, cached.isFresh(at: clock()) else { return nil }
    return .token(cached.token, lifetimeSeconds: cached.lifetimeSeconds)
  }

  private func mintAndKeep(_ mint: () -> TokenOutcome) -> TokenOutcome {
    // Its life is counted from before the call: a slow answer must not make it look younger.
    let asked = clock()
    let outcome = mint()
    if case .token(let token, let lifetimeSeconds) = outcome {
      let cached = CachedToken(token: token, minted: asked, lifetimeSeconds: lifetimeSeconds)
      if file.write(cached.bytes) { problems.end(.notWritable) } else { problems.begin(.notWritable) }
    }
    return outcome
  }
}

/// What is wrong now, each told when it begins.
private final class StandingProblems: Sendable {
  private let standing = Mutex<Set<TokenCacheProblem>>([])
  private let report: @Sendable (TokenCacheProblem) -> Void

  init(_ report: @escaping @Sendable (TokenCacheProblem) -> Void) { self.report = report }

  func begin(_ problem: TokenCacheProblem) {
    if standing.withLock({ $0.insert(problem).inserted }) { report(problem) }
  }

  func end(_ problem: TokenCacheProblem) { standing.withLock { _ = $0.remove(problem) } }
}

/// What is wrong with the token cache; payments go on, more slowly.
package enum TokenCacheProblem: String, Sendable, Hashable, CaseIterable {
  case notWritable = "not-writable"
  case unreadable = "unreadable"
  case holderHangs = "holder-hangs"

  /// One line for whoever is told of it.
  package var sentence: String {
    switch self {
    case .notWritable:
      "The shared access token cannot be kept: payments still go out, but desks may invalidate one another's tokens. "
        + "Make `cache` in the home writable."
    case .unreadable: "The shared access token could not be read and is bought anew. No payment is affected."
    case .holderHangs:
      "Another Kaunta has been buying an access token for too long and is passed over. No payment is affected; look "
        + "for a stopped process."
    }
  }
}
