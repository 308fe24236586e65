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
      happened: happened,
      money: Phrase(
        "The customer may have the prompt, and may have paid.",
        sw: "Mteja anaweza kuwa na ombi, na anaweza kuwa amelipa."),
      action: Phrase(
        "Do not ask again yet: look at the customer's phone, and wait for the answer.",
        sw: "Usiombe tena bado: angalia simu ya mteja, na usubiri jibu."))
  }

  private var happened: Phrase {
    switch self {
    case .noAnswer:
      Phrase(
        "The request went out, and no answer came in time.",
        sw: "Ombi lilitumwa na Safaricom haikujibu kwa wakati.")
    case .connectionLost:
      Phrase("The connection broke as the request was going out.", sw: "Mtandao ulikatika ombi likitumwa.")
    case .redirected:
      Phrase(
        "It was sent elsewhere, and Kaunta did not follow.",
        sw: "Ombi lilielekezwa kwingine, ambako Kaunta haifuati.")
    case .strangeAcknowledgement:
      Phrase("Safaricom's answer is none that one can rely on.", sw: "Jibu la Safaricom si la kutegemewa.")
    case .serverError:
      Phrase(
        "Safaricom's system failed as it took the request.",
        sw: "Mfumo wa Safaricom ulishindwa ukishughulikia ombi.")
    case .maintenance:
      Phrase(
        "Safaricom's system is down or under maintenance.", sw: "Mfumo wa Safaricom haufanyi kazi au unakarabatiwa.")
    case .unlistedAnswer:
      Phrase("Safaricom gave an answer that Kaunta does not know.", sw: "Safaricom imetoa jibu ambalo Kaunta haijui.")
    case .answerTooLong:
      Phrase("The answer was too long to be Safaricom's.", sw: "Jibu lilikuwa refu mno kuwa la Safaricom.")
    case .interrupted:
      Phrase("Kaunta was stopped while the request was going out.", sw: "Kaunta ilisimamishwa ombi likitumwa.")
    case .restored:
      Phrase(
        "Restored from a backup; what followed is not known.",
        sw: "Leja imerejeshwa; kilichofuata hakijulikani.")
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
  /// The row that begins the attempt could not be written.
  case ledgerNotWritable = "ledger-not-writable"

  /// The name in evidence and in machine output.
  public var name: String { rawValue }

  /// The three lines for the person at the till.
  public var lines: ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "Nothing was sent and no money was asked for.", sw: "Hakuna kilichotumwa na hakuna pesa iliyoombwa."),
      action: action)
  }

  private var happened: Phrase {
    switch self {
    case .connectionRefused:
      Phrase("Safaricom's address refused the connection.", sw: "Anwani ya Safaricom imekataa muunganisho.")
    case .nameNotFound: Phrase("Safaricom's address could not be looked up.", sw: "Anwani ya Safaricom haikupatikana.")
    case .networkUnreachable: Phrase("This machine cannot reach the network.", sw: "Mashine hii haifikii mtandao.")
    case .connectTimedOut:
      Phrase("No connection to Safaricom came about in time.", sw: "Muunganisho na Safaricom haukupatikana kwa wakati.")
    case .secureConnectionFailed:
      Phrase(
        "A secure connection to Safaricom could not be made.", sw: "Muunganisho salama na Safaricom haukuwezekana.")
    case .connectionFailed:
      Phrase(
        "The connection failed before the request went out.",
        sw: "Muunganisho ulikatika kabla ya ombi kutumwa.")
    case .noToken: Phrase("Safaricom gave no access token.", sw: "Safaricom haikutoa ruhusa (token).")
    case .tooOld:
      Phrase("The payment waited too long before it could be sent.", sw: "Malipo yalisubiri mno kabla ya kutumwa.")
    case .restarted:
      Phrase("Kaunta was stopped before the request went out.", sw: "Kaunta ilisimamishwa kabla ya ombi kutumwa.")
    case .listenerNotReady:
      Phrase(
        "The callback listener is not ready for answers.",
        sw: "Kipokezi hakiko tayari kwa majibu ya duka hili.")
    case .ledgerNotWritable:
      Phrase("The ledger could not be written before sending.", sw: "Leja haikuandikika kabla ya kutuma.")
    }
  }

  private var action: Phrase {
    switch self {
    case .connectionRefused, .nameNotFound, .networkUnreachable, .connectTimedOut, .connectionFailed:
      Phrase("Check the network, then ask again.", sw: "Kagua mtandao, kisha omba tena.")
    case .secureConnectionFailed:
      Phrase("Owner: check the server's clock and certificates.", sw: "Mmiliki: kagua saa na vyeti vya seva.")
    case .noToken:
      Phrase(
        "Owner: run kaunta doctor; it says what Safaricom answered.",
        sw: "Mmiliki: endesha kaunta doctor; itasema Safaricom ilijibu nini.")
    case .tooOld, .restarted:
      Phrase("Ask again if the customer still wants to pay.", sw: "Omba tena kama mteja bado anataka kulipa.")
    case .listenerNotReady:
      Phrase(
        "Owner: start kaunta listen and run kaunta doctor.",
        sw: "Mmiliki: anzisha kaunta listen na uendeshe kaunta doctor.")
    case .ledgerNotWritable:
      Phrase(
        "Owner: run kaunta doctor; the disk needs room or repair.",
        sw: "Mmiliki: endesha kaunta doctor; diski inahitaji nafasi au kutengenezwa.")
    }
  }
}
