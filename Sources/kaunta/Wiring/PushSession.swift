import Glibc
import Ledger
import Payments
import Shop
import Spool

/// A payment without a screen: records, sends, and ingests as a desk does until the answer is there.
///
/// Once the payment is recorded nothing of the ledger's ends it: a request may be out, and as long as the spool may
/// bring its answer, it is waited for.
struct PushSession {
  /// How long an answer is kept that the ledger does not take.
  private static let unsavedMilliseconds: Int64 = 15_000

  private(set) var shop: OpenShop
  /// When the command was started: from there on counts how old the request is.
  let startedAt: Moment
  /// What is known; nil before anything is recorded.
  private(set) var known: KnownPayment?
  /// What the ledger said last, if it was no answer.
  private var trouble: Phrase?
  /// Safaricom's answer came, and the ledger does not take it.
  private var answerIsInSpoolOnly = false
  private var watch: HomeWatch
  private var round: ShopRound

  init(shop: OpenShop, startedAt: Moment, payment: PaymentID) {
    self.shop = shop
    self.startedAt = startedAt
    watch = HomeWatch(shop)
    round = ShopRound(shop.worker, watch, .payment(payment))
  }

  /// What is done with a guard's no.
  enum Override {
    case none
    /// Asks all the same, as another attempt at the money of what stands in the way.
    case sameSale
    /// Asks all the same, for other goods.
    case anotherSale
  }

  /// Records a draft, if wanted over each guard that says no.
  ///
  /// A payment that stands in the way once more has brought money in between: that is not overridden unseen.
  mutating func record(_ draft: PaymentDraft, _ override: Override) throws -> RecordOutcome {
    var draft = draft
    while true {
      let outcome = try shop.worker.record(draft, at: startedAt)
      switch outcome {
      case .recorded(let payment), .alreadyRecorded(let payment): known = KnownPayment(payment)
      case .recordedBeforeRestore: break
      case .blocked(let block):
        if override == .none || !block.reason.isOverridden || draft.overrides(block.payment.id) { return outcome }
        draft.override(block.payment)
        if override == .sameSale { draft.link(to: block.payment) }
        continue
      }
      return outcome
    }
  }

  /// Makes the one attempt.
  ///
  /// An answer that the ledger does not take at once is offered to it for a while: it cannot be asked for again.
  mutating func send(_ id: PaymentID) {
    do {
      known?.note(try shop.worker.send(id))
    } catch {
      // The row that begins the attempt was not written, and nobody else makes it.
      known?.note(LearntEvidence(.notSent(.ledgerNotWritable), at: shop.clock.now()))
      take(error)
    }
    let end = shop.clock.now().bootMilliseconds + Self.unsavedMilliseconds
    while shop.worker.hasUnsavedEvidence, shop.clock.now().bootMilliseconds < end {
      usleep(200_000)
      shop.worker.retryUnsaved()
    }
    look(at: id)
  }

  /// Waits for an answer that a person can act upon; what is in doubt is waited for until the time is up.
  mutating func wait(for id: PaymentID, seconds: Int) {
    watchOver(id)
    let end = shop.clock.now().bootMilliseconds + Int64(seconds) * 1000
    while true {
      let news = look(at: id)
      let left = end - shop.clock.now().bootMilliseconds
      if known?.isDecided ?? true || left <= 0 { return }
      if let question = news.question {
        attempt { _ = try $0.worker.ask(about: question) }
        round.questionEnded(at: shop.clock.now())
        continue
      }
      var descriptors = watch.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&descriptors, nfds_t(descriptors.count), Int32(max(10, min(left, news.nextTurnInMilliseconds))))
      watch.drain()
    }
  }

  /// One turn of the round, and what the ledger says of the payment; what fails in it is tried again in the next.
  @discardableResult
  private mutating func look(at id: PaymentID) -> ShopRound.News {
    trouble = nil
    let news = round.turn(at: shop.clock.now())
    if let error = news.ledgerError { take(error) }
    if let left = news.ingesting.trouble { trouble = left }
    do {
      let found = try read(id)
      known?.note(found)
    } catch {
      take(error)
      guard case .replaced = error, (try? shop.reopenLedger()) != nil else { return news }
      trouble = nil
      watchOver(id)
      // What this process learnt stands in no backup.
      for learnt in known?.ownEvidence ?? [] {
        attempt { _ = try $0.ledger.append([learnt.evidence], to: id, at: learnt.at) }
      }
      if let found = attempt({ try $0.ledger.payment(id) }) { known?.note(found) }
    }
    return news
  }

  /// The payment by the ledger, and while that takes nothing, by what this process and the spool know beyond it.
  private mutating func read(_ id: PaymentID) throws(LedgerError) -> PaymentSummary? {
    answerIsInSpoolOnly = false
    if trouble == nil, !shop.worker.hasUnsavedEvidence { return try shop.ledger.payment(id) }
    let spooled = shop.worker.waitingCallbacks(of: id)
    answerIsInSpoolOnly = !spooled.isEmpty
    let beyond = (known?.ownEvidence ?? []) + spooled
    return try shop.ledger.payment(id, assuming: beyond.map { ($0.evidence, $0.at) })
  }

  /// A round that has asked nothing yet, at the ledger that is open now.
  private mutating func watchOver(_ id: PaymentID) {
    watch = HomeWatch(shop)
    round = ShopRound(shop.worker, watch, .payment(id))
  }

  @discardableResult
  private mutating func attempt<Value>(_ work: (OpenShop) throws -> Value) -> Value? {
    do { return try work(shop) } catch {
      take(error)
      return nil
    }
  }

  private mutating func take(_ error: any Error) {
    let now = shop.clock.now()
    let answersAreKept = watch.listenerReport(at: now)?.keepsAnswers(at: now) ?? false
    trouble =
      (error as? any ExplainedError)?.standing(answersAreKept: answersAreKept)
      ?? Phrase("The ledger cannot be read.", sw: "Leja haiwezi kusomwa.")
  }

  /// What must be said beside the payment: the ledger does not have what is known.
  var ledgerTrouble: Phrase? {
    if answerIsInSpoolOnly {
      return Phrase(
        "Safaricom's answer is kept in the spool, and the ledger does not take it yet. Do not ask again. Call the owner: "
          + "the disk needs room or repair; after that, `kaunta poll` writes the answer down.",
        sw:
          "Jibu la Safaricom limehifadhiwa kwenye spool, na leja haijalipokea bado. Usiombe tena. Mwite mmiliki: diski "
          + "inahitaji nafasi au kutengenezwa; baada ya hapo, `kaunta poll` italiandika.")
    }
    if shop.worker.hasUnsavedEvidence {
      return Phrase(
        "The request went out, and the ledger does not take its answer. Do not ask again: look at the customer's phone, "
          + "free space, and call the owner.",
        sw: "Ombi lilitumwa, na leja haipokei jibu lake. Usiombe tena: angalia simu ya mteja, ongeza nafasi, na umwite "
          + "mmiliki.")
    }
    if known?.isLost == true {
      return Phrase(
        "The ledger was replaced by a backup that does not know this payment. Do not ask again: its answer is kept, and "
          + "`kaunta payments` shows it once it has come. Call the owner.",
        sw: "Leja ilibadilishwa na nakala isiyoyajua malipo haya. Usiombe tena: jibu lake litahifadhiwa, na `kaunta "
          + "payments` italionyesha likifika. Mwite mmiliki.")
    }
    return trouble
  }
}
