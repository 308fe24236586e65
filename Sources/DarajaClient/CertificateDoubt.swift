import AsyncHTTPClient
import Daraja
import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Payments
import Synchronization

/// Why a certificate was not believed: looked at once more, without believing it.
///
/// The library says only that it did not verify. A second connection sends nothing but a request for the root, without
/// any secret, and tells from when to when the certificate is valid and what time it is there.
struct CertificateDoubt {
  let settings: ClientSettings
  let eventLoops: MultiThreadedEventLoopGroup

  /// The cause, as far as it can be told.
  func cause(wallMilliseconds: @escaping @Sendable () -> Int64) -> NotSentReason {
    look(wallMilliseconds: wallMilliseconds).cause(wallSeconds: wallMilliseconds() / 1_000)
  }

  /// What a second connection shows.
  func look(wallMilliseconds: @escaping @Sendable () -> Int64) -> Seen {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .milliseconds(settings.connectMilliseconds)),
      decompression: .disabled)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.proxy = settings.proxy?.asConfigured
    var unverified = TLSConfiguration.makeClientConfiguration()
    unverified.certificateVerification = .none
    configuration.tlsConfiguration = unverified
    let box = SeenBox()
    configuration.http1_1ConnectionDebugInitializer = { channel in
      if let certificate = try? channel.pipeline.syncOperations.nioSSL_peerCertificate() {
        let start = Int64(certificate.notValidBefore)
        box.note { $0.validity = start...max(start, Int64(certificate.notValidAfter)) }
      }
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    let client = HTTPClient(eventLoopGroup: eventLoops, configuration: configuration)
    defer { try? client.syncShutdown() }
    if let request = try? HTTPClient.Request(url: settings.baseURL + "/", method: .HEAD) {
      let answer = try? client.execute(
        request: request, deadline: .now() + .milliseconds(settings.connectMilliseconds * 2)
      ).wait()
      let date = answer?.headers.first(name: "Date")
      box.note { $0.clock = ServerClock(dateHeader: date, arrivedWallMilliseconds: wallMilliseconds()) }
    }
    return box.seen
  }

  /// What the second connection showed.
  struct Seen: Sendable {
    /// From when to when the certificate is valid, in seconds since 1970.
    var validity: ClosedRange<Int64>?
    /// How far our clock is from theirs.
    var clock: ServerClock?

    /// A certificate of Safaricom's lives for months: a clock that is wrong enough to matter is wrong by more than
    /// this.
    private static let tolerableSeconds = 3_600

    func cause(wallSeconds: Int64) -> NotSentReason {
      let isClockWrong = clock.map { $0.aheadSeconds.magnitude > Self.tolerableSeconds }
      guard let validity else { return isClockWrong == true ? .clockIsWrong : .unknownAuthority }
      if validity.contains(wallSeconds) { return .unknownAuthority }
      if isClockWrong ?? (wallSeconds < validity.lowerBound) { return .clockIsWrong }
      return .certificateExpired
    }
  }
}

private final class SeenBox: Sendable {
  private let state = Mutex(CertificateDoubt.Seen())

  var seen: CertificateDoubt.Seen { state.withLock(\.self) }

  func note(_ change: (inout CertificateDoubt.Seen) -> Void) { state.withLock { change(&$0) } }
}

extension ProxyAddress {
  /// As the HTTP library takes it.
  var asConfigured: HTTPClient.Configuration.Proxy {
    if kind == .socks { return .socksServer(host: host, port: port) }
    return .server(
      host: host, port: port,
      authorization: user.map { .basic(username: $0, password: password ?? "") })
  }
}
