import Payments
import Testing

@testable import Settings

/// A simulator whose customers are fast is asked sooner.
struct PacedScheduleTests {
  private func schedule(pace: Double, queryAfterSeconds: Int) throws -> QuerySchedule {
    SimulatorHomeSettings(
      listen: try #require(SocketPlace("127.0.0.1:8743")), queryAfterSeconds: queryAfterSeconds, pace: pace
    ).schedule
  }

  @Test func laterQuestionsKeepThePaceAndTheFirstIsAsWritten() throws {
    let standard = QuerySchedule.standard
    let paced = try schedule(pace: 10, queryAfterSeconds: 5)
    #expect(paced.afterMilliseconds == [5_000] + standard.afterMilliseconds.dropFirst().map { $0 / 10 })
    #expect(paced.spacingMilliseconds == standard.spacingMilliseconds / 10)
    #expect(paced.brokenAfterMilliseconds == min(5_000, standard.brokenAfterMilliseconds / 10))
  }

  @Test func aFirstQuestionThatIsLateStaysInOrder() throws {
    let paced = try schedule(pace: 100, queryAfterSeconds: 60)
    #expect(paced.afterMilliseconds == paced.afterMilliseconds.sorted())
    #expect(paced.afterMilliseconds.contains(60_000))
  }
}
