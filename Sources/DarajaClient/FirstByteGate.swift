import NIOCore

/// Stands between a connection and its socket, and lets the first byte out only while the request is wanted.
///
/// A process may be stopped, or a machine asleep, in the middle of a handshake; looked at any earlier, the request's
/// age would be that of the moment before.
final class FirstByteGate: ChannelOutboundHandler, Sendable {
  typealias OutboundIn = IOData

  struct Closed: Error {}

  private let progress: ExchangeProgress

  init(_ progress: ExchangeProgress) { self.progress = progress }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if progress.passes() { return context.write(data, promise: promise) }
    promise?.fail(Closed())
    context.close(promise: nil)
  }
}
