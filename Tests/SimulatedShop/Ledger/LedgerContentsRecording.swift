import Payments

/// The ledger was replaced by a backup a moment ago: nothing may be asked for yet.
package struct RestoredLately: ExplainedError, Equatable {
  /// How long until then.
  package let waitMilliseconds: Int64

  package var explanation: Phrase {
    Phrase(
      "The ledger was restored a moment ago. Nothing was sent. Wait a minute.",
      sw: "Leja imerudishwa sasa hivi. Hakuna kilichotumwa. Subiri dakika moja.")
  }
}

/// Recording, with the guards inside (rules.md section 4).
extension LedgerContents {
  mutating func record(_ draft: PaymentDraft, at now: Moment) throws(RestoredLately) -> RecordOutcome {
    if let key = draft.onceKey, let known = onceKeys[key] { return .alreadyRecorded(entries[known].summary) }
    if !omits.contains(.keysPutAside), let lost = draft.onceKey.flatMap({ keysPutAside[$0] }) {
      return entry(lost.id).map { .alreadyRecorded($0.summary) } ?? .recordedBeforeRestore(lost)
    }
    // The caller that never heard of its commit may ask again: the ID is the payment's for ever.
    if let known = index(of: draft.id) { return .alreadyRecorded(entries[known].summary) }
    if let restored {
      let wait = Restoration.waitMilliseconds(since: restored.at, at: now)
      if wait > 0 { throw RestoredLately(waitMilliseconds: wait) }
    }
    let block = Guards.check(draft, against: earlier(draft), keysSeen: { keys(of: $0.id, upTo: $0.position) }, at: now)
    if !omits.contains(.guards), let block { return .blocked(block) }
    if !omits.contains(.pace), let block = paceBlock(draft, at: now) { return .blocked(block) }
    let day = EastAfricaTime(now).businessDay
    let number = takeNumber(of: draft.till, on: day)
    let own = ShortReference(till: draft.till, number: number, at: now)
    let recording = Recording(
      cashier: draft.cashier, phone: draft.phone, amount: draft.amount, reference: draft.reference?.text ?? own.text,
      sale: sale(of: draft), confirmAbove: draft.confirmAbove, till: draft.till, number: number)
    let index = insert(
      PaymentSummary(
        id: draft.id, number: number, day: day, till: draft.till, cashier: recording.cashier, phone: draft.phone,
        amount: draft.amount, reference: recording.reference, sale: recording.sale, recordedAt: now,
        status: PaymentStatus(.recorded), position: 0))
    phones[draft.phone, default: []].append(index)
    if let key = draft.onceKey { onceKeys[key] = index }
    _ = add(.recorded(recording), to: index, at: now)
    addDecisions(of: draft, at: now, newIndex: index)
    refold(around: index)
    return .recorded(entries[index].summary)
  }

  /// The till asks faster than it may.
  private func paceBlock(_ draft: PaymentDraft, at now: Moment) -> GuardBlock? {
    guard let limit = draft.phonesPerMinute else { return nil }
    let asked = askedLately(at: draft.till, before: now, atMost: limit * 10)
    let phones = asked.map { TillPace.Asked(phone: $0.askedPhone?.msisdn ?? "", at: $0.summary.recordedAt) }
    let wait = TillPace.waitMilliseconds(asking: draft.phone.msisdn, after: phones, phonesPerMinute: limit, at: now)
    guard let wait, let newest = asked.first else { return nil }
    return GuardBlock(reason: .tillPace, payment: newest.summary, waitMilliseconds: wait)
  }

  /// The newest payments of a till, newest first, since a supervisor last let it go on.
  private func askedLately(at till: Till, before now: Moment, atMost limit: Int) -> [Entry] {
    let days = [86_400_000, 0, -86_400_000].map {
      EastAfricaTime(wallMilliseconds: now.wallMilliseconds + $0).businessDay
    }
    let found = entries.reversed().lazy.filter { entry in
      let payment = entry.summary
      return payment.till == till && days.contains(payment.day) && entry.askedPhone != nil
        && entry.keys.contains("recorded")
    }
    return found.prefix(limit).prefix { entry in
      !entry.rows.contains { row in
        if case .decision(let decision) = row.evidence { decision.action == .fasterPaceAllowed } else { false }
      }
    }
  }

  /// What overriding and linking say is evidence.
  private mutating func addDecisions(of draft: PaymentDraft, at now: Moment, newIndex: Int) {
    for overridden in draft.overriding {
      let decision = Decision(
        id: draft.id.hex + "-override-" + overridden.id.hex, who: draft.cashier,
        why: draft.whyOverridden(overridden.id),
        action: .guardOverridden(blockedBy: overridden.id, seenPosition: overridden.position))
      _ = add(.decision(decision), to: newIndex, at: now)
    }
    for seen in draft.sameSaleAs {
      guard let earlier = index(of: seen.id) else { continue }
      let decision = Decision(
        id: draft.id.hex + "-again", who: draft.cashier, why: "asked again", action: .askedAgain(as: draft.id),
        answers: keys(of: seen.id, upTo: seen.position))
      _ = add(.decision(decision), to: earlier, at: now)
      refold(around: earlier)
    }
  }

  private func sale(of draft: PaymentDraft) -> PaymentID {
    draft.sameSaleAs.lazy.compactMap { entry($0.id)?.summary.sale }.first ?? draft.id
  }

  /// Payments on this phone, newest first, and all attempts of the sales: the guards themselves know what is over.
  private func earlier(_ draft: PaymentDraft) -> [PaymentSummary] {
    var found = (phones[draft.phone] ?? []).sorted { isOlder($1, $0) }
    var further = draft.overriding.compactMap { index(of: $0.id) }
    for sale in draft.sameSaleAs.compactMap({ entry($0.id)?.summary.sale }) { further += attempts(ofSale: sale) }
    let onThisPhone = found.count
    for index in further where !found.contains(index) { found.append(index) }
    return found.enumerated().map { place, index in
      var payment = entries[index].summary
      // Known by its digest, also where the number itself was purged.
      if place < onThisPhone { payment.phone = draft.phone }
      return payment
    }
  }

  private mutating func takeNumber(of till: Till, on day: BusinessDay, atLeast least: Int = 1) -> Int {
    let numbers = TillAndDay(till: till, day: day)
    let number = max((lastNumbers[numbers] ?? 0) + 1, least, restored?.restoration.leastNumber(on: day) ?? 1)
    lastNumbers[numbers] = number
    return number
  }

  /// Gives a payment that only its callback tells of a place, if this ledger was restored and the callback states
  /// money.
  mutating func admit(_ evidence: [Evidence], for id: PaymentID, at now: Moment) -> Int? {
    guard let restored, let amount = evidence.lazy.compactMap(Restoration.statedAmount).first else { return nil }
    let asked = restored.restoration.askedAt(id, knownAt: now)
    let day = EastAfricaTime(asked).businessDay
    return insert(
      PaymentSummary(
        id: id, number: takeNumber(of: .commandLine, on: day, atLeast: restored.restoration.numbersFrom), day: day,
        till: .commandLine, cashier: "", phone: nil,
        amount: amount, reference: "", sale: id, recordedAt: asked,
        status: PaymentStatus(.held(.callbackOnly, at: nil)),
        position: 0))
  }
}
