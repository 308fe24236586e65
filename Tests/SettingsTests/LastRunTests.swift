import Glibc
import Payments
import Testing

@testable import Settings

/// When a till's desk ran last, for the next one to say.
struct LastRunTests {
  @Test func itIsTheTimeOfItsNote() throws {
    let temporary = try TemporaryHome(.simulator)
    let run = LastRun(of: try #require(Till(3)), in: temporary.home)
    #expect(run.wallMilliseconds == nil)
    run.note(mode: 0o600)
    let noted = try #require(run.wallMilliseconds)
    #expect(abs(noted - Int64(time(nil)) * 1000) < 60_000)
    #expect(LastRun(of: try #require(Till(4)), in: temporary.home).wallMilliseconds == nil)
  }
}
