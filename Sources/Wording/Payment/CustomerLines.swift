import Payments

/// What to say to the customer, for every standing, flag and result code.
///
/// Both languages are for saying: which of them is the customer's choice, whatever the desk speaks.
extension PaymentSummary {
  /// One or two sentences for the cashier to say at a moment.
  package func lineForCustomer(at now: Moment) -> Phrase {
    if isClosedBySupervisor {
      return Phrase("The supervisor has resolved this payment.", sw: "Msimamizi ametatua malipo haya.")
    }
    if let alarm { return alarm.lineForCustomer }
    if isNotCountedOn || hasBroughtNothing, status.notes.sentToWrongNumber {
      return Phrase(
        "The prompt went to a wrong number. Please tell me yours again.",
        sw: "Ombi lilienda kwa namba isiyo sahihi. Tafadhali niambie namba yako tena.")
    }
    if isNotCountedOn {
      return Phrase(
        "Please pay another way. If the prompt comes, do not enter your PIN.",
        sw: "Tafadhali lipa kwa njia nyingine. Ombi likija, usiweke PIN.")
    }
    if hasBroughtNothing, status.notes.paysAnotherWay { return .youPayAnotherWay }
    if let decisiveAttempt, let line = decisiveAttempt.lineForCustomer(of: self, at: now) { return line }
    let haveYouAnSMS = Phrase(
      "Have you got an SMS from M-Pesa? Please show me.", sw: "Umepata message ya M-Pesa? Nionyeshe, tafadhali.")
    if isOverdue(at: now) { return haveYouAnSMS }
    switch status.state {
    case .recorded, .sending:
      return Phrase("One moment: the request is going out.", sw: "Subiri kidogo: ombi linatumwa.")
    case .waiting(let since):
      return now.overdueMilliseconds(since: since) < 60_000
        ? Phrase("Sent. Please enter your M-Pesa PIN.", sw: "Angalia simu yako, uweke PIN ya M-Pesa.")
        : Phrase("Please wait: we are asking Safaricom.", sw: "Tafadhali subiri: tunauliza Safaricom.")
    case .check, .unknown: return haveYouAnSMS
    case .paid:
      return Phrase(
        "We have received KSh \(amount.grouped). Thank you.", sw: "Tumepokea KSh \(amount.grouped). Asante.")
    case .byHand: return Phrase("Your receipt is accepted. Thank you.", sw: "M-Pesa yako imekubaliwa. Asante.")
    case .held:
      return Phrase(
        "Please wait: the owner will look at this payment.", sw: "Tafadhali subiri: mwenye duka ataangalia malipo haya."
      )
    case .notSent:
      return Phrase(
        "The request did not go out; no money was taken.", sw: "Ombi halikutumwa; hakuna pesa iliyokatwa.")
    case .refused(.subscriberBusy, _, _): return ResultMeaning.subscriberBusy.lineForCustomer
    case .refused:
      return Phrase(
        "The request did not go through; no money was taken.", sw: "Ombi halikupita; hakuna pesa iliyokatwa.")
    case .notPaid(let code, _, _, _): return code.meaning.lineForCustomer
    }
  }
}

extension Alarm {
  /// What to say while the owner is called.
  fileprivate var lineForCustomer: Phrase {
    switch self {
    case .paidTwice:
      Phrase(
        "The money came more than once. I am calling the owner.",
        sw: "Pesa imeingia zaidi ya mara moja. Namwita mwenye duka.")
    case .paidByWrongNumber:
      Phrase(
        "That money came from another phone. I am calling the owner.",
        sw: "Pesa hiyo imetoka simu nyingine. Namwita mwenye duka.")
    case .paidLate:
      Phrase("The money came late. I am calling the owner.", sw: "Pesa ilichelewa kuingia. Namwita mwenye duka.")
    case .byHandNotPaid:
      Phrase(
        "I am calling the owner, to look at your receipt.", sw: "Namwita mwenye duka, aangalie message yako ya M-Pesa.")
    }
  }
}

