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

  /// A desk that was closed has to wait before it ends.
  package static func waiting(for holder: String) -> Phrase {
    Phrase(
      "Waiting for \(holder), which has the ledger, for half a minute at most. Answers of Safaricom's are kept.",
      sw: "Inasubiri \(holder), ambayo imeishikilia leja, kwa nusu dakika tu. Majibu ya Safaricom yamehifadhiwa.")
  }
}
