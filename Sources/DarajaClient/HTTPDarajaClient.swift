import Daraja
import Payments
import Synchronization

/// Daraja over HTTP: three synchronous calls for a plain worker thread.
///
/// No call is ever repeated by itself, no redirect is followed, and every call has a fresh connection. Nothing here is
/// logged: requests and answers hold phones and secrets.
package final class HTTPDarajaClient: Sendable {
  private let settings: ClientSettings
  private let credentials: ClientCredentials
  private let clock: @Sendable () -> Moment
  private let exchanger: Exchanger
  private let lastServerClock = Mutex<ServerClock?>(nil)
  private let lastTrouble = Mutex<(failure: TokenFailure, at: Moment)?>(nil)
  /// Trouble that nobody has met again for so long may be over.
  private static let troubleStaysMilliseconds: Int64 = 300_000

  /// A client; it has one thread, which sleeps between calls.
  ///
  /// ``close()`` before letting go of it.
  package init(
    settings: ClientSettings, credentials: ClientCredentials, clock: @escaping @Sendable () -> Moment
  ) {
    self.settings = settings
    self.credentials = credentials
    self.clock = clock
    exchanger = Exchanger(settings: settings) { clock().wallMilliseconds }
  }

  /// How far this machine's clock is from Safaricom's, by the latest answer that said; nil before the first.
  package var serverClock: ServerClock? { lastServerClock.withLock { $0 } }

  /// Why the latest exchange found no connection to Safaricom, or brought no access token, without which nothing can be
  /// asked for; nil when it did, or when that is a while ago.
  package func connectionTrouble(at now: Moment) -> TokenFailure? {
    lastTrouble.withLock { trouble in
      guard let trouble, now.elapsedMilliseconds(since: trouble.at) < Self.troubleStaysMilliseconds else { return nil }
      return trouble.failure
    }
  }

  /// How far this machine's clock is from Safaricom's; asks, without a secret, when no answer has said so yet.
  package func askForServerClock() -> ServerClock? {
    if let serverClock { return serverClock }
    // Whatever is answered, an error too, has a Date.
    _ = send(OutgoingRequest(method: .GET, url: settings.baseURL + "/", headers: [], body: []))
    return serverClock
  }

  /// Buys an access token, past any cache: ``TokenCache`` decides when.
  package func token() -> TokenOutcome {
    let outcome = askForToken()
    if case .failed(let failure, _) = outcome { lastTrouble.withLock { $0 = (failure, clock()) } }
    return outcome
  }

  private func askForToken() -> TokenOutcome {
    guard let secret = credentials.readConsumerSecret() else { return .failed(.secretUnreadable, nil) }
    let pair = Base64.encode(Array((credentials.consumerKey + ":" + secret.revealed).utf8))
    let answer = send(
      OutgoingRequest(
        method: .GET, url: settings.baseURL + DarajaPath.token + "?" + DarajaPath.tokenQuery,
        headers: [(name: "Authorization", value: "Basic " + pair)], body: []),
      hiding: [secret.revealed, credentials.consumerKey, pair])
    switch answer {
    case .success(let answer): return TokenAnswer.sort(answer)
    case .failure(let failure): return failure.tokenOutcome
    }
  }

  /// Asks a phone for money, once.
  ///
  /// - Parameter mayStart: looked at when the connection stands, right before the first byte; a no is not sent.
  package func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool = { true }
  ) -> PushOutcome {
    switch post(DarajaPath.push, body: request.body, token: token, startingOnlyIf: mayStart) {
    case .success(let answer): PushAnswer.sort(answer)
    case .failure(let failure): failure.pushOutcome
    }
  }

  /// Asks what became of a prompt, once.
  package func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome {
    switch post(DarajaPath.query, body: request.body, token: token) {
    case .success(let answer): QueryAnswer.sort(answer)
    case .failure(let failure): failure.queryOutcome
    }
  }

  /// Stops the client's thread, after the calls under way; later calls are answered with "not sent".
  package func close() { exchanger.close() }

  private func post(
    _ path: String, body: [UInt8], token: AccessToken,
    startingOnlyIf mayStart: @escaping @Sendable () -> Bool = { true }
  ) -> Result<HTTPAnswer, TransportFailure> {
    send(
      OutgoingRequest(
        method: .POST, url: settings.baseURL + path,
        headers: [
          (name: "Authorization", value: "Bearer " + token.revealed),
          (name: "Content-Type", value: "application/json"),
        ], body: body), hiding: [token.revealed, credentials.consumerKey], startingOnlyIf: mayStart)
  }

  /// Sends, and notes what the answer says of the clocks and the network.
  ///
  /// - Parameter secrets: what is taken out of the answer, where it tells back what was sent.
  private func send(
    _ request: OutgoingRequest, hiding secrets: [String] = [],
    startingOnlyIf mayStart: @escaping @Sendable () -> Bool = { true }
  ) -> Result<HTTPAnswer, TransportFailure> {
    let sent = exchanger.exchange(request, startingOnlyIf: mayStart)
    let result = sent.map { $0.status == 200 ? $0 : $0.hiding(secrets) }
    lastTrouble.withLock { trouble in
      switch result {
      case .failure(.notSent(let reason)) where reason.isAboutConnecting: trouble = (.notConnected(reason), clock())
      case .failure(.notSent): break
      case .success, .failure(.unknown): trouble = nil
      }
    }
    if case .success(let answer) = result,
      let seen = ServerClock(dateHeader: answer.date, arrivedWallMilliseconds: clock().wallMilliseconds)
    {
      lastServerClock.withLock { $0 = seen }
    }
    return result
  }
}
