import Payments

/// How a ledger folds one payment's evidence; a test may hand in a wrong way, to see that the checks notice.
package typealias Folding = @Sendable ([EvidenceRow], Neighbours) -> PaymentStatus

/// How a prompt stands in the keys of evidence; a real ledger conceals it.
package typealias Concealing = @Sendable (CheckoutRequestID) -> String

/// Rules that a ledger leaves out on purpose, to see that the checks notice.
package struct LedgerOmissions: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// It records whatever it is asked to.
  package static let guards = LedgerOmissions(rawValue: 1 << 0)
  /// Each attempt is weighed without the others of its sale.
  package static let paidTwice = LedgerOmissions(rawValue: 1 << 1)
  /// Money counts on the day on which it was asked for.
  package static let countingDays = LedgerOmissions(rawValue: 1 << 2)
  /// A till asks as many phones as it likes.
  package static let pace = LedgerOmissions(rawValue: 1 << 3)
  /// Keys of `--once` that only the ledgers know which it replaced are new.
  package static let keysPutAside = LedgerOmissions(rawValue: 1 << 4)
  /// What a supervisor resolves among the unmatched callbacks is told to be evidence, and is none.
  package static let resolutions = LedgerOmissions(rawValue: 1 << 5)
  /// A purge takes what is personal on open payments and on young ones too.
  package static let openAtPurge = LedgerOmissions(rawValue: 1 << 6)
}

/// The rows of a ledger in memory, and the caches over them; every function is one transaction.
///
/// A value: a copy of it is a backup.
struct LedgerContents: Sendable {
  /// One payment with all that is known of it.
  struct Entry: Sendable {
    var summary: PaymentSummary
    /// Whose phone was asked, also once that was purged: what the guards know by its digest.
    let askedPhone: PhoneNumber?
    var rows: [EvidenceRow] = []
    /// Where each row stands in the chain.
    var positions: [Int64] = []
    var keys: Set<String> = []
    var receipts: [Receipt] = []
    var prompts: [CheckoutRequestID] = []
    /// The fold by itself, before the other attempts of the sale add to it.
    var ownStatus = PaymentStatus(.recorded)
    /// What the payment was at each position at which it changed: what a board may show.
    var history: [(position: Int64, status: PaymentStatus)] = []

    init(_ summary: PaymentSummary) {
      self.summary = summary
      askedPhone = summary.phone
    }
  }

  struct TillAndDay: Hashable {
    let till: Till
    let day: BusinessDay
  }

  let fold: Folding
  let conceal: Concealing
  let omits: LedgerOmissions
  var entries: [Entry] = []
  /// The end of the chain, in which also stands what is about the shop.
  private(set) var position: Int64 = 0
  /// When the newest row became known.
  private(set) var newestAt: Moment?
  // Looked up, never iterated.
  private var indexes: [PaymentID: Int] = [:]
  private var attempts: [PaymentID: [Int]] = [:]
  private var receiptHolders: [Receipt: [Int]] = [:]
  private var promptHolders: [CheckoutRequestID: [Int]] = [:]
  /// Attempts that somebody must still end.
  private var unfinished: Set<Int> = []
  var onceKeys: [OnceKey: Int] = [:]
  /// What the ledgers that it replaced know of keys; the latest of them knows best.
  var keysPutAside: [OnceKey: LostPayment] = [:]
  var phones: [PhoneNumber: [Int]] = [:]
  var lastNumbers: [TillAndDay: Int] = [:]
  var pinTries = PINTries()
  /// What supervisors resolved among the unmatched callbacks, oldest first.
  var resolutions: [UnmatchedResolution] = []
  /// On which day, and the shillings that were kept.
  var unmatchedKept: [(day: BusinessDay, shillings: Int)] = []
  /// What was purged.
  var gone = PurgedValues()
  var copiedAtWallMilliseconds: Int64?
  var restored: (at: Moment, restoration: Restoration)?
  private var lastAskedAt: Moment?

  init(fold: @escaping Folding, conceal: @escaping Concealing, omits: LedgerOmissions) {
    self.fold = fold
    self.conceal = conceal
    self.omits = omits
  }

  func index(of id: PaymentID) -> Int? { indexes[id] }

  func entry(_ id: PaymentID) -> Entry? { indexes[id].map { entries[$0] } }

  /// A callback is evidence, whatever key its address was made with.
  func has(_ callback: CallbackName) -> Bool {
    guard let index = indexes[callback.paymentID] else { return false }
    let keys = callback.evidenceKeys
    return entries[index].keys.contains(keys.trusted) || entries[index].keys.contains(keys.leaked)
  }

