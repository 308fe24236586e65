/// Why nobody knows whether a push arrived.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: a prompt may have gone
/// out, so the request is never sent again by itself and waits for its callback.
package enum UnknownReason: String, Sendable, Hashable, CaseIterable {
  /// The request went out and no answer came in time.
  case noAnswer = "no-answer"
  /// The connection broke after the request began to go out.
  case connectionLost = "connection-lost"
  /// A 3xx, which is never followed.
  case redirected = "redirected"
  /// A 200 that is not an acknowledgement: no CheckoutRequestID, another ResponseCode than 0, an error inside, not
  /// JSON.
  case strangeAcknowledgement = "strange-acknowledgement"
  /// `500.003.1001`, or a 5xx that names no known code.
  case serverError = "server-error"
  /// 503.
  case maintenance = "maintenance"
  /// A page for people, which Safaricom's API never sends: a firewall, a proxy or a router answered in its place.
  case somethingBetween = "something-between"
  /// 401 or 403 that names no cause: keys, environment, or an approval that is missing.
  case notLetIn = "not-let-in"
  /// Any answer that daraja.md section 2.3 does not list as a refusal.
  case unlistedAnswer = "unlisted-answer"
  /// More bytes than an answer can have.
  case answerTooLong = "answer-too-long"
  /// This program stopped between sending and the answer.
  case interrupted = "interrupted"
  /// The ledger came back from a backup, which cannot know what became of it since.
  case restored = "restored"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }
}
