import Payments

extension TokenFailure {
  /// The same, for the whole shop: what happened, what it means, and what to do.
  package var shopTrouble: Phrase {
    [lines.happened, Phrase("Nothing can be asked for.", sw: "Hakuna kinachoweza kuombwa."), lines.action]
      .joined(separator: " ")
  }

  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    switch self {
    case .credentialsRefused:
      .nothingWasSent(
        Phrase(
          "Safaricom refused the shop's consumer key and secret.",
          sw: "Safaricom imekataa consumer key na secret za duka."),
        Phrase(
          "Owner: check key and secret, and that they belong to this environment.",
          sw: "Mmiliki: kagua key na secret, na mazingira yake (sandbox/production)."))
    case .requestRefused:
      .nothingWasSent(
        Phrase(
          "The request for an access token did not reach Safaricom as it was sent.",
          sw: "Ombi la token halikufika Safaricom kama lilivyotumwa."),
        Phrase(
          "Owner: check whether a proxy between here and Safaricom changes requests.",
          sw: "Mmiliki: kagua kama proksi kati ya hapa na Safaricom inabadilisha maombi."))
    case .wrongAddress:
      .nothingWasSent(
        Phrase("Nothing gives access tokens at the API address.", sw: "Hakuna kinachotoa token kwenye anwani ya API."),
        Phrase(
          "Owner: check the environment and base address in the settings.",
          sw: "Mmiliki: kagua mazingira (sandbox/production) na anwani kwenye mipangilio."))
    case .notLetIn:
      .nothingWasSent(
        Phrase(
          "Safaricom did not let this shop in: keys, environment or approval.",
          sw: "Safaricom haikuliruhusu duka hili: funguo, mazingira au idhini."),
        Phrase(
          "Owner: check the keys, their environment, and on the Daraja portal that the app is approved for it.",
          sw: "Mmiliki: kagua funguo, mazingira yake, na kwenye tovuti ya Daraja kama app imeidhinishwa."))
    case .somethingBetween:
      .nothingWasSent(
        Phrase(
          "Something in between answered, and not Safaricom: a firewall, a proxy or a router.",
          sw: "Kitu kilicho katikati kilijibu, si Safaricom: firewall, proksi au ruta."),
        Phrase(
          "Owner: check proxy, firewall and router; if they are none of yours, wait and ask again.",
          sw: "Mmiliki: kagua proksi, firewall na ruta; kama si zako, subiri kisha omba tena."))
    case .tooManyRequests:
      .nothingWasSent(
        Phrase("Safaricom is busy and gave no access token.", sw: "Safaricom imelemewa na haikutoa token."),
        Phrase("Wait a minute, then ask again.", sw: "Subiri dakika moja, kisha omba tena."))
    case .serviceDown:
      .nothingWasSent(
        Phrase(
          "Safaricom's system is down or under maintenance.", sw: "Mfumo wa Safaricom haufanyi kazi au unakarabatiwa."),
        Phrase("Wait a few minutes, then ask again.", sw: "Subiri dakika chache, kisha omba tena."))
    case .redirected:
      .nothingWasSent(
        Phrase(
          "The request for an access token was sent elsewhere, where Kaunta does not follow.",
          sw: "Ombi la token lilielekezwa kwingine, ambako Kaunta haifuati."),
        Phrase(
          "Owner: check the environment and base address in the settings.",
          sw: "Mmiliki: kagua mazingira (sandbox/production) na anwani kwenye mipangilio."))
    case .unlistedAnswer:
      .nothingWasSent(
        Phrase("Safaricom's answer holds no access token.", sw: "Jibu la Safaricom halina token."),
        Phrase(
          "Ask again; if it stays, the owner runs kaunta doctor.",
          sw: "Omba tena; ikiendelea, mmiliki aendeshe kaunta doctor."))
    case .notConnected(let reason): reason.lines
    case .noAnswer:
      .nothingWasSent(
        Phrase("No whole answer came to the request for an access token.", sw: "Ombi la token halikupata jibu kamili."),
        Phrase(
          "Ask again; if it stays, the owner runs kaunta doctor.",
          sw: "Omba tena; ikiendelea, mmiliki aendeshe kaunta doctor."))
    case .secretUnreadable:
      .nothingWasSent(
        Phrase("The shop's consumer secret could not be read.", sw: "Consumer secret ya duka haikuweza kusomwa."),
        Phrase(
          "Owner: run kaunta doctor; it names the file and its mode.",
          sw: "Mmiliki: endesha kaunta doctor; inataja faili na ruhusa zake."))
    }
  }
}
