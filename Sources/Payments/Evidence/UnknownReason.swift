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

  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "The customer may have the prompt, and may have paid.",
        sw: "Huenda mteja ana ombi kwenye simu, na huenda amelipa."),
      action: Phrase(
        "Do not ask again yet: look at the customer's phone, and wait for the answer.",
        sw: "Usiombe tena kwa sasa: angalia simu ya mteja, na usubiri jibu."))
  }

  private var happened: Phrase {
    switch self {
    case .noAnswer:
      Phrase(
        "The request went out, and no answer came in time.",
        sw: "Ombi lilitumwa na Safaricom haikujibu kwa wakati.")
    case .connectionLost:
      Phrase("The connection broke before the whole answer came.", sw: "Mtandao ulikatika kabla ya jibu kamili.")
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
    case .somethingBetween:
      Phrase(
        "Something in between answered, and not Safaricom.", sw: "Kitu kilicho katikati kilijibu, si Safaricom.")
    case .notLetIn:
      Phrase(
        "Not let in: check keys, environment or approval.", sw: "Haikuruhusiwa: kagua funguo, mazingira au idhini.")
    case .unlistedAnswer:
      Phrase("Safaricom gave an answer that Kaunta does not know.", sw: "Safaricom imetoa jibu ambalo Kaunta hailijui.")
    case .answerTooLong:
      Phrase("The answer was too long to be Safaricom's.", sw: "Jibu lilikuwa refu mno kuwa la Safaricom.")
    case .interrupted:
      Phrase("Kaunta was stopped while the request was going out.", sw: "Kaunta ilisimamishwa ombi likitumwa.")
    case .restored:
      Phrase(
        "Restored from a backup; what followed is not known.",
        sw: "Imerejeshwa kwa backup; kilichofuata hakijulikani.")
    }
  }
}
