import AsyncHTTPClient
import Daraja
import Glibc
import NIOCore
import NIOPosix
import Payments

extension TransportFailure {
  /// Sorts a library's error.
  ///
  /// Whether anything may have been written is not guessed from it, only the words are.
  init(_ error: any Error, mayHaveBeenWritten: Bool) {
    self = mayHaveBeenWritten ? .unknown(Self.unknownReason(error)) : .notSent(Self.notSentReason(error))
  }

  private static func unknownReason(_ error: any Error) -> UnknownReason {
    if error is ExchangeProgress.AnswerTooLong { return .answerTooLong }
    return isOutOfTime(error) ? .noAnswer : .connectionLost
  }

  private static func notSentReason(_ error: any Error) -> NotSentReason {
    if isOutOfTime(error) { return .connectTimedOut }
    if let error = error as? NIOConnectionError {
      guard let first = error.connectionErrors.first else { return .nameNotFound }
      return notSentReason(first.error)
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
    if error as? HTTPClientError == .tlsHandshakeTimeout { return .secureConnectionFailed }
    // NIOSSL's types are not ours to import; the name decides only which sentence is shown.
    return String(reflecting: type(of: error)).contains("SSL") ? .secureConnectionFailed : .connectionFailed
  }

  private static func isOutOfTime(_ error: any Error) -> Bool {
    if case .connectTimeout? = error as? ChannelError { return true }
    guard let error = error as? HTTPClientError else { return false }
    return [.connectTimeout, .getConnectionFromPoolTimeout, .deadlineExceeded, .readTimeout].contains(error)
  }
}
