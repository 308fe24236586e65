import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Posts callbacks as Safaricom does: once, within five seconds, following no redirect.
struct CallbackCourier: Sendable {
  private static let limit = TimeAmount.seconds(5)

  private let client: HTTPClient

  init(group: any EventLoopGroup) {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: Self.limit, read: Self.limit))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
  }

  /// Posts one callback; the future never fails, since a callback that reached nobody is an outcome too.
  func deliver(_ delivery: CallbackDelivery, on loop: any EventLoop) -> EventLoopFuture<DeliveryOutcome> {
    var headers = HTTPHeaders(delivery.headers.map { ($0.name, $0.value) })
    if !delivery.isFromListedAddress {
      headers.add(name: "X-Forwarded-For", value: delivery.peerAddress)
    }
    guard
      let request = try? HTTPClient.Request(
        url: delivery.url, method: .POST, headers: headers, body: .bytes(delivery.body))
    else { return loop.makeSucceededFuture(.unanswered) }
    if !delivery.isFromListedAddress, Self.isLoopback(request.host) {
      return StrangeAddressCourier.deliver(request, body: delivery.body, on: loop)
    }
    return client.execute(request: request, deadline: .now() + Self.limit)
      .map { DeliveryOutcome.answered(status: Int($0.status.code)) }
      .recover { _ in .unanswered }
      .hop(to: loop)
  }

  func shutDown() async { try? await client.shutdown() }

  private static func isLoopback(_ host: String) -> Bool { host == "localhost" || host.hasPrefix("127.") }
}
