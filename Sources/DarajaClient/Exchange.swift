import AsyncHTTPClient
import CLinux
import Daraja
import Dispatch
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Wakes

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
  private let wallMilliseconds: @Sendable () -> Int64
  let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let farewell = DispatchQueue(label: "kaunta.daraja-client.farewell")
  private let open = DispatchGroup()
  private let isClosed = Mutex(false)
  /// An exchange ended before it was connected: its name may still be looked up.
  private let maySearch = Mutex(false)

  init(settings: ClientSettings, wallMilliseconds: @escaping @Sendable () -> Int64) {
    self.settings = settings
    self.wallMilliseconds = wallMilliseconds
  }

  /// Sends and waits, on the caller's own thread; never call it on an event loop or in a Swift task.
  ///
  /// - Parameter mayStart: looked at when the connection stands and all of the request is there, right before it is
  ///   written.
  func exchange(
    _ outgoing: OutgoingRequest, startingOnlyIf mayStart: @escaping @Sendable () -> Bool = { true }
  ) -> Result<HTTPAnswer, TransportFailure> {
    let isAdmitted = isClosed.withLock { closed in
      if !closed { open.enter() }
      return !closed
    }
    guard isAdmitted else { return .failure(.notSent(.connectionFailed)) }

    let progress = ExchangeProgress(answerBytes: settings.answerBytes, mayStart: mayStart)
    let client = HTTPClient(eventLoopGroup: eventLoops, configuration: configuration(watchedBy: progress))
    defer { client.shutdown(queue: farewell) { [open] _ in open.leave() } }
    do {
      var headers = HTTPHeaders(outgoing.headers.map { ($0.name, $0.value) })
      headers.add(name: "Connection", value: "close")
      headers.add(name: "Accept", value: "application/json")
      headers.add(name: "Accept-Encoding", value: "identity")
      headers.add(name: "User-Agent", value: "kaunta")
      let request = try HTTPClient.Request(
        url: outgoing.url, method: outgoing.method, headers: headers,
        body: outgoing.body.isEmpty ? nil : .bytes(outgoing.body))
      let task = client.execute(
        request: request, delegate: progress, deadline: .now() + .milliseconds(settings.totalMilliseconds))
      return .success(try wait(for: task, progress).get())
    } catch {
      if !progress.isConnected { maySearch.withLock { $0 = true } }
      if progress.cameTooLate, !progress.mayHaveBeenWritten { return .failure(.notSent(.tooOld)) }
      return .failure(
        TransportFailure(error, mayHaveBeenWritten: progress.mayHaveBeenWritten, hasProxy: settings.proxy != nil) {
          CertificateDoubt(settings: settings, eventLoops: eventLoops).cause(wallMilliseconds: wallMilliseconds)
        })
    }
  }

  /// From when to when the other side's certificate is valid, in seconds since 1970, whoever signed it; nil when it
  /// shows none.
  func validityOfCertificate() -> ClosedRange<Int64>? {
    let seen = CertificateDoubt(settings: settings, eventLoops: eventLoops).look(wallMilliseconds: wallMilliseconds)
    if seen.validity == nil { maySearch.withLock { $0 = true } }
    return seen.validity
  }

  /// Holds the library's limits, which run on CLOCK_MONOTONIC, to the boot clock as well: the other stands still while
  /// the machine sleeps.
  private func wait(
    for task: HTTPClient.Task<HTTPAnswer>, _ progress: ExchangeProgress
  ) -> Result<HTTPAnswer, any Error> {
    let began = kaunta_boot_milliseconds()
    let box = OutcomeBox()
    task.futureResult.whenComplete { box.put($0) }
    while true {
      if let outcome = box.outcome { return outcome }
      let elapsed = kaunta_boot_milliseconds() - began
      if elapsed >= settings.totalMilliseconds {
        progress.close()
        task.fail(reason: HTTPClientError.deadlineExceeded)
      } else if elapsed >= settings.connectMilliseconds, !progress.isConnected {
        progress.close()
        task.fail(reason: HTTPClientError.connectTimeout)
      }
      // poll(2) sleeps by the monotonic clock too: no wait is long.
      box.pause(milliseconds: 500)
    }
  }

  private func configuration(watchedBy progress: ExchangeProgress) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .milliseconds(settings.connectMilliseconds)),
      // Nothing asks for a packed answer; what packs it all the same on the way must not cost the prompt's ID.
      decompression: .enabled(limit: .size(settings.answerBytes)))
    configuration.httpVersion = .http1Only
    configuration.proxy = settings.proxy?.asConfigured
    // With retries a refused connection would be tried again until the time-out, and hide why it failed.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.http1_1ConnectionDebugInitializer = { channel in
      progress.connect()
      return RequestGate.stand(in: channel, for: progress)
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
    // The look-up of a name goes on for as long as it takes, whoever gave up, and tells its two halves one after the
    // other: to a loop that is stopped by then, NIO says, it will be a crash. This one sleeps until the process ends.
    if maySearch.withLock(\.self) { return }
    let stopped = DispatchSemaphore(value: 0)
    eventLoops.shutdownGracefully(queue: farewell) { _ in stopped.signal() }
    stopped.wait()
  }
}

/// What came of an exchange, for the one thread that waits for it.
private final class OutcomeBox: Sendable {
  private let state = Mutex<Result<HTTPAnswer, any Error>?>(nil)
  private let rung = Wake()

  var outcome: Result<HTTPAnswer, any Error>? { state.withLock(\.self) }

  func put(_ outcome: Result<HTTPAnswer, any Error>) {
    state.withLock { $0 = outcome }
    rung.ring()
  }

  func pause(milliseconds: Int32) { rung.wait(milliseconds: milliseconds) }
}
