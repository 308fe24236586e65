/// Why there is no access token, one case per thing that the owner does differently (daraja.md section 1).
///
/// Every case says the same of the money: without a token nothing can be sent, so none was asked for.
package enum TokenFailure: Sendable, Hashable, CaseIterable {
  /// 400 with an empty body, or *Invalid Authentication passed*: key and secret are wrong, or belong to another
  /// environment.
  case credentialsRefused
  /// 401 or 403 from Safaricom itself: keys, environment, or an approval that is missing.
  case notLetIn
  /// `400.008.01`, `400.008.02`, `404.001.04`, `405.001`: the request did not arrive as it was sent.
  case requestRefused
  /// 404: the API address is wrong.
  case wrongAddress
  /// A page for people: a firewall, a proxy or a router answered in Safaricom's place.
  case somethingBetween
  /// The rate limit.
  case tooManyRequests
  /// 5xx of Safaricom's own.
  case serviceDown
  /// A 3xx, which is never followed: it would carry the consumer secret elsewhere.
  case redirected
  /// An answer without a token in it, or one that no list knows.
  case unlistedAnswer
  /// No connection came about, for this reason.
  case notConnected(NotSentReason)
  /// The connection broke, or no answer came in time.
  case noAnswer
  /// The consumer secret could not be read on this machine.
  case secretUnreadable

  /// Every one of them.
  package static let allCases: [TokenFailure] =
    [
      .credentialsRefused, .notLetIn, .requestRefused, .wrongAddress, .somethingBetween, .tooManyRequests, .serviceDown,
      .redirected, .unlistedAnswer, .noAnswer, .secretUnreadable,
    ] + NotSentReason.allCases.filter(\.isAboutConnecting).map(TokenFailure.notConnected)

  /// The name in machine output.
  package var name: String {
    switch self {
    case .credentialsRefused: "credentials-refused"
    case .notLetIn: "not-let-in"
    case .requestRefused: "request-refused"
    case .wrongAddress: "wrong-address"
    case .somethingBetween: "something-between"
    case .tooManyRequests: "too-many-requests"
    case .serviceDown: "service-down"
    case .redirected: "redirected"
    case .unlistedAnswer: "unlisted-answer"
    case .notConnected(let reason): reason.name
    case .noAnswer: "no-answer"
    case .secretUnreadable: "secret-unreadable"
    }
  }

  /// The next try may succeed without anybody changing a setting.
  package var isTemporary: Bool {
    switch self {
    case .somethingBetween, .tooManyRequests, .serviceDown, .notConnected, .noAnswer, .unlistedAnswer: true
    case .credentialsRefused, .notLetIn, .requestRefused, .wrongAddress, .redirected, .secretUnreadable: false
    }
  }
}
