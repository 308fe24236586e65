import Payments

extension UnknownReason {
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
