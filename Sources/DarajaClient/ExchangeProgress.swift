import AsyncHTTPClient
import Daraja
import NIOCore
import NIOHTTP1
import Synchronization

/// Watches one request, and remembers how far it came.
///
/// Its ``RequestGate`` stands in the connection: a request counts as possibly written from the moment at which it is
/// let through, as a whole, and not before. The library's own mark, `didSendRequestHead`, comes before that.
final class ExchangeProgress: HTTPClientResponseDelegate {
  typealias Response = HTTPAnswer

  private struct State {
    var isConnected = false
    var mayHaveBeenWritten = false
    /// Nothing may be written any more: it came too late, or nobody waits for it.
    var isClosed = false
    var cameTooLate = false
    var head: HTTPResponseHead?
    var body: [UInt8] = []
  }

  struct AnswerTooLong: Error {}

  private let state = Mutex(State())
  private let answerBytes: Int
  private let mayStart: @Sendable () -> Bool

  init(answerBytes: Int, mayStart: @escaping @Sendable () -> Bool) {
    self.answerBytes = answerBytes
    self.mayStart = mayStart
  }

  /// A connection stands: TCP's handshake is over and, where there is one, TLS's.
  func connect() { state.withLock { $0.isConnected = true } }

  var isConnected: Bool { state.withLock(\.isConnected) }

  /// Whether a byte may be written; from the first yes on, nobody can say that nothing was.
  func passes() -> Bool {
    state.withLock { state in
      if state.isClosed { return false }
      if state.mayHaveBeenWritten { return true }
      guard mayStart() else {
        state.isClosed = true
        state.cameTooLate = true
        return false
      }
      state.mayHaveBeenWritten = true
      return true
    }
  }

  /// Nobody waits any more: what was not written until now never is.
  func close() { state.withLock { $0.isClosed = true } }

  var mayHaveBeenWritten: Bool { state.withLock(\.mayHaveBeenWritten) }

  /// The connection stood, and by then the request was not wanted any more.
  var cameTooLate: Bool { state.withLock(\.cameTooLate) }

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
