import Daraja
import DarajaClient
import DeskRuntime
import Ledger
import Shop

extension LedgerDatabase: ShopReading {}

/// Daraja over HTTP, with the token that all processes of this machine share.
struct DarajaAdapter: DarajaPort {
  let client: HTTPDarajaClient
  let cache: TokenCache
  /// Called before a request begins that asks for money.
  let beforePush: @Sendable () -> Void

  func token() -> TokenOutcome { cache.token { client.token() } }

  func drop(_ token: AccessToken) { cache.drop(token) }

  func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool
  ) -> PushOutcome {
    beforePush()
    return client.push(request, token: token, startingOnlyIf: mayStart)
  }

  func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome { client.query(request, token: token) }
}
