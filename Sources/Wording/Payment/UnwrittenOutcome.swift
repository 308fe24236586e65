import Payments

/// What is known of a payment and does not stand in its ledger, in words for whoever asked for it.
package enum UnwrittenOutcome: Sendable, Equatable, CaseIterable {
  /// Safaricom's callback lies in the spool.
  case answerInSpool
  /// Whether an answer lies in the spool cannot be seen.
  case answersUnseen
  /// What its own request was answered lies in the spool.
  case ownAnswerInSpool
  /// What its own request was answered is in this process alone.
  case inMemoryAlone
  /// The ledger was replaced by one that does not know it; it was never sent.
  case lostUnsent
  /// The ledger was replaced by one that does not know it.
  case lost

  /// Something keeps the ledger that is worth telling: a full disk wants room, a lock wants its holder closed.
  package var hasCause: Bool {
    switch self {
    case .answerInSpool, .answersUnseen, .ownAnswerInSpool, .inMemoryAlone: true
    case .lostUnsent, .lost: false
    }
  }

  /// What happened, and what not to do.
  package var words: Phrase {
    switch self {
    case .answerInSpool:
      Phrase(
        "Safaricom's answer is kept in the spool, and the ledger does not take it yet. Do not ask again. A desk or "
          + "`kaunta poll` writes it down once the ledger can be written.",
        sw: "Jibu la Safaricom limehifadhiwa kwenye spool, na leja haijalipokea bado. Usiombe tena. Desk au `kaunta "
          + "poll` italiandika leja ikiandikika.")
    case .answersUnseen:
      Phrase(
        "Neither the ledger nor the spool can be read: whether Safaricom has answered is not known. Do not ask again; "
          + "`kaunta payment` says it later.",
        sw: "Leja na spool hazisomeki: haijulikani kama Safaricom imejibu. Usiombe tena; `kaunta payment` itasema "
          + "baadaye.")
    case .ownAnswerInSpool:
      Phrase(
        "The request went out, and the ledger does not take its answer yet: it is kept in the spool, and a desk or "
          + "`kaunta poll` writes it down once the ledger can be written. Do not ask again.",
        sw: "Ombi lilitumwa, na leja haijapokea jibu lake bado: limehifadhiwa kwenye spool, na desk au `kaunta poll` "
          + "italiandika leja ikiandikika. Usiombe tena.")
    case .inMemoryAlone:
      Phrase(
        "The request went out, and the ledger does not take its answer. Do not ask again: look at the customer's phone, "
          + "and call the owner.",
        sw: "Ombi lilitumwa, na leja haipokei jibu lake. Usiombe tena: angalia simu ya mteja, na umwite mmiliki.")
    case .lostUnsent:
      Phrase(
        "The ledger was replaced by a backup that does not know this payment. It was never sent.",
        sw: "Leja ilibadilishwa na backup isiyoyajua malipo haya. Ombi halikutumwa kamwe.")
    case .lost:
      Phrase(
        "The ledger was replaced by a backup that does not know this payment. Do not ask again: its answer is kept, and "
          + "`kaunta payments` shows it once it has come. Call the owner.",
        sw: "Leja ilibadilishwa na backup isiyoyajua malipo haya. Usiombe tena: jibu lake litahifadhiwa, na `kaunta "
          + "payments` italionyesha likifika. Mwite mmiliki.")
    }
  }
}
