import AsyncHTTPClient
import Daraja
import Dispatch
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One request to be sent once.
struct OutgoingRequest {
  let method: HTTPMethod
  let url: String
  let headers: [(name: String, value: String)]
  let body: [UInt8]
}

/// Carries one request and its answer at a time over a connection of its own, on one event loop thread.
///
/// Each exchange has an HTTP client of its own: no pool can hand it a connection that the other side has meanwhile
/// closed, nothing is retried, and between exchanges there is no connection and no timer, so the process sleeps. The
/// clients are put away on a private serial queue, since Dispatch's global queues wake the process once a second for
/// ever (terminal.md section 1).
final class Exchanger: Sendable {
  private let settings: ClientSettings
  private let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let farewell = DispatchQueue(label: "kaunta.daraja-client.farewell")
  private let open = DispatchGroup()
  private let isClosed = Mutex(false)

  init(settings: ClientSettings) { self.settings = settings }

  /// Sends and waits, on the caller's own thread; never call it on an event loop or in a Swift task.
  func exchange(_ outgoing: OutgoingRequest) -> Result<HTTPAnswer, TransportFailure> {
    let mayStart = isClosed.withLock { closed in
      if !closed { open.enter() }
      return !closed
    }
    guard mayStart else { return .failure(.notSent(.connectionFailed)) }

    let progress = ExchangeProgress(answerBytes: settings.answerBytes)
    let client = HTTPClient(eventLoopGroup: eventLoops, configuration: configuration(watchedBy: progress))
    defer { client.shutdown(queue: farewell) { [open] _ in open.leave() } }
    do {
      var headers = HTTPHeaders(outgoing.headers.map { ($0.name, $0.value) })
      headers.add(name: "Connection", value: "close")
      headers.add(name: "Accept", value: "application/json")
      headers.add(name: "User-Agent", value: "kaunta")
      let request = try HTTPClient.Request(
        url: outgoing.url, method: outgoing.method, headers: headers,
        body: outgoing.body.isEmpty ? nil : .bytes(outgoing.body))
      let answer = try client.execute(
        request: request, delegate: progress, deadline: .now() + .milliseconds(settings.totalMilliseconds)
      ).wait()
      return .success(answer)
    } catch {
      return .failure(TransportFailure(error, mayHaveBeenWritten: progress.mayHaveBeenWritten))
    }
  }

  private func configuration(watchedBy progress: ExchangeProgress) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .milliseconds(settings.connectMilliseconds)),
      decompression: .disabled)
    configuration.httpVersion = .http1Only
    // With retries a refused connection would be tried again until the time-out, and hide why it failed.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.http1_1ConnectionDebugInitializer = { channel in
      progress.markPossiblyWritten()
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    return configuration
  }

  /// Waits for the last client to be put away and stops the event loop; later exchanges are not sent.
  func close() {
    let isFirst = isClosed.withLock { closed in
      defer { closed = true }
      return !closed
    }
    guard isFirst else { return }
    open.wait()
    let stopped = DispatchSemaphore(value: 0)
    eventLoops.shutdownGracefully(queue: farewell) { _ in stopped.signal() }
    stopped.wait()
  }
}
