import Payments

/// How a ledger folds one payment's evidence; a test may hand in a wrong way, to see that the checks notice.
package typealias Folding = @Sendable ([EvidenceRow], Neighbours) -> PaymentStatus

/// The rows of a ledger in memory, and the caches over them; every function is one transaction.
struct LedgerBook: Sendable {
  /// One payment with all that is known of it.
  struct Entry: Sendable {
    let id: PaymentID
    let recordedAt: Moment
    let recording: Recording
    let till: Till
    let day: BusinessDay
    let number: Int
    var rows: [EvidenceRow] = []
    var keys: Set<String> = []
    var receipts: [Receipt] = []
    var prompts: [CheckoutRequestID] = []
    var ownStatus = PaymentStatus(standing: .recorded)
    var status = PaymentStatus(standing: .recorded)
    var position: Int64 = 0
    /// What the payment was at each position at which it changed: what a board may show.
    var history: [(position: Int64, status: PaymentStatus)] = []

    var summary: PaymentSummary {
      PaymentSummary(
        id: id, number: number, day: day, till: till, cashier: recording.cashier, phone: recording.phone,
        amount: recording.amount, reference: recording.reference, sale: recording.sale, recordedAt: recordedAt,
        status: status, position: position)
    }
  }

  private struct TillAndDay: Hashable {
    let till: Till
    let day: BusinessDay
  }

  let fold: Folding
  private(set) var entries: [Entry] = []
  private(set) var position: Int64 = 0
  // Looked up, never iterated.
  private var indexes: [PaymentID: Int] = [:]
  private var onceKeys: [String: Int] = [:]
  private var phones: [PhoneNumber: [Int]] = [:]
  private var receiptHolders: [Receipt: [Int]] = [:]
  private var promptHolders: [CheckoutRequestID: [Int]] = [:]
  private var lastNumbers: [TillAndDay: Int] = [:]
  private var lastAskedAt: Moment?

  init(fold: @escaping Folding) { self.fold = fold }

  func index(of id: PaymentID) -> Int? { indexes[id] }

  func entry(_ id: PaymentID) -> Entry? { indexes[id].map { entries[$0] } }

  // Recording, with the guards inside (money.md section 4).

  mutating func record(_ draft: PaymentDraft, at now: Moment) -> RecordOutcome {
    if let key = draft.onceKey, let known = onceKeys[key] { return .alreadyRecorded(entries[known].summary) }
    if let block = Guards.check(draft, against: earlier(draft), at: now) { return .blocked(block) }
    let day = EastAfricaTime(now).businessDay
    let numbers = TillAndDay(till: draft.till, day: day)
    let number = (lastNumbers[numbers] ?? 0) + 1
    lastNumbers[numbers] = number
    let own = ShortReference(till: draft.till, number: number, at: now)
    let recording = Recording(
      cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: draft.reference?.text ?? own.text,
      sale: sale(of: draft), confirmAbove: draft.confirmAbove)
    let index = entries.count
    entries.append(
      Entry(id: draft.id, recordedAt: now, recording: recording, till: draft.till, day: day, number: number))
    indexes[draft.id] = index
    phones[draft.phone, default: []].append(index)
    if let key = draft.onceKey { onceKeys[key] = index }
    _ = add(.recorded(recording), to: index, at: now)
    addDecisions(of: draft, at: now, newIndex: index)
    refold(around: index)
    return .recorded(entries[index].summary)
  }

  /// What overriding and linking say is evidence.
  private mutating func addDecisions(of draft: PaymentDraft, at now: Moment, newIndex: Int) {
    for overridden in draft.overriding {
      let decision = Decision(
        id: draft.id.hex + "-override-" + overridden.hex, who: draft.cashier, why: "override typed",
        action: .guardOverridden(blockedBy: overridden))
      _ = add(.decision(decision), to: newIndex, at: now)
    }
    if let earlier = draft.sameSaleAs.flatMap({ indexes[$0] }) {
      let decision = Decision(
        id: draft.id.hex + "-again", who: draft.cashier, why: "asked again", action: .askedAgain(as: draft.id),
        answers: entries[earlier].rows.map(\.key).sorted())
      _ = add(.decision(decision), to: earlier, at: now)
      refold(around: earlier)
    }
  }

  private func sale(of draft: PaymentDraft) -> PaymentID {
    draft.sameSaleAs.flatMap { indexes[$0] }.map { entries[$0].recording.sale } ?? draft.id
  }

