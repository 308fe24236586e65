import PaymentLaws
import Payments

/// A payment of till 0, as commands show one.
enum Example {
  struct Impossible: Error {}

  /// 2026-11-24 09:00 in Kenya and some seconds.
  static func at(_ seconds: Int64) -> Moment {
    Moment(
      wallMilliseconds: 1_795_500_000_000 + seconds * 1000, bootMilliseconds: 3_600_000 + seconds * 1000,
      bootID: "boot-1")
  }

  static func payment(_ state: PaymentState, flags: Flags = [], number: Int = 7) throws -> PaymentSummary {
    let asked = at(0)
    let id = PaymentID(wallMilliseconds: asked.wallMilliseconds, randomHigh: 1, randomLow: UInt64(number))
    guard let amount = Shillings(50) else { throw Impossible() }
    return PaymentSummary(
      id: id, number: number, day: EastAfricaTime(asked).businessDay, till: .commandLine, cashier: "amina",
      phone: PhoneNumber(msisdn: "254712345678"), amount: amount, reference: "0N\(number)", sale: id, recordedAt: asked,
      status: .example(state, askedAt: asked, flags: flags), position: 1)
  }

  static func receipt(_ code: String) throws -> Receipt {
    guard let receipt = Receipt(code) else { throw Impossible() }
    return receipt
  }
}
