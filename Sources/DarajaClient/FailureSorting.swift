import AsyncHTTPClient
import Daraja
import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Payments

extension TransportFailure {
  /// Sorts a library's error.
  ///
  /// Whether anything may have been written is not guessed from it, only the words are.
  ///
  /// - Parameter doubt: looks why a certificate was not believed.
  init(_ error: any Error, mayHaveBeenWritten: Bool, hasProxy: Bool, doubt: () -> NotSentReason) {
    if mayHaveBeenWritten {
      self = .unknown(Self.unknownReason(error))
      return
    }
    let reason = Self.notSentReason(error, doubt)
    self = .notSent(hasProxy ? Self.behindProxy(reason) : reason)
  }

  /// Through a proxy it is the proxy that was not found, or that let go.
  private static func behindProxy(_ reason: NotSentReason) -> NotSentReason {
    switch reason {
    case .connectionRefused, .nameNotFound, .networkUnreachable, .connectTimedOut: .proxyNotReached
    case .connectionFailed: .proxyRefused
    default: reason
    }
  }

  private static func unknownReason(_ error: any Error) -> UnknownReason {
    if error is ExchangeProgress.AnswerTooLong { return .answerTooLong }
    return isOutOfTime(error) ? .noAnswer : .connectionLost
  }

  private static func notSentReason(_ error: any Error, _ doubt: () -> NotSentReason) -> NotSentReason {
    if isOutOfTime(error) { return .connectTimedOut }
    if let error = error as? NIOConnectionError {
      guard let first = error.connectionErrors.first else { return .nameNotFound }
      return notSentReason(first.error, doubt)
    }
    if case .unknown? = error as? SocketAddressError { return .nameNotFound }
    if let error = error as? IOError {
      switch error.errnoCode {
      case ECONNREFUSED: return .connectionRefused
      case ENETUNREACH, EHOSTUNREACH, ENETDOWN: return .networkUnreachable
      case ETIMEDOUT: return .connectTimedOut
      default: return .connectionFailed
      }
    }
    if let error = error as? HTTPClientError {
      switch error {
      case .tlsHandshakeTimeout: return .secureConnectionFailed
      case .proxyAuthenticationRequired, .invalidProxyResponse: return .proxyRefused
      case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: return .proxyNotReached
      default: return .connectionFailed
      }
    }
    if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError { return insecure(error, doubt) }
    return String(reflecting: type(of: error)).contains("SOCKS") ? .proxyRefused : .connectionFailed
  }

  private static func insecure(_ error: any Error, _ doubt: () -> NotSentReason) -> NotSentReason {
    if Authorities.areMissing() { return .noAuthorities }
    if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname { return .certificateOfAnother }
    // BoringSSL's own name for it; what lies behind it, the library does not hand on.
    return String(describing: error).contains("CERTIFICATE_VERIFY_FAILED") ? doubt() : .secureConnectionFailed
  }

  private static func isOutOfTime(_ error: any Error) -> Bool {
    if case .connectTimeout? = error as? ChannelError { return true }
    guard let error = error as? HTTPClientError else { return false }
    return [.connectTimeout, .getConnectionFromPoolTimeout, .deadlineExceeded, .readTimeout].contains(error)
  }
}
