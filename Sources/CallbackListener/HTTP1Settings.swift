import Hummingbird
import HummingbirdCore
import NIOCore

/// How Hummingbird sets up a connection: our guard in it, and heads no longer than ours.
struct HTTP1Settings {
  let headBytes: Int
  let makeGuard: @Sendable () -> ConnectionGuard

  init(headBytes: Int, makeGuard: @escaping @Sendable () -> ConnectionGuard) {
    self.headBytes = headBytes
    self.makeGuard = makeGuard
  }

  var builder: HTTPServerBuilder {
    let make = makeGuard
    return .http1(
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [make()],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: headBytes, maxHeaderListSize: headBytes, maxHeaderFieldCount: 100)))
  }
}
