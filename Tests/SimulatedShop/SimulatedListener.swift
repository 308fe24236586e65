import Daraja
import DarajaSimulator
import Payments

/// The callback listener's decisions, without its sockets: address, tag, size, peer; then the spool, then 200.
struct SimulatedListener {
  let keys: TagKeyRing
  let environment: DarajaEnvironment
  let shortCode: String
  let publicURL: String
  let spool: MemorySpool

  /// The longest body that is taken.
  static let longestBodyBytes = 16 * 1024

  /// Answers with an HTTP status; 200 only once the callback is in the spool.
  func post(url: String, body: [UInt8], peerAddress: String) -> Int {
    guard url.hasPrefix(publicURL), let (id, tag) = CallbackAddress.parse(String(url.dropFirst(publicURL.count))),
      let status = keys.verify(
        tag: tag, paymentID: id, environment: environment.rawValue, shortCode: shortCode)
    else { return 404 }
    if body.count > Self.longestBodyBytes { return 413 }
    spool.deliver(
      body, to: id, peer: peerAddress == CallbackDelivery.listedAddress ? .listed : .unlisted,
      keyIsTrusted: status != .suspect)
    return 200
  }
}
