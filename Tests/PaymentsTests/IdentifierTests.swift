import PaymentLaws
import Payments
import Testing

struct IdentifierTests {
  private func id(_ wall: Int64, _ high: UInt16 = 0xABCD, _ low: UInt64 = 0x0123_4567_89AB_CDEF) -> PaymentID {
    PaymentID(wallMilliseconds: wall, randomHigh: high, randomLow: low)
  }

  @Test func aPaymentIDIsOrderedByTime() {
    let walls: [Int64] = [0, 1, 255, 1_000, 1_795_500_000_000, 1_795_500_000_001, 0xFFFF_FFFF_FFFF]
    let ids = walls.map { id($0, 0xFFFF, .max) }
    #expect(ids == ids.sorted())
    #expect(id(5, 0xFFFF, .max) < id(6, 0, 0))
    #expect(id(1_795_500_000_000).hex == "01a20c23c300abcd0123456789abcdef")
  }

  /// Safaricom refuses addresses with these words (daraja.md section 4.3); hex digits cannot spell them.
  @Test func aPaymentIDSpellsNoForbiddenWord() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let hex = id(Int64(generator.next() >> 16), UInt16(truncatingIfNeeded: generator.next()), generator.next()).hex
      #expect(hex.utf8.count == 32 && PaymentID(hex: hex) != nil)
    }
    for word in ["mpesa", "m-pesa", "safaricom", "exe", "exec", "cmd", "sql", "query"] {
      #expect(word.contains { !"0123456789abcdef".contains($0) }, "\(word) could be spelt")
    }
  }

  @Test(arguments: [
    "", "0190aaaabbbbccccddddeeeeffff000", "0190AAAABBBBCCCCDDDDEEEEFFFF0001", "g190aaaabbbbccccddddeeeeffff0001",
  ])
  func notAPaymentID(_ hex: String) { #expect(PaymentID(hex: hex) == nil) }

  @Test(arguments: [
    ("UJ25K3M9QX", "UJ25K3M9QX"), ("uj25k3m9qx", "UJ25K3M9QX"), (" UJ2 5K3 M9QX ", "UJ25K3M9QX"),
    ("UJ2-5K3-M9QX", "UJ25K3M9QX"), ("ABC123", "ABC123"),
    (String(repeating: "A", count: 20), String(repeating: "A", count: 20)),
  ])
  func receipts(_ typed: String, _ code: String) { #expect(Receipt(typed)?.code == code) }

  @Test(arguments: [
    "", "ABC12", String(repeating: "A", count: 21), "UJ25K3M9QÜ", "UJ25_K3M9QX", "UJ25\nK3M9QX", "ß25K3M9QX!",
  ])
  func notAReceipt(_ typed: String) { #expect(Receipt(typed) == nil) }

  @Test func tills() {
    #expect(Till(-1) == nil)
    #expect(Till(0) == .commandLine)
    #expect(Till(999)?.number == 999)
    #expect(Till(1000) == nil)
  }

  /// Twelve letters and digits at most, and no two alike over tills, numbers and days.
  @Test func ourOwnReferenceIsUniqueInTheShop() throws {
    var seen: Set<String> = []
    let start = EvidenceNotation.moment(0)
    for day in [0, 1, 2, 3, 10, 37, 365, 1_000, 10_000, 36_000] as [Int64] {
      for till in [0, 1, 2, 9, 10, 11, 12, 21, 99, 100, 112, 999] {
        for number in Array(1...40) + [99, 100, 111, 112, 999, 1_000, 9_999] {
          let reference = ShortReference(
            till: try #require(Till(till)), number: number, at: start.advanced(byMilliseconds: day * 86_400_000))
          #expect(try AccountReference.parse(reference.text).get().text == reference.text)
          #expect(seen.insert(reference.text).inserted, "\(reference.text) twice")
        }
      }
    }
  }

  @Test func theDayOfAReferenceIsKenyas() throws {
    let till = try #require(Till(2))
    // 2026-11-23 23:59:59.999 and the next millisecond, in Kenya.
    let before = Moment(wallMilliseconds: 1_795_467_599_999, bootMilliseconds: 0, bootID: "")
    #expect(ShortReference(till: till, number: 47, at: before).text == "2N47D1XY")
    #expect(ShortReference(till: till, number: 47, at: before.advanced(byMilliseconds: 1)).text == "2N47D1XZ")
  }

  @Test(
    arguments: [
      ("INV12", .success("INV12")), (" inv12 ", .success("inv12")),
      ("\u{FEFF}INV12\u{A0}\n", .success("INV12")), ("INV\u{200B}12", .success("INV12")),
      ("\u{FF34}\u{665}", .success("T5")), ("", .failure(.empty)), ("  ", .failure(.empty)),
      ("A B", .failure(.strangeCharacter)), ("A-B", .failure(.strangeCharacter)), ("É1", .failure(.strangeCharacter)),
      ("ABCDEFGHIJKL", .success("ABCDEFGHIJKL")), ("ABCDEFGHIJKLM", .failure(.tooLong(by: 1))),
      ("ABCDEFGHIJKLMNO", .failure(.tooLong(by: 3))),
    ] as [(String, Result<String, AccountReferenceError>)])
  func typedReferences(_ typed: String, _ wanted: Result<String, AccountReferenceError>) {
    #expect(AccountReference.parse(typed).map(\.text) == wanted)
  }

  @Test func aReferencesSentenceSaysHowManyTooMany() {
    #expect(AccountReferenceError.tooLong(by: 1).sentence.english == "One character too many: 12 at most.")
    #expect(AccountReferenceError.tooLong(by: 3).sentence.english == "3 characters too many: 12 at most.")
  }
}

/// Copies of a payment and of its status share what they hold, which nobody may notice.
@Suite struct SharedSummaryTests {
  @Test func aCopyThatIsChangedLeavesTheOtherAsItWas() throws {
    let at = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 1_000, bootID: "boot-1")
    let id = PaymentID(wallMilliseconds: 1, randomHigh: 2, randomLow: 3)
    let asked = PaymentSummary(
      id: id, number: 7, day: EastAfricaTime(at).businessDay, till: .commandLine, cashier: "amina", phone: nil,
      amount: try #require(Shillings(100)), reference: "T1", sale: id, recordedAt: at,
      status: PaymentStatus(.waiting(since: at)), position: 1)
    var changed = asked
    #expect(changed == asked)
    changed.status.flags = .late
    changed.position = 2
    #expect(changed != asked && changed.status != asked.status)
    #expect(asked.status.flags == [] && asked.position == 1 && asked.isWaiting)
    changed.status.state = .held(.amountDiffers, at: at)
    #expect(changed.status.standing == .held && changed.status.needsPerson && changed.isTrouble && !changed.isWaiting)
    #expect(asked.status.standing == .waiting && !asked.isTrouble)
    // Made anew and not copied, it is equal all the same.
    var again = asked
    again.status = PaymentStatus(.waiting(since: at))
    #expect(again == asked)
  }
}
