import Payments
import Testing

struct TimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T03:00:00+03:00"), (-10_800_000, "1970-01-01T00:00:00+03:00"),
      (-10_800_001, "1969-12-31T23:59:59+03:00"),
      // `date -u -d @N` and three hours.
      (951_771_600_000, "2000-02-29T00:00:00+03:00"), (951_857_999_999, "2000-02-29T23:59:59+03:00"),
      (951_858_000_000, "2000-03-01T00:00:00+03:00"), (1_709_153_999_000, "2024-02-28T23:59:59+03:00"),
      (1_709_154_000_000, "2024-02-29T00:00:00+03:00"), (1_709_240_400_000, "2024-03-01T00:00:00+03:00"),
      (1_772_225_999_000, "2026-02-27T23:59:59+03:00"), (1_772_312_400_000, "2026-03-01T00:00:00+03:00"),
      (1_798_750_799_999, "2026-12-31T23:59:59+03:00"), (1_798_750_800_000, "2027-01-01T00:00:00+03:00"),
      (4_107_531_600_000, "2100-03-01T00:00:00+03:00"), (4_107_531_599_000, "2100-02-28T23:59:59+03:00"),
      (1_795_517_529_000, "2026-11-24T13:52:09+03:00"),
    ] as [(Int64, String)])
  func knownTimes(_ wall: Int64, _ text: String) {
    let time = EastAfricaTime(wallMilliseconds: wall)
    #expect(time.rfc3339 == text)
    #expect(time.darajaTimestamp == String(text.prefix(19).filter { $0.isNumber }))
    #expect(time.timeOfDay == String(text.dropFirst(11).prefix(8)))
    #expect(time.businessDay.text == String(text.prefix(10)))
    #expect(BusinessDay(text: time.businessDay.text) == time.businessDay)
  }

  /// Day after day for 150 years, each date is the one that follows the date before.
  @Test func everyDayFollowsTheOneBefore() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (year, month, day) = (1970, 1, 1)
    for count in 0..<Int64(150 * 365) {
      let time = EastAfricaTime(wallMilliseconds: count * 86_400_000)
      let isRight = time.year == year && time.month == month && time.day == day
      if !isRight { Issue.record("day \(count) is \(time.rfc3339)") }
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      day += 1
      if day > lengths[month - 1] + (isLeap && month == 2 ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  @Test(arguments: ["", "2026-11-2", "2026/11/24", "2026-11-24 ", "2026-1a-24", "20261124--"])
  func notADay(_ text: String) { #expect(BusinessDay(text: text) == nil) }

  @Test func daysAreOrderedByTime() {
    #expect(BusinessDay(year: 2026, month: 9, day: 30) < BusinessDay(year: 2026, month: 10, day: 1))
    #expect(BusinessDay(year: 2026, month: 12, day: 31) < BusinessDay(year: 2027, month: 1, day: 1))
  }

  @Test func theLastMinutesOfADay() {
    let noon = Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 0, bootID: "")
    #expect(
      EastAfricaTime(wallMilliseconds: EastAfricaTime.lastMinutes(ofDayOf: noon)).rfc3339 == "2026-11-24T23:55:00+03:00"
    )
    let late = Moment(wallMilliseconds: 1_795_553_999_999, bootMilliseconds: 0, bootID: "")
    #expect(EastAfricaTime.lastMinutes(ofDayOf: late) == EastAfricaTime.lastMinutes(ofDayOf: noon))
  }
}

/// Two clocks, of which the wall clock may jump and the boot clock may start again.
struct MomentTests {
  struct Clock: Sendable {
    let what: String
    let wall: Int64
    let boot: Int64
    let bootID: String
    let unlocking: Int64
    let overdue: Int64
    let elapsed: Int64
  }

  /// Since a moment at wall 1,000,000, boot 500,000, in the first boot.
  @Test(arguments: [
    Clock(
      what: "both run", wall: 1_060_000, boot: 560_000, bootID: "1", unlocking: 60_000, overdue: 60_000, elapsed: 60_000
    ),
    Clock(what: "no time", wall: 1_000_000, boot: 500_000, bootID: "1", unlocking: 0, overdue: 0, elapsed: 0),
    Clock(
      what: "the wall jumps ahead", wall: 4_600_000, boot: 510_000, bootID: "1", unlocking: 10_000, overdue: 3_600_000,
      elapsed: 10_000),
    Clock(
      what: "the wall jumps back", wall: 100_000, boot: 570_000, bootID: "1", unlocking: 0, overdue: 70_000,
      elapsed: 70_000),
    Clock(
      what: "read by somebody who was earlier", wall: 999_000, boot: 499_000, bootID: "1", unlocking: 0, overdue: 0,
      elapsed: 0),
    Clock(
      what: "a reboot", wall: 1_300_000, boot: 20_000, bootID: "2", unlocking: 20_000, overdue: 300_000,
      elapsed: 300_000),
    Clock(
      what: "a reboot into 1970", wall: 5_000, boot: 40_000, bootID: "2", unlocking: 0, overdue: 40_000, elapsed: 40_000
    ),
    Clock(
      what: "a reboot with a wall too slow", wall: 1_001_000, boot: 90_000, bootID: "2", unlocking: 1_000,
      overdue: 90_000, elapsed: 90_000),
  ])
  func elapsedTimes(_ clock: Clock) {
    let earlier = Moment(wallMilliseconds: 1_000_000, bootMilliseconds: 500_000, bootID: "1")
    let now = Moment(wallMilliseconds: clock.wall, bootMilliseconds: clock.boot, bootID: clock.bootID)
    #expect(now.unlockingMilliseconds(since: earlier) == clock.unlocking, "\(clock.what)")
    #expect(now.overdueMilliseconds(since: earlier) == clock.overdue, "\(clock.what)")
    #expect(now.elapsedMilliseconds(since: earlier) == clock.elapsed, "\(clock.what)")
  }

  @Test func advancing() {
    let moment = Moment(wallMilliseconds: 10, bootMilliseconds: 5, bootID: "1").advanced(byMilliseconds: 7)
    #expect(moment == Moment(wallMilliseconds: 17, bootMilliseconds: 12, bootID: "1"))
  }
}
