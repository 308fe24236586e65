import CanonicalJSON
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

/// A callback as it arrived at the client.
struct ReceivedCallback: Sendable {
  let peer: String
  let headers: [String: String]
  let body: [UInt8]

  var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}

/// A client's callback address on loopback, which takes whatever comes.
final class CallbackSink: Sendable {
  let url: String
  private let channel: any Channel
  private let callbacks: AsyncStream<ReceivedCallback>

  fileprivate init(channel: any Channel, callbacks: AsyncStream<ReceivedCallback>) {
    self.channel = channel
    self.callbacks = callbacks
    url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/c/0123456789abcdef"
  }

  /// The next callback; the test's own time limit ends a wait that is in vain.
  func next() async throws -> ReceivedCallback {
    var iterator = callbacks.makeAsyncIterator()
    return try #require(await iterator.next())
  }
}

/// Listens for callbacks for the length of one test.
func withCallbackSink(
  status: HTTPResponseStatus = .ok, _ test: (CallbackSink) async throws -> Void
) async throws {
  let (callbacks, received) = AsyncStream.makeStream(of: ReceivedCallback.self)
  let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    .childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
        try channel.pipeline.syncOperations.addHandler(SinkHandler(status: status) { received.yield($0) })
      }
    }
    .bind(host: "127.0.0.1", port: 0).get()
  do {
    try await test(CallbackSink(channel: channel, callbacks: callbacks))
  } catch {
    try? await channel.close()
    throw error
  }
  try await channel.close()
}

private final class SinkHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let status: HTTPResponseStatus
  private let received: (ReceivedCallback) -> Void
  private var headers: [String: String] = [:]
  private var body: [UInt8] = []

  init(status: HTTPResponseStatus, received: @escaping (ReceivedCallback) -> Void) {
    self.status = status
    self.received = received
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      headers = [:]
      body = []
      for header in head.headers { headers[header.name.lowercased()] = header.value }
    case .body(let buffer): body += Array(buffer.readableBytesView)
    case .end:
      let peer = context.remoteAddress?.ipAddress ?? ""
      received(ReceivedCallback(peer: peer, headers: headers, body: body))
      let answer = ByteBuffer(string: #"{"ResultCode":0,"ResultDesc":"Accepted"}"#)
      let head = HTTPResponseHead(
        version: .http1_1, status: status, headers: ["Content-Length": String(answer.readableBytes)])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(answer))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
