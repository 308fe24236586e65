import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Posts a callback from another loopback address than 127.0.0.1, so that its peer really is a stranger.
///
/// All of 127.0.0.0/8 is this machine (RFC 1122 section 3.2.1.3), and async-http-client cannot choose its own address.
enum StrangeAddressCourier {
  static let sourceAddress = "127.0.0.9"

  static func deliver(
    _ request: HTTPClient.Request, body: [UInt8], on loop: any EventLoop
  ) -> EventLoopFuture<DeliveryOutcome> {
    let answered = loop.makePromise(of: DeliveryOutcome.self)
    let limit = loop.scheduleTask(in: .seconds(5)) { answered.succeed(.unanswered) }
    answered.futureResult.whenComplete { _ in limit.cancel() }
    let source: SocketAddress
    do { source = try SocketAddress(ipAddress: sourceAddress, port: 0) } catch {
      answered.succeed(.unanswered)
      return answered.futureResult
    }
    ClientBootstrap(group: loop)
      .bind(to: source)
      .connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(StatusReader(answered: answered))
        }
      }
      .connect(host: request.host == "localhost" ? "127.0.0.1" : request.host, port: request.port)
      .whenComplete { result in
        switch result {
        case .success(let channel): send(request, body: body, over: channel)
        case .failure: answered.succeed(.unanswered)
        }
      }
    return answered.futureResult
  }

  private static func send(_ request: HTTPClient.Request, body: [UInt8], over channel: any Channel) {
    var headers = request.headers
    headers.add(name: "Host", value: "\(request.host):\(request.port)")
    headers.add(name: "Content-Length", value: String(body.count))
    headers.add(name: "Connection", value: "close")
    let target = request.url.path.isEmpty ? "/" : request.url.path
    let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: target, headers: headers)
    channel.write(HTTPClientRequestPart.head(head), promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
  }

  private final class StatusReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let answered: EventLoopPromise<DeliveryOutcome>

    init(answered: EventLoopPromise<DeliveryOutcome>) { self.answered = answered }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): answered.succeed(.answered(status: Int(head.status.code)))
      case .body: break
      case .end: context.close(promise: nil)
      }
    }

    func channelInactive(context: ChannelHandlerContext) {
      answered.succeed(.unanswered)
      context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
