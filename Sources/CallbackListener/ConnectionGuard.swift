import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// A request ended before its end.
struct RequestCutOff: Error {}

/// Gives each connection its time and its end.
///
/// Hummingbird by itself waits for ever for a request's head, starts its idle time anew with each byte, and after an
/// early answer reads the rest of the body however long it is. So here: from connecting, and from each answer, a whole
/// request has a fixed time, dribbled bytes or not; after an answer that came before the end of its request, after
/// every error and after so many requests, the connection is closed, and so it is when answers are not read. A request
/// that breaks off is an error and never a short body.
///
/// Closing comes in two steps, since closing a socket with unread bytes resets it and may take the answer with it:
/// first our side is closed and for a moment what still comes is thrown away, then it is over.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  let limits: ListenerLimits
  let state: ListenerState
  private let places: ConnectionPlaces
  private let isPreferred: @Sendable (PeerAddress) -> Bool
  /// The body of a head is wanted.
  private let mayContinue: @Sendable (HTTPRequest) -> Bool
  private lazy var bytes = ByteGate(self)

  private static let sendBufferBytes: SocketOptionValue = 16 * 1024

  private var place: UInt64?
  private var peer: PeerAddress?
  private var deadline: Scheduled<Void>?
  /// The number of the answer that is the last on this connection.
  private var lastAnswer: Int?
  private(set) var headsRead = 0
  private var requestsRead = 0
  private var answersWritten = 0
  /// What comes now is thrown away.
  private(set) var isDiscarding = false

  init(
    limits: ListenerLimits, state: ListenerState, places: ConnectionPlaces,
    isPreferred: @escaping @Sendable (PeerAddress) -> Bool,
    mayContinue: @escaping @Sendable (HTTPRequest) -> Bool
  ) {
    self.limits = limits
    self.state = state
    self.places = places
    self.isPreferred = isPreferred
    self.mayContinue = mayContinue
  }

  /// The head of the next request is still on its way.
  var awaitsHead: Bool { headsRead == requestsRead }

  /// A whole request is in the house and not answered.
  var owesAnswer: Bool { requestsRead > answersWritten }

  func handlerAdded(context: ChannelHandlerContext) {
    do {
      try context.pipeline.syncOperations.addHandler(bytes, position: .first)
    } catch {
      context.close(promise: nil)
      return
    }
    if context.channel.isActive { start(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    start(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    // The decoder says so too, but a short body must not be taken for a whole one whatever the decoder does.
    if !awaitsHead { context.fireErrorCaught(RequestCutOff()) }
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(var head):
      headsRead += 1
      if head.headerFields[.connection]?.lowercased() == "close" || headsRead >= limits.requestsPerConnection {
        ends(afterAnswer: headsRead)
      }
      let expects = head.headerFields[.expect]?.lowercased() == "100-continue"
      // Behind an answer that is still owed it would stand in the wrong place; such a sender does not wait anyway.
      if expects, !owesAnswer, mayContinue(head) { bytes.sayContinue() }
      SocketPeer.note(peer, in: &head)
      return context.fireChannelRead(wrapInboundOut(.head(head)))
    case .body: break
    case .end: requestsRead += 1
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      if head.status.code >= 400 || !owesAnswer { ends(afterAnswer: answersWritten + 1) }
      if isLast(answersWritten + 1) { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      answersWritten += 1
      startDeadline(context.channel)
      guard isLast(answersWritten) else { return context.write(data, promise: promise) }
      let written = promise ?? context.eventLoop.makePromise(of: Void.self)
      written.futureResult.assumeIsolated().whenComplete { _ in self.linger(context.channel) }
      context.write(data, promise: written)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is MakeRoom:
      if owesAnswer && context.channel.isWritable {
        ends(afterAnswer: answersWritten + 1)
      } else {
        cutOff(context.channel)
      }
    case is ChannelShouldQuiesceEvent where answersWritten == 0 || owesAnswer:
      // The listener stops. A sender whose connection was taken a moment ago has not had his turn yet; he gets it.
      ends(afterAnswer: max(requestsRead, 1))
      if headsRead == 0 { startDeadline(context.channel, limits.firstHeadAtStopMilliseconds) }
    case ChannelEvent.inputClosed:
      if !owesAnswer {
        // Idle, or in the middle of a request: nothing more can come of it.
        context.fireUserInboundEventTriggered(event)
        context.close(promise: nil)
        return
      }
      ends(afterAnswer: requestsRead)
      context.fireUserInboundEventTriggered(event)
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  /// Ends a connection that had its last answer.
  func linger(_ channel: any Channel) {
    if isDiscarding { return }
    isDiscarding = true
    channel.close(mode: .output, promise: nil)
    channel.eventLoop.scheduleTask(in: .milliseconds(limits.lingerMilliseconds)) { channel.close(promise: nil) }
  }

  func cutOff(_ channel: any Channel) {
    state.count(\.cutOff)
    channel.close(promise: nil)
  }

  private func ends(afterAnswer number: Int) { lastAnswer = min(lastAnswer ?? number, number) }

  private func isLast(_ number: Int) -> Bool { lastAnswer.map { number >= $0 } ?? false }

  private func start(_ context: ChannelHandlerContext) {
    if place != nil { return }
    // Answers are short. Who reads none of them must be found out by the first that do not fit, and must not fill the
    // kernel's memory, which would take megabytes of them.
    _ = context.channel.setOption(.socketOption(.so_sndbuf), value: Self.sendBufferBytes)
    peer = context.channel.remoteAddress?.ipAddress.flatMap { PeerAddress($0) }
    place = places.opened(context.channel, isPreferred: peer.map(isPreferred) ?? false)
    startDeadline(context.channel)
  }

  private func leave() {
    deadline?.cancel()
    deadline = nil
    if let place { places.closed(place) }
  }

  private func startDeadline(_ channel: any Channel) { startDeadline(channel, limits.requestMilliseconds) }

  private func startDeadline(_ channel: any Channel, _ milliseconds: Int64) {
    deadline?.cancel()
    deadline = channel.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
      // A whole request that waits for the disk is not the sender's fault. One whose answers do not fit on the wire,
      // since nobody reads them, is: the rest would wait for ever, and the connection with it.
      if self.owesAnswer && channel.isWritable { self.startDeadline(channel) } else { self.cutOff(channel) }
    }
  }
}

/// Stands before the HTTP decoder: what is thrown away is not even parsed, and a head has an end.
///
/// The decoder limits header lines and not the request line, which it would collect as long as it comes.
private final class ByteGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private unowned let owner: ConnectionGuard
  private var headBytes = 0
  private var discardedBytes = 0
  private var context: ChannelHandlerContext?

  init(_ owner: ConnectionGuard) { self.owner = owner }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Tells a sender who asks first that the body may come (RFC 9110 section 10.1.1).
  ///
  /// As bytes: to the encoder behind this gate it would be an answer, and the request has none yet.
  func sayContinue() {
    guard let context else { return }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let length = unwrapInboundIn(data).readableBytes
    if owner.isDiscarding {
      discardedBytes += length
      if discardedBytes > owner.limits.lingerBytes { owner.cutOff(context.channel) }
      return
    }
    let headsBefore = owner.headsRead
    context.fireChannelRead(data)
    guard owner.headsRead == headsBefore, owner.awaitsHead, !owner.isDiscarding else {
      headBytes = 0
      return
    }
    headBytes += length
    // Twice: the header lines may have it all, and the request line as well.
    if headBytes > 2 * owner.limits.headBytes { refuseHead(context) }
  }

  private func refuseHead(_ context: ChannelHandlerContext) {
    if owner.owesAnswer { return owner.cutOff(context.channel) }
    owner.state.count(\.tooLarge)
    let answer = "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    owner.linger(context.channel)
  }
}
