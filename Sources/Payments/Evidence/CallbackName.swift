/// A callback, by what names it: whose it is, what it says, and who sent it.
package struct CallbackName: Sendable, Hashable {
  /// Whose.
  package var paymentID: PaymentID
  /// SHA-256 of its body, in hex.
  package var bodyHash: String
  /// Who sent it.
  package var peer: PeerClass

  package init(paymentID: PaymentID, bodyHash: String, peer: PeerClass) {
    self.paymentID = paymentID
    self.bodyHash = bodyHash
    self.peer = peer
  }
}
