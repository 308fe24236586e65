import Payments

/// The words for each result code: the board's, and the three lines of trouble (daraja.md section 5, desk.md words).
extension ResultMeaning {
  /// The word on the board.
  package var word: Phrase {
    switch self {
    // Unproved: a success that is proved has a standing of its own.
    case .paid: Phrase("NOT PROVED", sw: "HAIJATHIBITISHWA")
    case .notEnoughMoney: Phrase("NOT ENOUGH MONEY", sw: "SALIO HALITOSHI")
    case .belowMinimum: Phrase("AMOUNT TOO SMALL", sw: "KIASI KIDOGO MNO")
    case .aboveMaximum: Phrase("AMOUNT TOO LARGE", sw: "KIASI KIKUBWA MNO")
    case .aboveDailyLimit: Phrase("DAILY LIMIT", sw: "KIKOMO CHA SIKU")
    case .receiverLimit: Phrase("SHOP'S LIMIT", sw: "KIKOMO CHA DUKA")
    case .repeatedTooSoon: Phrase("ASKED TOO SOON", sw: "IMERUDIWA MAPEMA MNO")
    case .systemBusy: Phrase("SAFARICOM BUSY", sw: "SAFARICOM IMELEMEWA")
    case .subscriberBusy: Phrase("PHONE BUSY", sw: "SIMU INATUMIKA")
    case .expired: Phrase("PROMPT RAN OUT", sw: "MUDA UMEISHA")
    case .promptNotDelivered: Phrase("NO PROMPT", sw: "OMBI HALIKUFIKA")
    case .cancelled: Phrase("CANCELLED", sw: "IMEGHAIRIWA")
    case .notAcknowledged: Phrase("NO PROMPT", sw: "OMBI HALIKUFIKA")
    case .phoneNotReached: Phrase("PHONE NOT REACHED", sw: "SIMU HAIPATIKANI")
    case .wrongPIN: Phrase("WRONG PIN", sw: "PIN SI SAHIHI")
    case .notPermitted, .receiverUnknown: Phrase("SETTINGS WRONG", sw: "MIPANGILIO SI SAHIHI")
    case .lockedPIN: Phrase("PIN LOCKED", sw: "PIN IMEFUNGWA")
    case .badDebt, .accountRule, .authenticationFailed: Phrase("ACCOUNT REFUSED", sw: "AKAUNTI IMEKATALIWA")
    case .sessionExpired: Phrase("PROMPT RAN OUT", sw: "MUDA UMEISHA")
    case .promptTooLong: Phrase("TEXT TOO LONG", sw: "MAANDISHI MAREFU MNO")
    case .stillProcessing: Phrase("waiting", sw: "inasubiri")
    case .unlisted: Phrase("NOT PAID", sw: "HAIJALIPWA")
    }
  }

  /// A hint beside the word.
  package var boardHint: Phrase {
    switch self {
    case .cancelled: Phrase("by customer", sw: "na mteja")
    case .phoneNotReached: Phrase("or no PIN", sw: "au bila PIN")
    case .subscriberBusy: Phrase("other prompt", sw: "ombi lingine")
    default: .none
    }
  }

  /// Whose move it is.
  package var actor: Actor {
    switch self {
    case .paid: .safaricom
    case .notEnoughMoney, .aboveDailyLimit, .subscriberBusy, .lockedPIN, .badDebt, .accountRule,
      .authenticationFailed:
      .customer
    case .belowMinimum, .aboveMaximum, .repeatedTooSoon, .expired, .promptNotDelivered, .cancelled, .notAcknowledged,
      .phoneNotReached, .wrongPIN, .sessionExpired, .unlisted:
      .you
    case .receiverLimit, .notPermitted, .receiverUnknown, .promptTooLong: .owner
    case .systemBusy, .stillProcessing: .safaricom
    }
  }

