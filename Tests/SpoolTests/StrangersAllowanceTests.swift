import Payments
import TestSupport
import Testing

@testable import Spool

@Suite struct StrangersAllowanceTests {
  @Test func aListedAddressIsNeverRefused() throws {
    var allowance = StrangersAllowance(copiesPerPayment: 0, bytesPerDay: 0)
    for number in 0..<100 {
      #expect(allowance.admits(try envelope("\(number)").name, lengthBytes: 16_384, day: try day()))
    }
  }

  @Test func aStrangerHasSoManyBodiesAPaymentAndRepeatsAreFree() throws {
    var allowance = StrangersAllowance(copiesPerPayment: 3)
    let names = try (0..<5).map { try envelope("\($0)", peerClass: .unlisted).name }
    #expect(
      names.map { allowance.admits($0, lengthBytes: 10, day: BusinessDay(year: 2026, month: 11, day: 24)) }
        == [true, true, true, false, false])
    #expect(allowance.admits(names[0], lengthBytes: 10, day: try day()))
    let other = try envelope(payment: 2, peerClass: .unlisted).name
    #expect(allowance.admits(other, lengthBytes: 10, day: try day()))
  }

  @Test func allStrangersTogetherHaveSoManyBytesADay() throws {
    var allowance = StrangersAllowance(bytesPerDay: 2 * (10 + StrangersAllowance.fileCostBytes) + 5)
    let names = try (0..<4).map { try envelope(payment: $0, peerClass: .unlisted).name }
    #expect(allowance.admits(names[0], lengthBytes: 10, day: try day()))
    #expect(allowance.admits(names[1], lengthBytes: 10, day: try day()))
    #expect(!allowance.admits(names[2], lengthBytes: 10, day: try day()))
    #expect(allowance.admits(names[3], lengthBytes: 10, day: try day("2026-11-25")))
  }

  @Test func startingAgainIsNoFreshAllowance() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let names = try (0..<3).map { number in
      let callback = try envelope("\(number)", peerClass: .unlisted)
      _ = try spool.deliver(callback)
      return callback.name
    }
    _ = try spool.archive(names[0], day: try day())
    _ = try spool.setAside(names[1], reason: OddReason(.unparsable), wallMilliseconds: 0)
    var allowance = StrangersAllowance(copiesPerPayment: 3)
    try spool.countStrangers(into: &allowance)
    #expect(!allowance.admits(try envelope("new", peerClass: .unlisted).name, lengthBytes: 1, day: try day()))
    #expect(allowance.admits(names[2], lengthBytes: 1, day: try day()))
  }
}