extension ResultMeaning {
  /// What to say about a payment that this code ended.
  fileprivate var lineForCustomer: Phrase {
    switch self {
    case .paid: Phrase("Please wait: we are asking Safaricom.", sw: "Tafadhali subiri: tunauliza Safaricom.")
    case .notEnoughMoney:
      Phrase(
        "Your M-Pesa balance is not enough. Top up, or pay another way?",
        sw: "Salio lako la M-Pesa halitoshi. Utaweka pesa, au utalipa kwa njia nyingine?")
    case .belowMinimum: Phrase("The amount is too small for M-Pesa.", sw: "Kiasi ni kidogo mno kwa M-Pesa.")
    case .aboveMaximum:
      Phrase("The amount is too large for M-Pesa at once.", sw: "Kiasi ni kikubwa mno kwa M-Pesa kwa mara moja.")
    case .aboveDailyLimit:
      Phrase(
        "You have reached M-Pesa's limit for today. Can you pay another way?",
        sw: "Umefikia kikomo cha M-Pesa cha leo. Unaweza kulipa kwa njia nyingine?")
    case .receiverLimit:
      Phrase(
        "Our M-Pesa has reached its limit. Can you pay another way?",
        sw: "M-Pesa yetu imefikia kikomo. Unaweza kulipa kwa njia nyingine?")
    case .repeatedTooSoon:
      Phrase("Please wait two minutes, then we try again.", sw: "Tafadhali subiri dakika mbili, kisha tujaribu tena.")
    case .systemBusy:
      Phrase(
        "M-Pesa is busy now. We try again in some minutes.",
        sw: "M-Pesa imelemewa sasa. Tujaribu tena baada ya dakika chache.")
    case .subscriberBusy:
      Phrase(
        "Your phone shows another M-Pesa prompt. Please close it.",
        sw: "Simu yako ina ombi lingine la M-Pesa. Tafadhali lighairi au usubiri liishe.")
    case .expired, .sessionExpired:
      Phrase("The prompt ran out. Shall I send it again?", sw: "Muda wa ombi umeisha. Nitume ombi tena?")
    case .promptNotDelivered, .notAcknowledged:
      Phrase(
        "The prompt did not reach your phone. Is it on, with a signal?",
        sw: "Ombi halikufika kwenye simu yako. Je, imewashwa na ina mtandao?")
    case .cancelled:
      Phrase("You closed the prompt. Shall I send it again?", sw: "Umeghairi ombi. Nitume ombi tena?")
    case .phoneNotReached:
      Phrase(
        "We did not reach your phone. Is it on, with a signal?",
        sw: "Simu yako haikupatikana. Je, imewashwa na ina mtandao?")
    case .wrongPIN: Phrase("The PIN was wrong. Shall I send it again?", sw: "PIN haikuwa sahihi. Nitume ombi tena?")
    case .lockedPIN:
      Phrase(
        "Your M-Pesa PIN is locked. Please call 100 or 200.",
        sw: "PIN yako ya M-Pesa imefungwa. Tafadhali piga 100 au 200.")
    case .badDebt, .accountRule, .authenticationFailed:
      Phrase(
        "M-Pesa did not allow it. Please call 100 or 200, or pay another way.",
        sw: "M-Pesa haikuruhusu. Tafadhali piga 100 au 200, au lipa kwa njia nyingine.")
    case .notPermitted, .receiverUnknown, .promptTooLong:
      Phrase(
        "The mistake is ours, not yours. Can you pay another way?",
        sw: "Kosa ni letu, si lako. Unaweza kulipa kwa njia nyingine?")
    case .stillProcessing:
      Phrase("Please wait: M-Pesa is still at work.", sw: "Tafadhali subiri: M-Pesa bado inashughulikia.")
    case .unlisted:
      Phrase(
        "It was not paid. Have you got an SMS from M-Pesa?", sw: "Haijalipwa. Je, umepata message ya M-Pesa?")
    }
  }
}