  /// What happened, in one sentence.
  package var happened: Phrase {
    switch self {
    case .paid:
      Phrase(
        "A message says paid, which is not proof by itself.",
        sw: "Ujumbe unasema imelipwa, lakini si uthibitisho.")
    case .notEnoughMoney:
      Phrase(
        "Not enough money in M-Pesa, Fuliza included.",
        sw: "Salio la M-Pesa la mteja halitoshi, hata na Fuliza.")
    case .belowMinimum:
      Phrase("The amount is below M-Pesa's smallest.", sw: "Kiasi ni chini ya kiwango cha chini cha M-Pesa.")
    case .aboveMaximum:
      Phrase(
        "The amount is above what M-Pesa takes at once.",
        sw: "Kiasi ni zaidi ya kikomo cha M-Pesa kwa mara moja.")
    case .aboveDailyLimit:
      Phrase("The customer has reached the day's M-Pesa limit.", sw: "Mteja amefikia kikomo cha M-Pesa cha siku.")
    case .receiverLimit:
      Phrase("The shop's M-Pesa account has reached its limit.", sw: "Akaunti ya M-Pesa ya duka imefikia kikomo chake.")
    case .repeatedTooSoon:
      Phrase(
        "The same was asked less than two minutes ago.",
        sw: "Kiliombwa pia chini ya dakika mbili zilizopita.")
    case .systemBusy:
      Phrase("M-Pesa is busy and did not handle the payment.", sw: "M-Pesa imelemewa na haikushughulikia malipo.")
    case .subscriberBusy:
      Phrase(
        "The phone shows another M-Pesa prompt or menu.",
        sw: "Simu ina ombi lingine au menyu ya M-Pesa.")
    case .expired:
      Phrase("The prompt ran out before it was handled.", sw: "Muda wa ombi uliisha kabla ya kushughulikiwa.")
    case .promptNotDelivered:
      Phrase("M-Pesa could not send the prompt to the phone.", sw: "M-Pesa haikuweza kutuma ombi kwenye simu.")
    case .cancelled: Phrase("The customer closed the prompt.", sw: "Mteja ameghairi ombi.")
    case .notAcknowledged:
      Phrase("The phone did not confirm that it got the prompt.", sw: "Simu haikuthibitisha kupokea ombi.")
    case .phoneNotReached:
      Phrase(
        "The phone was not reached, or no PIN came in time.",
        sw: "Simu haikupatikana, au PIN haikuwekwa kwa wakati.")
    case .wrongPIN: Phrase("The customer typed a wrong PIN.", sw: "Mteja ameweka PIN isiyo sahihi.")
    case .notPermitted:
      Phrase("The shop's number does not fit the kind of payment.", sw: "Namba ya duka haiendani na aina ya malipo.")
    case .lockedPIN: Phrase("The customer's M-Pesa PIN is locked.", sw: "PIN ya M-Pesa ya mteja imefungwa.")
    case .receiverUnknown:
      Phrase(
        "M-Pesa does not know the shop's till or PayBill.", sw: "M-Pesa haijui till namba au PayBill ya duka.")
    case .badDebt: Phrase("M-Pesa refused this customer's account.", sw: "M-Pesa imekataa akaunti ya mteja huyu.")
    case .accountRule:
      Phrase(
        "A rule on the customer's account stops this payment.", sw: "Sheria ya akaunti ya mteja inazuia malipo haya.")
    case .authenticationFailed:
      Phrase("M-Pesa could not check the customer's PIN.", sw: "M-Pesa haikuweza kuthibitisha PIN ya mteja.")
    case .sessionExpired: Phrase("The prompt was open for too long.", sw: "Ombi lilikaa wazi kwa muda mrefu mno.")
    case .promptTooLong:
      Phrase("The prompt's text was too long to be sent.", sw: "Maandishi ya ombi yalikuwa marefu mno kutumwa.")
    case .stillProcessing: Phrase("M-Pesa is still handling the payment.", sw: "M-Pesa bado inashughulikia malipo.")
    case .unlisted:
      Phrase("M-Pesa gave an unknown code.", sw: "M-Pesa imetoa msimbo usiojulikana.")
    }
  }

