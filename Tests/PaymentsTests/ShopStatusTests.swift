import PaymentLaws
import Payments
import Testing

/// What the shop's own evidence adds up to: laws over all sequences of up to four pieces, and a few by name.
struct ShopStatusTests {
  private let till = Till.commandLine
  private let subject = PINSubject.unmatchedItem("a1")

  private var alphabet: [ShopEvidence] {
    [
      .pinSet(supervisor: "wanjiku", by: "root"), right, wrong,
      .pinRefused(cashier: "njeri", till: till, about: subject, whileLocked: true), restored(2), restored(3),
      .unmatchedResolved(resolution("a1", "UF12345678")), .unmatchedResolved(resolution("a1", nil)),
      .unmatchedResolved(resolution("b2", "UF12345678")),
      .schemaRaised(OlderPayments(saltDigest: "5a17", onceDigest: "00")),
    ]
  }

  private var right: ShopEvidence {
    .pinAccepted(supervisor: "wanjiku", cashier: "njeri", till: till, about: subject)
  }

  private var wrong: ShopEvidence { .pinRefused(cashier: "njeri", till: till, about: subject, whileLocked: false) }

  private func restored(_ epoch: Int) -> ShopEvidence {
    .restored(
      Restoration(epoch: epoch, gapFromWallMilliseconds: 1, gapToWallMilliseconds: 2, numbersFrom: 1_101, by: "root"))
  }

  private func resolution(_ id: String, _ receipt: String?) -> UnmatchedResolution {
    var item = UnmatchedItem(id: id, oddity: "unknown-payment")
    item.receipt = receipt.flatMap(Receipt.init)
    item.code = receipt == nil ? nil : .paid
    return UnmatchedResolution(
      item: item, resolution: .refund, why: "paid back", supervisor: "wanjiku", cashier: "njeri", till: till)
  }

  /// A row every ten seconds.
  private func rows(_ evidence: [ShopEvidence]) -> [ShopEvidenceRow] {
    evidence.enumerated().map { place, evidence in
      ShopEvidenceRow(
        position: Int64(place + 1), at: EvidenceNotation.moment(Int64(place) * 10), evidence: evidence)
    }
  }

  private func everySequence(_ look: ([ShopEvidenceRow]) -> Void) -> Int {
    var sequences: [[ShopEvidence]] = [[]]
    var count = 0
    for _ in 1...4 {
      sequences = sequences.flatMap { start in alphabet.map { start + [$0] } }
      for sequence in sequences { look(rows(sequence)) }
      count += sequences.count
    }
    return count
  }

  @Test func orderAndRepetitionDoNotMatter() {
    let count = everySequence { rows in
      let folded = ShopStatus(folding: rows)
      if ShopStatus(folding: rows.reversed() + rows) != folded { Issue.record("\(rows.map(\.evidence.kind))") }
    }
    #expect(count == 10 + 100 + 1_000 + 10_000)
  }

  @Test func aPartIsMadeByItsKindsAlone() {
    _ = everySequence { rows in
      let whole = ShopStatus(folding: rows)
      func part(_ part: ShopStatus.Part) -> ShopStatus {
        ShopStatus(folding: rows.filter { ShopStatus.kinds(of: part).contains($0.evidence.kind) })
      }
      let isWhole =
        part(.pinTries).pinTries == whole.pinTries && part(.restored).restored == whole.restored
        && part(.resolved).resolved == whole.resolved && part(.olderPayments).olderPayments == whole.olderPayments
      if !isWhole { Issue.record("\(rows.map(\.evidence.kind))") }
    }
    #expect(ShopStatus.Part.allCases.flatMap(ShopStatus.kinds).count == ShopEvidence.Kind.allCases.count)
  }

  /// So that a ledger need not read years of right PINs.
  @Test func whatCameBeforeARightPINDoesNotCount() {
    _ = everySequence { rows in
      let last = rows.lastIndex { [.pinSet, .pinAccepted].contains($0.evidence.kind) } ?? 0
      if ShopStatus(folding: Array(rows[last...])).pinTries != ShopStatus(folding: rows).pinTries {
        Issue.record("\(rows.map(\.evidence.kind))")
      }
    }
  }

  @Test func fiveWrongPINsLockSinceTheLastOfThem() {
    let four = ShopStatus(folding: rows(Array(repeating: wrong, count: 4)))
    #expect(four.pinTries.lockedSince == nil)
    let five = ShopStatus(folding: rows(Array(repeating: wrong, count: 5))).pinTries
    #expect(five.lockedSince == EvidenceNotation.moment(40))
    #expect(five.lockedMilliseconds(at: EvidenceNotation.moment(100)) == 1_740_000)
    #expect(five.lockedMilliseconds(at: EvidenceNotation.moment(1_840)) == 0)
    #expect(ShopStatus(folding: rows(Array(repeating: wrong, count: 5) + [right])).pinTries == PINTries())
  }

  @Test func aPINIsJudgedByWhatCameBefore() {
    let four = ShopStatus(folding: rows(Array(repeating: wrong, count: 4))).pinTries
    let now = EvidenceNotation.moment(60)
    func tried(_ supervisor: String?) -> PINTry {
      PINTry(supervisor: supervisor, cashier: "njeri", till: till, subject: subject)
    }
    #expect(four.judge(tried("wanjiku"), at: now) == (right, nil))
    #expect(four.judge(tried(nil), at: now) == (wrong, .pinLocked(forMilliseconds: 1_800_000)))
    let three = ShopStatus(folding: rows(Array(repeating: wrong, count: 3))).pinTries
    #expect(three.judge(tried(nil), at: now) == (wrong, .wrongPIN(triesLeft: 1)))
    let five = ShopStatus(folding: rows(Array(repeating: wrong, count: 5))).pinTries
    let unread = ShopEvidence.pinRefused(cashier: "njeri", till: till, about: subject, whileLocked: true)
    #expect(five.judge(tried("wanjiku"), at: now) == (unread, .pinLocked(forMilliseconds: 1_780_000)))
  }

  @Test func theNewestRestorationSaysTheEpoch() {
    #expect(ShopStatus(folding: []).epoch == 1)
    let status = ShopStatus(folding: rows([restored(2), wrong, restored(3)]))
    #expect(status.epoch == 3)
    #expect(status.restored?.at == EvidenceNotation.moment(20))
  }

  @Test func theFirstResolutionOfAThingStands() throws {
    let receipt = try #require(Receipt("UF12345678"))
    let first = resolution("a1", nil)
    let rows = rows([
      .unmatchedResolved(first), .unmatchedResolved(resolution("a1", "UF12345678")),
      .unmatchedResolved(resolution("b2", "UF12345678")),
    ])
    let status = ShopStatus(folding: rows)
    #expect(status.resolved.map(\.resolution) == [first, resolution("b2", "UF12345678")])
    #expect(status.resolved(stating: receipt)?.at == EvidenceNotation.moment(20))
    #expect(ShopStatus(folding: Array(rows.prefix(1))).resolved(stating: receipt) == nil)
  }
}
