import AsyncHTTPClient
import Daraja
import NIOCore
import NIOHTTP1
import Synchronization

/// Watches one request, and remembers how far it came.
///
/// async-http-client 1.37 calls `didSendRequestHead` right *after* it handed the head to the socket
/// (`HTTP1ClientChannelHandler.sendRequestHead`), so a write that fails half-way could go unseen. Therefore a request
/// counts as possibly written from the moment at which its connection is established, which is before anything is
/// written: the connection initializer runs first (`HTTPConnectionPool+Factory.swift`). Both marks count.
final class ExchangeProgress: HTTPClientResponseDelegate {
  typealias Response = HTTPAnswer

  private struct State {
    var mayHaveBeenWritten = false
    var head: HTTPResponseHead?
    var body: [UInt8] = []
  }

  struct AnswerTooLong: Error {}

  private let state = Mutex(State())
  private let answerBytes: Int

  init(answerBytes: Int) { self.answerBytes = answerBytes }

  /// A connection stands, or the head was handed over: from here on nobody can say that nothing was written.
  func markPossiblyWritten() { state.withLock { $0.mayHaveBeenWritten = true } }

  var mayHaveBeenWritten: Bool { state.withLock { $0.mayHaveBeenWritten } }

  func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) { markPossiblyWritten() }

  func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    state.withLock { $0.head = head }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      guard state.body.count + buffer.readableBytes <= answerBytes else { return false }
      state.body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    return fits
      ? task.eventLoop.makeSucceededVoidFuture()
      : task.eventLoop.makeFailedFuture(AnswerTooLong())
  }

  func didFinishRequest(task: HTTPClient.Task<Response>) throws -> HTTPAnswer {
    let (head, body) = state.withLock { ($0.head, $0.body) }
    guard let head else { throw HTTPClientError.remoteConnectionClosed }
    return HTTPAnswer(
      status: Int(head.status.code),
      contentType: head.headers.first(name: "Content-Type"),
      retryAfter: head.headers.first(name: "Retry-After"),
      date: head.headers.first(name: "Date"),
      body: body)
  }
}
