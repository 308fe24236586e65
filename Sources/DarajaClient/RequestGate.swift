import NIOCore
import NIOHTTP1

/// Keeps a request back until the whole of it is there, and lets it out in one piece, only while it is wanted.
///
/// A process may be stopped, or a machine asleep, in the middle of a handshake, or between a request's head and its
/// body, which the library hands over one after the other (async-http-client 1.37, `HTTP1ClientChannelHandler`): looked
/// at any earlier, the request's age would be that of the moment before, and half of it would wait for the rest at the
/// other side. Its place is above the connection's encoder.
final class RequestGate: ChannelOutboundHandler {
  typealias OutboundIn = HTTPClientRequestPart
  typealias OutboundOut = HTTPClientRequestPart

  struct Closed: Error {}

  private let progress: ExchangeProgress
  private var kept: [HTTPClientRequestPart] = []

  private init(_ progress: ExchangeProgress) { self.progress = progress }

  /// Puts a gate into a connection that stands; without one, nothing is sent over it.
  static func stand(in channel: any Channel, for progress: ExchangeProgress) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
      try pipeline.addHandler(RequestGate(progress), position: .after(encoder))
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part = unwrapOutboundIn(data)
    guard case .end = part else {
      kept.append(part)
      // The library hands the end over once the body is written, which it is as far as it can.
      promise?.succeed()
      return
    }
    let parts = kept
    kept = []
    guard progress.passes() else {
      promise?.fail(Closed())
      return context.close(promise: nil)
    }
    for part in parts { context.write(wrapOutboundOut(part), promise: nil) }
    context.writeAndFlush(wrapOutboundOut(part), promise: promise)
  }
}
