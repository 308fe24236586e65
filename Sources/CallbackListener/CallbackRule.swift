import Daraja
import Payments
import Spool

/// What to do with a request, decided from its head alone, before a byte of its body is read.
package struct CallbackRule: Sendable {
  /// The answer to a head.
  package enum Decision: Sendable, Equatable {
    /// Read the body and store it.
    case accept(PaymentID, TagKey.Status)
    /// Store that the shop's own trial came, which is no callback.
    case trial(PaymentID)
    /// How the listener is, for whoever watches it.
    case health
    /// 404: no callback address, or a tag that no key made; with the payment that it named, if it is one.
    case notFound(PaymentID?)
    /// 405, with the method that would do.
    case methodNotAllowed(allowed: String)
    /// 411: it does not say how long it is, so that nothing would tell a lost body from an empty one.
    case lengthRequired
    /// 413: it says itself that it is longer than any callback.
    case tooLarge
  }

  /// simulator, sandbox or production.
  package let environment: String
  /// The short code whose tags are taken.
  package let shortCode: String
  /// The longest body.
  package let bodyBytes: Int
  /// Whose addresses are Safaricom's.
  package let listed: AddressList
  /// Which peers may say for whom they speak.
  package let trustedProxies: AddressList
  /// In which header they say it.
  package let forwardedHeader: Forwarding.Header

  /// A rule for one shop.
  package init(
    environment: String, shortCode: String, bodyBytes: Int, listed: AddressList, trustedProxies: AddressList,
    forwardedHeader: Forwarding.Header = .xForwardedFor
  ) {
    self.environment = environment
    self.shortCode = shortCode
    self.bodyBytes = bodyBytes
    self.listed = listed
    self.trustedProxies = trustedProxies
    self.forwardedHeader = forwardedHeader
  }

  /// Decides from method, path as sent, Content-Length as sent, and whether the body comes in chunks instead.
  ///
  /// The tag comes first: who does not know it learns nothing, not even which methods there are.
  package func decide(
    method: String, path: String, contentLength: String?, isChunked: Bool = false, keys: TagKeyRing
  ) -> Decision {
    if path == "/health" { return method == "GET" ? .health : .methodNotAllowed(allowed: "GET") }
    guard let (paymentID, tag) = CallbackAddress.parse(path) else { return .notFound(nil) }
    guard
      let status = keys.verify(tag: tag, paymentID: paymentID, environment: environment, shortCode: shortCode)
    else {
      let trial = keys.verify(
        tag: tag, paymentID: paymentID, use: .trial, environment: environment, shortCode: shortCode)
      // Its body says nothing and is not kept.
      return trial == .active && method == "POST" ? .trial(paymentID) : .notFound(paymentID)
    }
    if method != "POST" { return .methodNotAllowed(allowed: "POST") }
    if let contentLength {
      guard let length = Int(contentLength), length <= bodyBytes else { return .tooLarge }
    } else if !isChunked {
      return .lengthRequired
    }
    return .accept(paymentID, status)
  }

  /// Who sent it: the socket's peer or, when that is one of the shop's own proxies, the address for which it speaks.
  ///
  /// A proxy's word counts for what it has seen itself, and what stands before that for as long as it names further
  /// proxies of the shop's. All else is the sender's own word. `forwarded` are the values of the header in their order.
  package func peer(socket: PeerAddress?, forwarded: [String]) -> PeerAddress? {
    guard let socket, trustedProxies.contains(socket), !forwarded.isEmpty else { return socket }
    return Forwarding(forwardedHeader, forwarded).origin(behind: trustedProxies)
  }

  /// Whether a peer is a listed address; localhost is, in the simulator's environment and nowhere else.
  ///
  /// The rest of 127.0.0.0/8 is not: from there the simulator plays a stranger.
  package func peerClass(_ peer: PeerAddress?) -> PeerClass {
    guard let peer else { return .unlisted }
    if environment == "simulator" && peer.isLocalhost { return .listed }
    return listed.contains(peer) ? .listed : .unlisted
  }
}
