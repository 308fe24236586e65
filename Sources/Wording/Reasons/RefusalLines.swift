import Payments

extension Refusal {
  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    switch self {
    case .merchantUnknown:
      .refused(
        Phrase(
          "Safaricom does not know this PayBill or till number.",
          sw: "Safaricom haijui PayBill au till namba ya duka hili."),
        Phrase(
          "Owner: check the short code and till number in the settings.",
          sw: "Mmiliki: kagua short code na till namba kwenye mipangilio."))
    case .wrongCredentials:
      .refused(
        Phrase("Safaricom refused the shop's passkey.", sw: "Safaricom imekataa passkey ya duka."),
        Phrase(
          "Owner: do passkey and short code belong together? Is the clock right?",
          sw: "Mmiliki: je, passkey na short code zinaendana? Saa ya seva ni sahihi?"))
    case .subscriberBusy:
      ThreeLines(
        happened: Phrase(
          "The phone is busy with another M-Pesa prompt.", sw: "Simu ya mteja ina ombi lingine la M-Pesa."),
        money: Phrase(
          "No new prompt went out; an earlier one may still take money.",
          sw: "Ombi jipya halikutumwa; la awali bado linaweza kuchukua pesa."),
        action: Phrase(
          "Look at this phone's earlier payment first; ask again after one minute.",
          sw: "Kwanza angalia malipo ya awali ya simu hii; omba tena baada ya dakika moja."))
    case .invalidAmount:
      .refused(
        Phrase("Safaricom does not take this amount.", sw: "Safaricom haikubali kiasi hiki."),
        Phrase(
          "Check the amount: whole shillings, 1 to 250,000.", sw: "Angalia kiasi: shilingi kamili, 1 hadi 250,000."))
    case .invalidPhone:
      .refused(
        Phrase("Safaricom does not take this phone number.", sw: "Safaricom haikubali namba hii ya simu."),
        Phrase(
          "Check the number with the customer and ask again.", sw: "Hakikisha namba ya simu na mteja, kisha omba tena.")
      )
    case .invalidReceiver:
      .refused(
        Phrase(
          "Safaricom does not take this PayBill, store or till.",
          sw: "Safaricom haikubali PayBill, store number au till."),
        Phrase(
          "Owner: check short code, till number and kind in the settings.",
          sw: "Mmiliki: kagua short code, till namba na aina kwenye mipangilio."))
    case .invalidCallbackURL:
      .refused(
        Phrase(
          "Safaricom does not take the shop's callback address.",
          sw: "Safaricom haikubali anwani ya majibu ya duka hili."),
        Phrase(
          "Owner: run kaunta doctor and correct the public address.",
          sw: "Mmiliki: endesha kaunta doctor na usahihishe anwani ya nje (public URL)."))
    case .invalidRequest:
      .refused(
        Phrase("Safaricom could not read the request.", sw: "Safaricom haikuweza kusoma ombi."),
        Phrase(
          "Take the money another way and report the code to the owner.",
          sw: "Pokea pesa kwa njia nyingine na umpe mmiliki msimbo huu."))
    case .productNotEnabled:
      .refused(
        Phrase("The shop's Daraja app has no M-Pesa Express.", sw: "App ya Daraja ya duka hili haina M-Pesa Express."),
        Phrase(
          "Owner: enable M-Pesa Express for the app on the Daraja portal.",
          sw: "Mmiliki: washa M-Pesa Express ya app kwenye tovuti ya Daraja."))
    case .accessTokenRefused:
      .refused(
        Phrase("Safaricom refused a fresh access token.", sw: "Safaricom imekataa token mpya."),
        Phrase(
          "Owner: do keys, environment and the app's products belong together?",
          sw: "Mmiliki: je, funguo, mazingira na bidhaa za app zinaendana?"))
    case .wrongAddress:
      .refused(
        Phrase(
          "Nothing answers for payments at the API address.", sw: "Hakuna kinachojibu malipo kwenye anwani ya API."),
        Phrase(
          "Owner: check the environment and base address in the settings.",
          sw: "Mmiliki: kagua mazingira (sandbox/production) na anwani kwenye mipangilio."))
    case .headerRefused:
      .refused(
        Phrase("The access token reached Safaricom changed.", sw: "Token haikufika Safaricom kama ilivyotumwa."),
        Phrase(
          "Owner: check whether a proxy between here and Safaricom changes requests.",
          sw: "Mmiliki: kagua kama proksi kati ya hapa na Safaricom inabadilisha maombi."))
    case .tooManyRequests:
      .probablyRefused(
        Phrase("Safaricom is busy and turned the request away.", sw: "Safaricom imelemewa na imekataa ombi."),
        Phrase("Wait a minute, then ask again.", sw: "Subiri dakika moja, kisha omba tena."))
    case .quotaExceeded:
      .probablyRefused(
        Phrase(
          "This shop's Daraja app has used up its requests.", sw: "App ya Daraja imefikia kikomo cha maombi (quota)."),
        Phrase(
          "Take the money another way; owner: ask Safaricom to raise the quota.",
          sw: "Pokea pesa kwa njia nyingine; mmiliki aombe Safaricom iongeze kikomo (quota)."))
    case .firewall:
      .probablyRefused(
        Phrase(
          "A firewall in between turned the request away.", sw: "Firewall kati ya hapa na Safaricom imekataa ombi."),
        Phrase(
          "Wait a few minutes, then ask again; if it stays, the owner tells Safaricom.",
          sw: "Subiri dakika chache, omba tena; ikiendelea, mmiliki aiambie Safaricom."))
    }
  }
}

extension ThreeLines {
  /// Safaricom, or something before it, took no request.
  fileprivate static func refused(_ happened: Phrase, _ action: Phrase) -> ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "No prompt went out and no money was asked for.", sw: "Ombi halikutumwa na hakuna pesa iliyoombwa."),
      action: action)
  }

  /// The same where only some have seen that no prompt follows (daraja.md section 2): the phone is looked at before it
  /// is asked once more.
  fileprivate static func probablyRefused(_ happened: Phrase, _ action: Phrase) -> ThreeLines {
    ThreeLines(
      happened: happened,
      money: Phrase(
        "Most likely no prompt went out: look at the phone first.",
        sw: "Huenda ombi halikutumwa: kwanza angalia simu yake."),
      action: action)
  }
}
