import Daraja

/// Safaricom's API as the shop's work sees it.
///
/// Calls block until the answer or the time limit.
package protocol DarajaPort: Sendable {
  /// An access token, from the machine's shared cache or fresh.
  func token() -> TokenOutcome
  /// Drops a token that was refused, if the cache still holds that very one.
  func drop(_ token: AccessToken)
  /// Sends one push request, once.
  ///
  /// - Parameter mayStart: looked at when the connection stands, right before the first byte; a no is
  /// `notSent(.tooOld)`.
  func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool
  ) -> PushOutcome
  /// Asks about a prompt.
  func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome
}