  /// Keys of a payment's evidence up to a position, in ascending order.
  func keys(of id: PaymentID, upTo position: Int64) -> [String] {
    guard let entry = entry(id) else { return [] }
    return zip(entry.rows, entry.positions).filter { $0.1 <= position }.map(\.0.key).sorted()
  }

  /// All attempts of a sale, in the order in which they were recorded.
  func attempts(ofSale sale: PaymentID) -> [Int] { attempts[sale] ?? [] }

  /// Another payment on which the receipt stands, the first by its ID.
  func otherHolder(of receipt: Receipt, than index: Int) -> Int? {
    (receiptHolders[receipt] ?? []).filter { $0 != index }.min { entries[$0].summary.id < entries[$1].summary.id }
  }

  func isOlder(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (entries[left].summary, entries[right].summary)
    if one.recordedAt.wallMilliseconds != other.recordedAt.wallMilliseconds {
      return one.recordedAt.wallMilliseconds < other.recordedAt.wallMilliseconds
    }
    return one.id < other.id
  }

  /// Attempts that somebody must still end, oldest first.
  var unfinishedPayments: [PaymentSummary] {
    unfinished.isEmpty ? [] : unfinished.sorted(by: isOlder).map { entries[$0].summary }
  }

  // Evidence.

  mutating func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) -> AppendOutcome {
    append([(id, evidence)], at: now)[0]
  }

  /// All of it is there before any of it is folded, as in one transaction.
  mutating func append(_ additions: [(id: PaymentID, evidence: [Evidence])], at now: Moment) -> [AppendOutcome] {
    let news: [(index: Int, isAdded: Bool)?] = additions.map { id, evidence in
      guard let index = indexes[id] ?? admit(evidence, for: id, at: now) else { return nil }
      var isAdded = false
      for piece in evidence { isAdded = add(piece, to: index, at: now) || isAdded }
      return (index, isAdded)
    }
    for case let new? in news where new.isAdded { refold(around: new.index) }
    return news.map { new in
      guard let new else { return .noSuchPayment }
      let summary = entries[new.index].summary
      return new.isAdded ? .added(summary) : .alreadyKnown(summary)
    }
  }

  mutating func beginSending(_ id: PaymentID, owner: String, at now: Moment) -> Bool {
    guard let index = indexes[id], entries[index].summary.status.standing == .recorded,
      add(.sending(SendingStart(owner: owner)), to: index, at: now)
    else { return false }
    refold(around: index)
    return true
  }

  mutating func beginSecondRequest(_ id: PaymentID, at now: Moment) -> Bool {
    guard let index = indexes[id], entries[index].summary.status.standing == .sending,
      add(.tokenRefused, to: index, at: now)
    else { return false }
    refold(around: index)
    return true
  }

  mutating func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at now: Moment
  ) -> CheckoutRequestID? {
    if let lastAskedAt, now.elapsedMilliseconds(since: lastAskedAt) < spacingMilliseconds { return nil }
    guard let index = indexes[id], let prompt = entries[index].summary.status.attempt.checkoutRequestID else {
      return nil
    }
    let asked = QueryAsked(question: question, checkoutRequestID: prompt, till: till)
    guard add(.queryAsked(asked), to: index, at: now) else { return nil }
    lastAskedAt = now
    refold(around: index)
    return prompt
  }

  /// A payment's own place, without evidence yet.
  mutating func insert(_ summary: PaymentSummary) -> Int {
    let index = entries.count
    entries.append(Entry(summary))
    indexes[summary.id] = index
    attempts[summary.sale, default: []].append(index)
    return index
  }

  /// True when the row is new; a repeat changes nothing.
  mutating func add(_ evidence: Evidence, to index: Int, at now: Moment) -> Bool {
    let evidence = gone.whole(evidence)
    let key = evidence.key(concealing: conceal)
    guard entries[index].keys.insert(key).inserted else { return false }
    extendChain(at: now)
    entries[index].rows.append(
      EvidenceRow(paymentID: entries[index].summary.id, key: key, at: now, evidence: evidence))
    entries[index].positions.append(position)
    switch evidence {
    case .accepted(let acceptance): hold(acceptance.checkoutRequestID, index)
    case .callback(let callback):
      if let prompt = callback.checkoutRequestID { hold(prompt, index) }
      if callback.code == .paid, let receipt = callback.receipt { hold(receipt, index) }
    case .decision(let decision):
      if case .acceptedByHand(let receipt) = decision.action { hold(receipt, index) }
      if case .askedAgain(let attempt) = decision.action { joinSales(of: index, and: attempt) }
    default: break
    }
    if gone.forget(evidence) { showAgain(holders(ofWhatStandsIn: evidence)) }
    return true
  }

  /// An attempt that was made at two sales makes them one, under the lesser of their names.
  private mutating func joinSales(of index: Int, and attempt: PaymentID) {
    let own = entries[index].summary.sale
    guard let other = entry(attempt)?.summary.sale, own != other else { return }
    let joined = (attempts(ofSale: own) + attempts(ofSale: other)).sorted()
    for mate in joined { entries[mate].summary.sale = min(own, other) }
    attempts[max(own, other)] = nil
    attempts[min(own, other)] = joined
  }

  /// A row of the chain, about a payment or about the shop.
  mutating func extendChain(at now: Moment) {
    position += 1
    newestAt = now
  }

  private mutating func hold(_ receipt: Receipt, _ index: Int) {
    guard !entries[index].receipts.contains(receipt) else { return }
    entries[index].receipts.append(receipt)
    receiptHolders[receipt, default: []].append(index)
  }

  private mutating func hold(_ prompt: CheckoutRequestID, _ index: Int) {
    guard !entries[index].prompts.contains(prompt) else { return }
    entries[index].prompts.append(prompt)
    promptHolders[prompt, default: []].append(index)
  }

  /// The payments on which a prompt stands.
  func holders(of prompt: CheckoutRequestID) -> [Int] { promptHolders[prompt] ?? [] }

  // Folding.

  /// The rows of a payment as they are read now.
  func rows(of index: Int) -> [EvidenceRow] {
    gone.isEmpty ? entries[index].rows : entries[index].rows.map { gone.shown($0, conceal) }
  }

  func neighbours(of index: Int) -> Neighbours {
    let shared = Neighbours(
      receipts: Set(entries[index].receipts.filter { (receiptHolders[$0] ?? []).contains { $0 != index } }),
      checkoutRequestIDs: Set(
        entries[index].prompts.filter { (promptHolders[$0] ?? []).contains { $0 != index } }
          .map { gone.shown($0, conceal) }))
    return shared == Neighbours() ? shared : shared.vouched(by: evidence(sharedWith: index))
  }

  /// All evidence of the other payments on which a receipt or a prompt of this one stands.
  private func evidence(sharedWith index: Int) -> [EvidenceRow] {
    let holders =
      entries[index].receipts.flatMap { receiptHolders[$0] ?? [] }
      + entries[index].prompts.flatMap { promptHolders[$0] ?? [] }
    return holders.filter { $0 != index }.flatMap(rows(of:))
  }

  /// Folds again whatever new evidence on one payment can change: itself, those that share a receipt or a prompt with
  /// it, and all attempts of the sales of all of these.
  mutating func refold(around index: Int) {
    var touched = [index]
    for receipt in entries[index].receipts { touched += receiptHolders[receipt] ?? [] }
    for prompt in entries[index].prompts { touched += promptHolders[prompt] ?? [] }
    var folded: [Int] = []
    var sales: [PaymentID] = []
    for each in touched where !folded.contains(each) {
      folded.append(each)
      entries[each].ownStatus = fold(rows(of: each), neighbours(of: each))
      let sale = entries[each].summary.sale
      if !sales.contains(sale) { sales.append(sale) }
    }
    for sale in sales { weigh(sale) }
  }

  /// Weighs the attempts of a sale against each other.
  ///
  /// - Parameter isNews: desks are told; false where only what can be read of it has changed.
  mutating func weigh(_ sale: PaymentID, isNews: Bool = true) {
    let mates = attempts(ofSale: sale)
    let own = mates.map { entries[$0].ownStatus }
    let statuses = omits.contains(.paidTwice) ? own : Sale.flagged(own)
    let all = mates.map { (rows: rows(of: $0), neighbours: neighbours(of: $0)) }
    let sale = zip(statuses, zip(own, all)).map { SaleAttempt($0, alone: $1.0, $1.1.rows) }
    for (place, (mate, status)) in zip(mates, statuses).enumerated() {
      entries[mate].summary.status = status
      entries[mate].summary.countsOn =
        omits.contains(.countingDays)
        ? (status.counts ? entries[mate].summary.day : nil)
        : CountingDay.day(of: place, among: all, as: statuses) { evidence(sharedWith: mates[$0]) }
      let decisive = Sale.decisive(about: place, among: sale)
      entries[mate].summary.decisiveAttempt = decisive.map { found in
        let other = entries[mates[found.index]].summary
        return DecisiveAttempt(found.reason, number: other.number, till: other.till, day: other.day)
      }
      if isNews { entries[mate].summary.position = position }
      if [.recorded, .sending].contains(status.standing) { unfinished.insert(mate) } else { unfinished.remove(mate) }
      entries[mate].history.append((entries[mate].summary.position, status))
    }
  }
}
