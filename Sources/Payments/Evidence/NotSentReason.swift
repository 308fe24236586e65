/// Why no byte of a push was written.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: none was asked for.
package enum NotSentReason: String, Sendable, Hashable, CaseIterable {
  /// The other side refused the connection.
  case connectionRefused = "connection-refused"
  /// The host name has no address.
  case nameNotFound = "name-not-found"
  /// There is no way there from here.
  case networkUnreachable = "network-unreachable"
  /// No connection in time.
  case connectTimedOut = "connect-timed-out"
  /// No secure connection, and the cause is not known.
  case secureConnectionFailed = "secure-connection-failed"
  /// This machine's clock is so far off that Safaricom's certificate is not valid by it.
  case clockIsWrong = "clock-is-wrong"
  /// The certificate is signed by nobody whom this machine trusts.
  case unknownAuthority = "unknown-authority"
  /// The certificate has expired, or is not valid yet, by a clock that is right.
  case certificateExpired = "certificate-expired"
  /// This machine has no list of authorities to hold a certificate to.
  case noAuthorities = "no-authorities"
  /// The certificate is another host's.
  case certificateOfAnother = "certificate-of-another"
  /// The proxy let nothing through.
  case proxyRefused = "proxy-refused"
  /// No connection to the proxy came about.
  case proxyNotReached = "proxy-not-reached"
  /// The connection failed in another way before the request began.
  case connectionFailed = "connection-failed"
  /// No access token could be had.
  case noToken = "no-token"
  /// It stood recorded for too long before it could be sent.
  case tooOld = "too-old"
  /// Kaunta was stopped after recording and before sending.
  case restarted = "restarted"
  /// The listener could not take this shop's answers, so nothing was asked.
  case listenerNotReady = "listener-not-ready"
  /// The keys that name the payment in its callback's address could not be read.
  case keysUnreadable = "keys-unreadable"
  /// The address for its callback is none that Safaricom takes.
  case badCallbackAddress = "bad-callback-address"
  /// The row that begins the attempt could not be written.
  case ledgerNotWritable = "ledger-not-writable"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }
}

extension NotSentReason {

  /// No connection to Safaricom came about, for this reason: it concerns the whole shop, and not one payment.
  package var isAboutConnecting: Bool {
    switch self {
    case .connectionRefused, .nameNotFound, .networkUnreachable, .connectTimedOut, .secureConnectionFailed,
      .clockIsWrong, .unknownAuthority, .certificateExpired, .noAuthorities,
      .certificateOfAnother, .proxyRefused, .proxyNotReached, .connectionFailed:
      true
    case .noToken, .tooOld, .restarted, .listenerNotReady, .keysUnreadable, .badCallbackAddress, .ledgerNotWritable:
      false
    }
  }
}
