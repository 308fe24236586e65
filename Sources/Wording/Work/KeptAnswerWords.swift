import Payments

/// Answers that are kept somewhere, and are not in the ledger yet.
package enum KeptAnswerWords {
  /// Only a newer version of Kaunta can read them.
  package static let forNewerVersion = Phrase(
    "Answers wait here that only a newer Kaunta can read: kept, but what they say of money is not shown. Owner: start "
      + "the newer one at this till.",
    sw: "Kuna majibu ambayo ni toleo jipya tu la Kaunta linaweza kuyasoma: yamehifadhiwa, lakini pesa zake "
      + "hazionyeshwi. Mmiliki: endesha toleo jipya hapa.")

  /// Neither the ledger nor the spool takes them: they would end with this desk.
  package static let inMemoryAlone = Phrase(
    "What Safaricom answered cannot be written down. It is kept in memory: do not close this desk. Call the owner: the "
      + "disk needs room or repair.",
    sw: "Jibu la Safaricom haliwezi kuandikwa. Limo kwenye memory ya mashine: usifunge programu hii. Mwite "
      + "mmiliki: diski inahitaji nafasi au kutengenezwa.")

  /// A desk that was closed has such an answer, and goes on trying before it ends.
  package static let isTriedBeforeTheEnd = Phrase(
    "What Safaricom answered cannot be written down yet: it is tried again for half a minute. Make room on the disk now.",
    sw: "Jibu la Safaricom haliwezi kuandikwa bado: inajaribiwa tena kwa nusu dakika. Ongeza nafasi kwenye diski sasa.")

  /// It ended with such answers; nil for a payment whose number is not known.
  package static func lost(_ numbers: [Int?]) -> Phrase {
    let named = numbers.map { $0.map(String.init) ?? "?" }.joined(separator: ", ")
    return Phrase(
      "What Safaricom answered about number \(named) could be written nowhere, and is lost: whether it will be paid, only "
        + "the customer's phone and M-Pesa's statement tell. Do not ask for it again before you looked there.",
      sw: "Jibu la Safaricom kuhusu namba \(named) halikuandikika popote, na limepotea: kama yatalipwa, ni simu ya "
        + "mteja na statement ya M-Pesa tu zinazosema. Usiombe tena kabla ya kuziangalia.")
  }

  /// A desk that was closed has to wait before it ends.
  package static func waiting(for holder: String) -> Phrase {
    Phrase(
      "Waiting for \(holder), which has the ledger, for half a minute at most. Answers of Safaricom's are kept.",
      sw: "Inasubiri \(holder), ambayo imeishikilia leja, kwa nusu dakika tu. Majibu ya Safaricom yamehifadhiwa.")
  }
}