  /// What to do now, in one sentence.
  package var action: Phrase {
    switch self {
    case .paid: Phrase("Wait for Safaricom's answer.", sw: "Subiri jibu la Safaricom.")
    case .notEnoughMoney:
      Phrase(
        "Ask for a top-up or another way of paying, then ask again.",
        sw: "Mwombe aweke pesa kwa M-Pesa kisha uombe tena, au alipe kwa njia nyingine.")
    case .belowMinimum, .aboveMaximum:
      Phrase(
        "Correct the amount and ask again, or take another way of paying.",
        sw: "Sahihisha kiasi na uombe tena, au pokea kwa njia nyingine.")
    case .aboveDailyLimit:
      Phrase(
        "Take another way of paying; M-Pesa will not do it today.",
        sw: "Pokea kwa njia nyingine; M-Pesa haitakubali leo.")
    case .receiverLimit:
      Phrase("Call the owner, and take another way of paying.", sw: "Mwite mmiliki, na upokee kwa njia nyingine.")
    case .repeatedTooSoon:
      Phrase(
        "Look at this phone's earlier payment first; ask again after two minutes.",
        sw: "Kwanza angalia malipo ya awali ya simu hii; omba tena baada ya dakika mbili.")
    case .systemBusy:
      Phrase(
        "Wait some minutes, then ask again or take another way of paying.",
        sw: "Subiri dakika chache, kisha omba tena au pokea kwa njia nyingine.")
    case .subscriberBusy:
      Phrase(
        "Let the customer close other M-Pesa menus; ask again after a minute.",
        sw: "Mteja afunge menyu nyingine za M-Pesa; omba tena baada ya dakika moja.")
    case .expired, .sessionExpired:
      Phrase("Ask again if the customer still wants to pay.", sw: "Omba tena kama mteja bado anataka kulipa.")
    case .promptNotDelivered, .notAcknowledged:
      Phrase("Check the phone, then ask again.", sw: "Angalia simu, kisha omba tena.")
    case .cancelled:
      Phrase("Ask the customer; ask again if it was a mistake.", sw: "Muulize mteja; omba tena kama alikosea.")
    case .phoneNotReached:
      Phrase(
        "Check phone and signal (old SIM: dial *234*1*6#), then ask again.",
        sw: "Angalia simu na mtandao (laini ya zamani: piga *234*1*6#), kisha omba tena.")
    case .wrongPIN:
      Phrase(
        "Ask again; too many wrong PINs lock the customer's M-Pesa.",
        sw: "Omba tena; PIN zisizo sahihi zikizidi, M-Pesa ya mteja hufungwa.")
    case .notPermitted, .receiverUnknown:
      Phrase(
        "Owner: check short code, till number and kind in the settings.",
        sw: "Mmiliki: kagua short code, till namba na aina kwenye mipangilio.")
    case .lockedPIN:
      Phrase(
        "The customer calls 100 or 200; take another way of paying.",
        sw: "Mteja apige 100 au 200; pokea kwa njia nyingine.")
    case .badDebt, .accountRule, .authenticationFailed:
      Phrase(
        "Take another way of paying; the customer can call 100 or 200.",
        sw: "Pokea kwa njia nyingine; mteja anaweza kupiga 100 au 200.")
    case .promptTooLong:
      Phrase("Owner: shorten the shop's name and the reference.", sw: "Mmiliki: fupisha jina la duka na kumbukumbu.")
    case .stillProcessing: Phrase("Wait; the answer comes by itself.", sw: "Subiri; jibu litakuja lenyewe.")
    case .unlisted:
      Phrase(
        "Look at the customer's SMS, and tell the owner the code.",
        sw: "Angalia SMS ya mteja, na umwambie mmiliki msimbo huu.")
    }
  }
}
