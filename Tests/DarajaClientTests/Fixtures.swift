import Daraja
import Files
import Payments
import TestSupport
import Testing

@testable import DarajaClient

/// What the client's tests share: one shop, and a client that talks to a scripted server.
enum Fixture {
  static let moment = Moment(wallMilliseconds: 1_795_518_129_000, bootMilliseconds: 9_000_000, bootID: "boot-1")

  static func client(
    _ baseURL: String, connectMilliseconds: Int64 = 20_000, totalMilliseconds: Int64 = 30_000,
    answerBytes: Int = 1_048_576, secret: String? = "demo-secret"
  ) -> HTTPDarajaClient {
    HTTPDarajaClient(
      settings: ClientSettings(
        baseURL: baseURL, connectMilliseconds: connectMilliseconds, totalMilliseconds: totalMilliseconds,
        answerBytes: answerBytes),
      credentials: ClientCredentials(consumerKey: "demo-key") { secret.map(ConsumerSecret.init) },
      clock: { moment })
  }

  static func account() throws -> Account {
    Account(receiver: .payBill(try #require(ShortCode("174379"))), passkey: Passkey("passkey"))
  }

  static func push() throws -> PushRequest {
    PushRequest(
      account: try account(), phone: try #require(PhoneNumber(msisdn: "254712345678")),
      amount: try #require(Shillings(50)),
      callbackURL: try CallbackURL.parse("http://127.0.0.1:8744/c/00/11", environment: .simulator).get(),
      reference: try AccountReference.parse("T1N47").get(),
      transactionDescription: TransactionDescription(fitting: "Duka"), time: EastAfricaTime(moment))
  }

  static func token() throws -> AccessToken { try #require(AccessToken("token-1")) }

  static let acknowledgement =
    #"{"MerchantRequestID":"1-2-3","CheckoutRequestID":"ws_CO_1","ResponseCode":"0","#
    + #""ResponseDescription":"Success","CustomerMessage":"Success"}"#

  /// Sends one push to a server with this script and reports what became of it.
  static func push(
    to script: @escaping ScriptedServer.Script, totalMilliseconds: Int64 = 30_000, answerBytes: Int = 1_048_576
  ) async throws -> (outcome: PushOutcome, server: ScriptedServer) {
    let server = try ScriptedServer(script)
    let outcome = try await push(
      client(server.baseURL, totalMilliseconds: totalMilliseconds, answerBytes: answerBytes))
    server.stop()
    return (outcome, server)
  }

  /// Sends one push on a plain thread, as the desk does, and closes the client.
  static func push(_ client: HTTPDarajaClient) async throws -> PushOutcome {
    let (request, token) = (try push(), try token())
    return await Thread.run {
      defer { client.close() }
      return client.push(request, token: token)
    }
  }
}

extension TemporaryDirectory {
  var names: [String] { (try? ByPath.names(in: path).sorted()) ?? [] }

  func mode(of name: String) -> UInt32 { (FileFacts(path: path(of: name))?.mode ?? 0) & 0o777 }
}
