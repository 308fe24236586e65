import CommandText
import Payments
import Testing

/// Days and times of day as people type them.
@Suite struct TypedDayTests {
  @Test func aTimeIsOfThatDayInKenya() throws {
    let day = try BusinessDay.typed("2026-11-24")
    #expect(try day.wallMilliseconds(typed: "00:00") == EastAfricaTime.wallMilliseconds(parsing: "2026-11-24"))
    #expect(try day.wallMilliseconds(typed: "14:02") == 1_795_518_120_000)
  }

  @Test(arguments: ["", "today", "2026-13-01", "2026-11-24T14:02"])
  func whatIsNoDayIsRefused(_ text: String) {
    #expect(throws: CommandFailure.self) { try BusinessDay.typed(text) }
  }

  @Test(arguments: ["", "14", "24:00", "14:60", "2:05", "14:02:00", "14-02"])
  func whatIsNoTimeIsRefused(_ text: String) throws {
    let day = try BusinessDay.typed("2026-11-24")
    #expect(throws: CommandFailure.self) { try day.wallMilliseconds(typed: text) }
  }
}
