/// Why Safaricom refused a push, one case per thing that a cashier or the owner does differently.
///
/// The raw value is kept in evidence and never changes. Every case says the same of the money: no prompt went out.
package enum Refusal: String, Sendable, Hashable, CaseIterable {
  /// `500.001.1001`, Merchant does not exist.
  case merchantUnknown = "merchant-unknown"
  /// `500.001.1001`, Wrong credentials; `400.002.02`, Invalid Password or Timestamp.
  case wrongCredentials = "wrong-credentials"
  /// `500.001.1001`, Unable to lock subscriber: another prompt is open on that phone, perhaps our own.
  case subscriberBusy = "subscriber-busy"
  /// `400.002.02`, Invalid Amount.
  case invalidAmount = "invalid-amount"
  /// `400.002.02`, Invalid PartyA or PhoneNumber.
  case invalidPhone = "invalid-phone"
  /// `400.002.02`, Invalid BusinessShortCode, PartyB or TransactionType.
  case invalidReceiver = "invalid-receiver"
  /// `400.002.02`, Invalid CallBackURL.
  case invalidCallbackURL = "invalid-callback-url"
  /// `400.002.02` with any other field, and the other codes for a request that Safaricom cannot read.
  case invalidRequest = "invalid-request"
  /// `401`, no apiproduct match found.
  case productNotEnabled = "product-not-enabled"
  /// A second Invalid-Access-Token answer, to a fresh token.
  case accessTokenRefused = "access-token-refused"
  /// `404.00x.01` and `405.001`: the address of the API is wrong.
  case wrongAddress = "wrong-address"
  /// `404.001.04`: the Authorization header did not arrive as it was sent.
  case headerRefused = "header-refused"
  /// The rate limit: Apigee's 429, and `500.003.02` with either text.
  case tooManyRequests = "too-many-requests"
  /// `500.003.03`, Quota Violation.
  case quotaExceeded = "quota-exceeded"
  /// 403 with a firewall's page.
  case firewall = "firewall"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }

  /// The same request may succeed a little later without anybody changing a setting.
  package var isTemporary: Bool {
    switch self {
    case .subscriberBusy, .tooManyRequests, .quotaExceeded, .firewall: true
    case .merchantUnknown, .wrongCredentials, .invalidAmount, .invalidPhone, .invalidReceiver, .invalidCallbackURL,
      .invalidRequest, .productNotEnabled, .accessTokenRefused, .wrongAddress, .headerRefused:
      false
    }
  }

  /// The three lines for the person at the till.
  package var lines: ThreeLines {
    ThreeLines(happened: happened, money: money, action: action)
  }

  private var happened: Phrase {
    switch self {
    case .merchantUnknown:
      Phrase(
        "Safaricom does not know this PayBill or till number.",
        sw: "Safaricom haijui PayBill au till namba ya duka hili.")
    case .wrongCredentials: Phrase("Safaricom refused the shop's passkey.", sw: "Safaricom imekataa passkey ya duka.")
    case .subscriberBusy:
      Phrase(
        "The phone is busy with another M-Pesa prompt.", sw: "Simu ya mteja ina ombi lingine la M-Pesa.")
    case .invalidAmount: Phrase("Safaricom does not take this amount.", sw: "Safaricom haikubali kiasi hiki.")
    case .invalidPhone:
      Phrase("Safaricom does not take this phone number.", sw: "Safaricom haikubali namba hii ya simu.")
    case .invalidReceiver:
      Phrase(
        "Safaricom does not take this PayBill, store or till.",
        sw: "Safaricom haikubali PayBill, store number au till.")
    case .invalidCallbackURL:
      Phrase(
        "Safaricom does not take the shop's callback address.",
        sw: "Safaricom haikubali anwani ya majibu ya duka hili.")
    case .invalidRequest: Phrase("Safaricom could not read the request.", sw: "Safaricom haikuweza kusoma ombi.")
    case .productNotEnabled:
      Phrase(
        "The shop's Daraja app has no M-Pesa Express.",
        sw: "App ya Daraja ya duka hili haina M-Pesa Express.")
    case .accessTokenRefused:
      Phrase("Safaricom refused a fresh access token.", sw: "Safaricom imekataa token mpya.")
    case .wrongAddress:
      Phrase("Nothing answers for payments at the API address.", sw: "Hakuna kinachojibu malipo kwenye anwani ya API.")
    case .headerRefused:
      Phrase(
        "The access token reached Safaricom changed.",
        sw: "Token haikufika Safaricom kama ilivyotumwa.")
    case .tooManyRequests:
      Phrase("Safaricom is busy and turned the request away.", sw: "Safaricom imelemewa na imekataa ombi.")
    case .quotaExceeded:
      Phrase(
        "This shop's Daraja app has used up its requests.",
        sw: "App ya Daraja imefikia kikomo cha maombi (quota)."
      )
    case .firewall:
      Phrase(
        "A firewall in between turned the request away.", sw: "Firewall kati ya hapa na Safaricom imekataa ombi.")
    }
  }

  private var money: Phrase {
    switch self {
    case .subscriberBusy:
      Phrase(
        "No new prompt went out; an earlier one may still take money.",
        sw: "Ombi jipya halikutumwa; la awali bado linaweza kuchukua pesa.")
    default: Phrase("No prompt went out and no money was asked for.", sw: "Ombi halikutumwa na hakuna pesa iliyoombwa.")
    }
  }

  private var action: Phrase {
    switch self {
    case .merchantUnknown:
      Phrase(
        "Owner: check the short code and till number in the settings.",
        sw: "Mmiliki: kagua short code na till namba kwenye mipangilio.")
    case .wrongCredentials:
      Phrase(
        "Owner: do passkey and short code belong together? Is the clock right?",
        sw: "Mmiliki: je, passkey na short code zinaendana? Saa ya seva ni sahihi?")
    case .subscriberBusy:
      Phrase(
        "Look at this phone's earlier payment first; ask again after one minute.",
        sw: "Kwanza angalia malipo ya awali ya simu hii; omba tena baada ya dakika moja.")
    case .invalidAmount:
      Phrase("Check the amount: whole shillings, 1 to 250,000.", sw: "Angalia kiasi: shilingi kamili, 1 hadi 250,000.")
    case .invalidPhone:
      Phrase(
        "Check the number with the customer and ask again.", sw: "Hakikisha namba ya simu na mteja, kisha omba tena.")
    case .invalidReceiver:
      Phrase(
        "Owner: check short code, till number and kind in the settings.",
        sw: "Mmiliki: kagua short code, till namba na aina kwenye mipangilio.")
    case .invalidCallbackURL:
      Phrase(
        "Owner: run kaunta doctor and correct the public address.",
        sw: "Mmiliki: endesha kaunta doctor na usahihishe anwani ya nje (public URL).")
    case .invalidRequest:
      Phrase(
        "Take the money another way and report the code to the owner.",
        sw: "Pokea pesa kwa njia nyingine na umpe mmiliki msimbo huu.")
    case .productNotEnabled:
      Phrase(
        "Owner: enable M-Pesa Express for the app on the Daraja portal.",
        sw: "Mmiliki: washa M-Pesa Express ya app kwenye tovuti ya Daraja.")
    case .accessTokenRefused:
      Phrase(
        "Owner: do keys, environment and the app's products belong together?",
        sw: "Mmiliki: je, funguo, mazingira na bidhaa za app zinaendana?")
    case .wrongAddress:
      Phrase(
        "Owner: check the environment and base address in the settings.",
        sw: "Mmiliki: kagua mazingira (sandbox/production) na anwani kwenye mipangilio.")
    case .headerRefused:
      Phrase(
        "Owner: check whether a proxy between here and Safaricom changes requests.",
        sw: "Mmiliki: kagua kama proksi kati ya hapa na Safaricom inabadilisha maombi.")
    case .tooManyRequests: Phrase("Wait a minute, then ask again.", sw: "Subiri dakika moja, kisha omba tena.")
    case .quotaExceeded:
      Phrase(
        "Take the money another way; owner: ask Safaricom to raise the quota.",
        sw: "Pokea pesa kwa njia nyingine; mmiliki aombe Safaricom iongeze kikomo (quota).")
    case .firewall:
      Phrase(
        "Wait a few minutes, then ask again; if it stays, the owner tells Safaricom.",
        sw: "Subiri dakika chache, omba tena; ikiendelea, mmiliki aiambie Safaricom.")
    }
  }
}
