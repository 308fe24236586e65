/// A callback that left the simulator: to be posted to the client, who may or may not take it.
package struct CallbackDelivery: Sendable, Equatable {
  /// The address that the push gave.
  package let url: String
  /// The header fields.
  package let headers: [SimulatedHeader]
  /// The body's bytes.
  package let body: [UInt8]
  /// The prompt that it is really about, whatever IDs the body carries.
  package let checkoutRequestID: String
  /// The number of that push, as the request log counts them.
  package let pushNumber: Int
  /// ResultCode, as text.
  package let resultCode: String
  /// The address that it comes from, for whoever plays the proxy: one of Safaricom's, or one of nobody's.
  package let peerAddress: String
  /// When it left, on the simulator's clock.
  package let atMilliseconds: Int64

  /// An address from which Safaricom really called (daraja.md section 4.2).
  package static let listedAddress = "196.201.212.69"
  /// An address for documentation (RFC 5737), which nobody has.
  package static let unlistedAddress = "203.0.113.77"

  /// The peer is one of Safaricom's addresses.
  package var isFromListedAddress: Bool { peerAddress == Self.listedAddress }
}

/// What became of a callback that was posted.
package enum DeliveryOutcome: Sendable, Equatable {
  /// The client answered.
  case answered(status: Int)
  /// Nobody was there, or no answer came in time.
  case unanswered
}
