/// Why nobody knows whether a push arrived.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: a prompt may have gone
/// out, so the request is never sent again by itself and waits for its callback.
public enum UnknownReason: String, Sendable, Hashable, CaseIterable {
  /// The request went out and no answer came in time.
  case noAnswer = "no-answer"
  /// The connection broke after the request began to go out.
  case connectionLost = "connection-lost"
  /// A 3xx, which is never followed.
  case redirected = "redirected"
  /// A 200 that is not an acknowledgement: no CheckoutRequestID, another ResponseCode than 0, an error inside, not JSON.
  case strangeAcknowledgement = "strange-acknowledgement"
  /// `500.003.1001`, or a 5xx that names no known code.
  case serverError = "server-error"
  /// 503.
  case maintenance = "maintenance"
  /// Any answer that daraja.md section 2.3 does not list as a refusal.
  case unlistedAnswer = "unlisted-answer"
  /// More bytes than an answer can have.
  case answerTooLong = "answer-too-long"
  /// This program stopped between sending and the answer.
  case interrupted = "interrupted"
  /// The ledger came back from a backup, which cannot know what became of it since.
  case restored = "restored"

  /// The name in evidence and in machine output.
  public var name: String { rawValue }

  /// The three lines for the person at the till.
  public var lines: ThreeLines {
    ThreeLines(
      happened: happened, money: "The customer may have the prompt, and may have paid.",
      action: "Do not ask again yet: look at the customer's phone, and wait for the answer.")
  }

  private var happened: String {
    switch self {
    case .noAnswer: "The request went out and Safaricom did not answer in time."
    case .connectionLost: "The connection broke while the request was going out."
    case .redirected: "The request was sent elsewhere, where Kaunta does not follow."
    case .strangeAcknowledgement: "Safaricom's answer is not one that Kaunta can rely on."
    case .serverError: "Safaricom's system failed while it handled the request."
    case .maintenance: "Safaricom's system is down or under maintenance."
    case .unlistedAnswer: "Safaricom gave an answer that Kaunta does not know."
    case .answerTooLong: "The answer was too long to be Safaricom's."
    case .interrupted: "Kaunta was stopped while the request was going out."
    case .restored: "The ledger came back from a backup that does not know what followed."
    }
  }
}

/// Why no byte of a push was written.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: none was asked for.
public enum NotSentReason: String, Sendable, Hashable, CaseIterable {
  /// The other side refused the connection.
  case connectionRefused = "connection-refused"
  /// The host name has no address.
  case nameNotFound = "name-not-found"
  /// There is no way there from here.
  case networkUnreachable = "network-unreachable"
  /// No connection in time.
  case connectTimedOut = "connect-timed-out"
  /// No secure connection: a certificate that does not fit, or a wrong clock.
  case secureConnectionFailed = "secure-connection-failed"
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

  /// The name in evidence and in machine output.
  public var name: String { rawValue }

  /// The three lines for the person at the till.
  public var lines: ThreeLines {
    ThreeLines(happened: happened, money: "Nothing was sent and no money was asked for.", action: action)
  }

  private var happened: String {
    switch self {
    case .connectionRefused: "Safaricom's address refused the connection."
    case .nameNotFound: "Safaricom's address could not be looked up."
    case .networkUnreachable: "This machine cannot reach the network."
    case .connectTimedOut: "No connection to Safaricom came about in time."
    case .secureConnectionFailed: "A secure connection to Safaricom could not be made."
    case .connectionFailed: "The connection to Safaricom failed before the request went out."
    case .noToken: "Safaricom gave no access token."
    case .tooOld: "The payment waited too long before it could be sent."
    case .restarted: "Kaunta was stopped before the request went out."
    case .listenerNotReady: "The callback listener is not ready for this shop's answers."
    }
  }

  private var action: String {
    switch self {
    case .connectionRefused, .nameNotFound, .networkUnreachable, .connectTimedOut, .connectionFailed:
      "Check the network, then ask again."
    case .secureConnectionFailed: "Owner: check the server's clock and certificates."
    case .noToken: "Owner: run kaunta doctor; it says what Safaricom answered."
    case .tooOld, .restarted: "Ask again if the customer still wants to pay."
    case .listenerNotReady: "Owner: start kaunta listen and run kaunta doctor."
    }
  }
}