  /// Payments on this phone that a guard could mind, and all attempts of the sale, newest first.
  private func earlier(_ draft: PaymentDraft) -> [PaymentSummary] {
    var found = (phones[draft.phone] ?? []).sorted { isNewer($0, $1) }.prefix(20).map(\.self)
    if draft.sameSaleAs != nil {
      let sale = sale(of: draft)
      for index in entries.indices where entries[index].recording.sale == sale && !found.contains(index) {
        found.append(index)
      }
    }
    return found.map { entries[$0].summary }
  }

  private func isNewer(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (entries[left], entries[right])
    if one.recordedAt.wallMilliseconds != other.recordedAt.wallMilliseconds {
      return one.recordedAt.wallMilliseconds > other.recordedAt.wallMilliseconds
    }
    return one.id > other.id
  }

  // Evidence.

  mutating func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) -> AppendOutcome {
    guard let index = indexes[id] else { return .noSuchPayment }
    var added = false
    for piece in evidence { added = add(piece, to: index, at: now) || added }
    if added { refold(around: index) }
    return added ? .added(entries[index].summary) : .alreadyKnown(entries[index].summary)
  }

  mutating func beginSending(_ id: PaymentID, owner: String, at now: Moment) -> Bool {
    guard let index = indexes[id], entries[index].status.standing == .recorded,
      add(.sending(SendingStart(owner: owner)), to: index, at: now)
    else { return false }
    refold(around: index)
    return true
  }

  mutating func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at now: Moment
  ) -> CheckoutRequestID? {
    if let lastAskedAt, isWithin(spacingMilliseconds, of: lastAskedAt, at: now) { return nil }
    guard let index = indexes[id], let prompt = entries[index].status.checkoutRequestID else { return nil }
    let asked = QueryAsked(question: question, checkoutRequestID: prompt, till: till)
    guard add(.queryAsked(asked), to: index, at: now) else { return nil }
    lastAskedAt = now
    refold(around: index)
    return prompt
  }

  /// By the boot clock, which no setting of the wall clock moves; after a reboot by whichever clock says more.
  private func isWithin(_ milliseconds: Int64, of earlier: Moment, at now: Moment) -> Bool {
    let elapsed =
      now.bootID == earlier.bootID
      ? now.bootMilliseconds - earlier.bootMilliseconds
      : max(now.bootMilliseconds, now.wallMilliseconds - earlier.wallMilliseconds)
    return elapsed < milliseconds
  }

  /// True when the row is new; a repeat changes nothing.
  private mutating func add(_ evidence: Evidence, to index: Int, at now: Moment) -> Bool {
    let key = evidence.key { $0.rawValue }
    guard entries[index].keys.insert(key).inserted else { return false }
    entries[index].rows.append(
      EvidenceRow(paymentID: entries[index].id, key: key, at: now, evidence: evidence))
    position += 1
    switch evidence {
    case .accepted(let acceptance): hold(acceptance.checkoutRequestID, index)
    case .callback(let callback):
      if let prompt = callback.checkoutRequestID { hold(prompt, index) }
      if callback.code == .paid, let receipt = callback.receipt { hold(receipt, index) }
    case .decision(let decision):
      if case .acceptedByHand(let receipt) = decision.action { hold(receipt, index) }
    default: break
    }
    return true
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

  // Folding.

  private func neighbours(of index: Int) -> Neighbours {
    Neighbours(
      receipts: Set(entries[index].receipts.filter { (receiptHolders[$0] ?? []).contains { $0 != index } }),
      checkoutRequestIDs: Set(entries[index].prompts.filter { (promptHolders[$0] ?? []).contains { $0 != index } }))
  }

  /// Folds again whatever new evidence on one payment can change: itself, those that share a receipt or a prompt with
  /// it, and all attempts of the sales of all of these.
  private mutating func refold(around index: Int) {
    var touched = [index]
    for receipt in entries[index].receipts { touched += receiptHolders[receipt] ?? [] }
    for prompt in entries[index].prompts { touched += promptHolders[prompt] ?? [] }
    for each in Set(touched).sorted() {
      entries[each].ownStatus = fold(entries[each].rows, neighbours(of: each))
    }
    var sales: [PaymentID] = []
    for each in touched where !sales.contains(entries[each].recording.sale) {
      sales.append(entries[each].recording.sale)
    }
    for sale in sales {
      let attempts = entries.indices.filter { entries[$0].recording.sale == sale }
      let flagged = Sale.flagged(attempts.map { entries[$0].ownStatus })
      for (attempt, status) in zip(attempts, flagged) where status != entries[attempt].status || attempt == index {
        entries[attempt].status = status
        entries[attempt].position = position
        entries[attempt].history.append((position, status))
      }
    }
  }
}
